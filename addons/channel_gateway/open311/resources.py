"""The addresses of the Open311 server, and what may be asked at each."""

FORMS = ("json", "xml")
READ = ("GET", "HEAD", "OPTIONS")
WRITE = ("GET", "HEAD", "OPTIONS", "POST")
#: Methods of the addresses that are one resource.
_RESOURCES = {
    "discovery": READ,
    "services": READ,
    "requests": WRITE,
    "servicerequestupdates": WRITE,
}
# Resources with an id behind them, and the name of that id.
_ITEMS = {
    "services": "service_code",
    "requests": "service_request_id",
    "tokens": "token_id",
}


def methods(stem: str) -> tuple[str, ...]:
    """Return the methods of an address; none where there is nothing.

    >>> methods("services/pothole")
    ('GET', 'HEAD', 'OPTIONS')

    Args:
        stem: path below the root, without the format.
    """
    resource, slash, item = stem.partition("/")
    if not slash:
        return _RESOURCES.get(resource, ())
    return READ if resource in _ITEMS and item and "/" not in item else ()


def missing_id(stem: str) -> str:
    """Return the name of the id that an address lacks; "" where it lacks none.

    >>> missing_id("services/")
    'service_code'

    Args:
        stem: path below the root, without the format.
    """
    resource, slash, item = stem.partition("/")
    is_list = not slash and resource in _RESOURCES
    return "" if item or is_list else _ITEMS.get(resource, "")
