"""What stands behind ./dev: set-up, server, tests, lint and benchmarks.

Python standard library only, so that it runs on a bare machine; whatever needs
more is started with the interpreter of the environment made here.
"""
