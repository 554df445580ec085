"""The parser of `re`, under the names by which its types are known.

Its modules are private since Python 3.11; typeshed has them by their former names.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sre_constants as codes
    from sre_parse import SubPattern, parse
else:
    from re import _constants as codes
    from re._parser import SubPattern, parse

# An operation and its value, whose type depends on the operation.
Item = tuple[int, Any]

__all__ = ["Item", "SubPattern", "codes", "parse"]
