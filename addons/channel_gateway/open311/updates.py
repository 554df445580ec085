"""Updates of requests, mySociety's extension of GeoReport v2.

Source: https://www.mysociety.org/2013/02/20/open311-extended/. A client reads what has
become of requests (GET servicerequestupdates), and tells what it has learnt of one
(POST).
"""

from dataclasses import dataclass
from datetime import datetime

from . import statuses
from .dates import period
from .parameters import Parameters
from .parse import MAX_ROWS, Listing, lengths, media_faults, name_part, page, window
from .problems import bad_request

# Parameters of an update that mean one thing each.
SINGLE = (
    "service_request_id",
    "update_id",
    "status",
    "updated_datetime",
    "description",
    "first_name",
    "last_name",
    "email",
    "phone",
    "account_id",
)


@dataclass(frozen=True)
class Update:
    """The values of POST servicerequestupdates.

    Attributes:
        status: extended status that the client reports; "" for none.
    """

    service_request_id: str
    status: str
    description: str
    media_urls: tuple[str, ...]
    first_name: str
    last_name: str
    email: str
    phone: str


def listing(given: Parameters, now: datetime) -> Listing:
    """Parse the filters of GET servicerequestupdates.

    Args:
        given: parameters of the request.
        now: current time (aware).

    Returns:
        The filters: updates between two times, by default of the last 90 days, or all
        updates of some requests.

    Raises:
        Problem: 400 for an invalid date or page.
    """
    if faults := given.check_single("start_date", "end_date", "page", "page_size"):
        raise bad_request(*faults)
    ids = given.get_listed("service_request_id")[:MAX_ROWS]
    number, size = page(given)
    start = end = None
    if not ids or given.get("start_date") or given.get("end_date"):
        start, end = window(given, now)
    return Listing(ids=ids, start=start, end=end, page=number, page_size=size)


def update(given: Parameters, *, has_files: bool = False) -> Update:
    """Parse the values of POST servicerequestupdates.

    Args:
        given: parameters of the request.
        has_files: whether files came with it.

    Raises:
        Problem: 400 with all faults found.
    """
    faults = given.check_single(*SINGLE)
    if not given.get("service_request_id"):
        faults.append("service_request_id was not provided.")
    status = statuses.parse(given.get("status"))
    if given.get("status") and not status:
        known = ", ".join(code for code, _label in statuses.EXTENDED)
        faults.append(f"status is none of {known}, {statuses.REOPEN}.")
    if not (status or given.get("description") or given.get("media_url") or has_files):
        faults.append("Nothing was provided: description, status or media_url.")
    try:
        period(given.get("updated_datetime") or "2010")
    except ValueError:
        faults.append("updated_datetime is not a W3C date.")
    faults += lengths(given, *SINGLE)
    faults += media_faults(given)
    if faults:
        raise bad_request(*faults)
    return Update(
        service_request_id=given.get("service_request_id"),
        status=status,
        description=given.get("description"),
        media_urls=given.get_all("media_url"),
        first_name=name_part(given.get("first_name")),
        last_name=name_part(given.get("last_name")),
        email=given.get("email"),
        phone=given.get("phone"),
    )
