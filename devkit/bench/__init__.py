"""Benchmarks of ./dev bench: our product, its nearest peer, and bare SQL.

Each benchmark is a program, `python -m PROGRAM DATABASE`, that prints one `Table`.
"""
