"""The Link header of a list that has more rows than a page (RFC 8288)."""

from collections.abc import Iterable
from urllib.parse import urlencode

# A secret is not repeated in a header that is logged.
_LEFT_OUT = ("page", "api_key")


def link(
    address: str, pairs: Iterable[tuple[str, str]], page: int, *, has_more: bool
) -> str:
    """Return the value of the Link header; "" for a list on one page.

    Args:
        address: of the list, without the query.
        pairs: names and values of the query.
        page: number of this page, from 1.
        has_more: whether another page follows.
    """
    kept = [(name, value) for name, value in pairs if name not in _LEFT_OUT]
    pages = {"first": 1, "prev": page - 1} if page > 1 else {}
    if has_more:
        pages["next"] = page + 1
    return ", ".join(
        f'<{address}?{urlencode([*kept, ("page", str(number))])}>; rel="{relation}"'
        for relation, number in pages.items()
    )
