"""Names in the addresses of residents' pages."""

import string

CHARACTERS = frozenset(string.ascii_lowercase + string.digits + "-")
MAX_LENGTH = 60


def is_page_code(text: str) -> bool:
    """Return whether a text may be the last part of a page's address.

    >>> is_page_code("privacy-notice"), is_page_code("Über/uns"), is_page_code("")
    (True, False, False)

    Args:
        text: the text.
    """
    return 0 < len(text) <= MAX_LENGTH and CHARACTERS.issuperset(text)
