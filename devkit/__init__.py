"""Implementation of ./dev: set-up, server, tests, lint and benchmarks.

Only the standard library is used, so that it runs on a bare machine. Whatever needs
more is started with the interpreter of the environment made here.
"""
