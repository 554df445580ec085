"""Statuses of requests beyond the two of GeoReport v2.

Clients that show how a request stands, such as FixMyStreet, speak the extended statuses
of mySociety's extension (https://www.mysociety.org/2013/02/20/open311-extended/). They
tell what was done from what was refused. Capitals, hyphens and spaces make no
difference, and some statuses have two names.
"""

OPEN = "open"
CLOSED = "closed"
#: Of a client that says the fault is still there; never one of ours.
REOPEN = "reopen"

#: Codes and labels, open ones first.
EXTENDED = (
    (OPEN, "Open"),
    ("for_triage", "For triage"),
    ("investigating", "Investigating"),
    ("in_progress", "In progress"),
    ("action_scheduled", "Action scheduled"),
    ("internal_referral", "Internal referral"),
    ("fixed", "Fixed"),
    ("not_councils_responsibility", "Not the council's responsibility"),
    ("no_further_action", "No further action"),
    ("unable_to_fix", "Unable to fix"),
    ("duplicate", "Duplicate"),
    (CLOSED, "Closed"),
)
# Those after which nothing more happens; all others are open.
_FINAL = frozenset(
    {
        "fixed",
        "not_councils_responsibility",
        "no_further_action",
        "unable_to_fix",
        "duplicate",
        CLOSED,
    }
)
_OTHER_NAMES = {
    "acknowledged": OPEN,
    "confirmed": OPEN,
    "received": OPEN,
    "triage": "for_triage",
    "planned": "action_scheduled",
    "scheduled": "action_scheduled",
    "fixed_council": "fixed",
    "fixed_user": "fixed",
    "resolved": "fixed",
    "not_responsible": "not_councils_responsibility",
    "not_council_responsibility": "not_councils_responsibility",
    "reopened": REOPEN,
    "archived": CLOSED,
}
_CODES = {code for code, _label in EXTENDED} | {REOPEN}

# States and outcomes by their code, then by what they mean.
_OF_STATE = {
    "triaged": "investigating",
    "duplicate": "duplicate",
    "rejected": "no_further_action",
}
_OF_PHASE = {
    "open": OPEN,
    "in_progress": "in_progress",
    "waiting": "in_progress",
    "closed": CLOSED,
    "cancelled": CLOSED,
}
_OF_OUTCOME = {"refused": "no_further_action", "no_fault": "no_further_action"}
# Events of the history that say how a request stood then.
_OF_EVENT = {
    "started": "in_progress",
    "waiting": "in_progress",
    "held": "in_progress",
    "scheduled": "action_scheduled",
    "reopened": OPEN,
}


def parse(text: str) -> str:
    """Return the code of an extended status, "" if it is none.

    >>> parse("NOT RESPONSIBLE")
    'not_councils_responsibility'

    Args:
        text: status as a client or another body writes it.
    """
    words = text.casefold().replace("-", " ").replace("_", " ").split()
    code = "_".join(words)
    code = _OTHER_NAMES.get(code, code)
    return code if code in _CODES else ""


def is_final(code: str) -> bool:
    """Return whether nothing more happens after this status."""
    return code in _FINAL


def basic(code: str) -> str:
    """Return the status of GeoReport v2 that an extended one is: open or closed."""
    return CLOSED if is_final(code) else OPEN


def of_state(code: str, phase: str) -> str:
    """Return the status that a state of requests has unless it is configured.

    Args:
        code: code of the state.
        phase: its phase.
    """
    return _OF_STATE.get(code) or _OF_PHASE.get(phase, OPEN)


def of_outcome(code: str, *, is_fixed: bool, is_referral: bool) -> str:
    """Return the status that an outcome has unless it is configured.

    Args:
        code: code of the outcome.
        is_fixed: whether what was asked for is done.
        is_referral: whether another organisation takes over.
    """
    if is_fixed:
        return "fixed"
    if is_referral:
        return "not_councils_responsibility"
    return _OF_OUTCOME.get(code, CLOSED)


def of_event(event: str, current: str) -> str:
    """Return how a request stood after an event of its history.

    Args:
        event: code of the event.
        current: how the request stands now.
    """
    if event in _OF_EVENT:
        return _OF_EVENT[event]
    return current if is_final(current) else CLOSED
