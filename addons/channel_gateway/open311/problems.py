"""What goes wrong, in the words and the HTTP status the specification asks for."""


class Problem(Exception):
    """Something the client is told: an HTTP status and one sentence for each fault.

    Source: GeoReport v2, "Possible Errors" of each method: 404 for a jurisdiction,
    service, token or request that is not there, 403 for a key, 400 for the rest.
    """

    def __init__(self, status: int, *faults: str):
        super().__init__(status, *faults)
        self.status = status
        self.faults = faults


def bad_request(*faults: str) -> Problem:
    return Problem(400, *faults)


def forbidden(fault: str) -> Problem:
    return Problem(403, fault)


def not_found(fault: str) -> Problem:
    return Problem(404, fault)
