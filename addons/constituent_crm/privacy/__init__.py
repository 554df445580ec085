"""Data protection law on subject access, and the file for the person.

`due` computes when an answer is due, and `bundle` writes the file. Both are plain
Python.
"""

from . import bundle, due
