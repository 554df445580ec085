"""The events of requests that constituents learn of.

An addon adds its own with `selection_add`: to `service.request.event` for the history,
to `channel.template` for messages.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """An event of a request.

    Attributes:
        code: stored value.
        history_label: as constituents read it on the tracking page; None for what is
            not in the history of a request.
        message_label: as staff read it at the template of the message; None where no
            message is sent.
    """

    code: str
    history_label: str | None
    message_label: str | None


EVENTS = (
    Event("opened", "Received", "Request opened"),
    # It concerns the co-reporter alone.
    Event("joined", None, "Co-reported a request"),
    Event("started", "Work started", "Work started"),
    Event("waiting", "Waiting for you", "Waiting for the constituent"),
    Event("held", "Waiting for someone else", None),
    Event("scheduled", "Visit planned", "Work scheduled"),
    Event("closed", "Closed", "Request closed"),
    Event("reopened", "Reopened", "Request reopened"),
    Event("cancelled", "Cancelled", "Request cancelled"),
)

# Values of selection fields.
HISTORY_EVENTS = [(one.code, one.history_label) for one in EVENTS if one.history_label]
MESSAGE_EVENTS = [(one.code, one.message_label) for one in EVENTS if one.message_label]
