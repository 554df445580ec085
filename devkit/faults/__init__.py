"""Reliability shown: the product under load while its parts are killed.

`./dev test --faults` starts it; `docs/reliability.md` says what is checked.
"""
