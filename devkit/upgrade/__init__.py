"""Upgrade a database of the last release, and compare it with a fresh installation."""

from .release_dump import dump
from .run import problems, upgraded

__all__ = ["dump", "problems", "upgraded"]
