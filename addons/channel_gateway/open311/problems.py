"""Errors with the HTTP status and the wording that the specification requires."""


class Problem(Exception):
    """An error response: an HTTP status and one sentence for each fault.

    Source: GeoReport v2, "Possible Errors" of each method: 404 for an unknown
    jurisdiction, service, token or request, 403 for a key, 400 for the rest.
    """

    def __init__(self, status: int, *faults: str):
        super().__init__(status, *faults)
        self.status = status
        self.faults = faults


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
