"""Errors with the HTTP status and the wording that the specification requires."""


class Problem(Exception):
    """An error response: an HTTP status and one sentence for each fault.

    Source: GeoReport v2, "Possible Errors" of each method: 404 for an unknown
    jurisdiction, service, token or request, 403 for a key, 400 for the rest.
    """

    def __init__(self, status: int, *faults: str, retry_after: int = 0):
        super().__init__(status, *faults)
        self.status = status
        self.faults = faults
        # Seconds after which the same call may succeed; 0 where it never does.
        self.retry_after = retry_after


def bad_request(*faults: str) -> Problem:
    """Return a 400 error.

    Args:
        *faults: one sentence for each fault.

    Returns:
        The exception to raise.
    """
    return Problem(400, *faults)


def forbidden(fault: str) -> Problem:
    """Return a 403 error.

    Args:
        fault: sentence about the API key.

    Returns:
        The exception to raise.
    """
    return Problem(403, fault)


def not_found(fault: str) -> Problem:
    """Return a 404 error.

    Args:
        fault: sentence about what was not found.

    Returns:
        The exception to raise.
    """
    return Problem(404, fault)


def too_many(fault: str, retry_after: int) -> Problem:
    """Return a 429 error (RFC 6585, 4).

    Args:
        fault: sentence about the limit.
        retry_after: seconds to wait.

    Returns:
        The exception to raise.
    """
    return Problem(429, fault, retry_after=retry_after)
