"""What the law says about a person's own data, and the file that tells it to them.

`due` knows when an answer is due, `bundle` what a file of answers looks like. Both are
plain Python.
"""

from . import bundle, due
