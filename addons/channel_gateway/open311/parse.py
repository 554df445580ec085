"""Parser of the filters and reports that clients send."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from odoo.addons.constituent_crm.gazetteer import coordinates, national_grid

from .dates import MAX_MOMENT_LENGTH, moment, period
from .parameters import MAX_NAME_LENGTH, MAX_PARAMETERS, Parameters, parameters
from .problems import bad_request

__all__ = [
    "MAX_MOMENT_LENGTH",
    "MAX_NAME_LENGTH",
    "MAX_PARAMETERS",
    "Parameters",
    "listing",
    "moment",
    "parameters",
    "report",
]

MAX_WINDOW = timedelta(days=90)
MAX_ROWS = 1000
MAX_DESCRIPTION_LENGTH = 4000
MAX_URL_LENGTH = 2000
MAX_MEDIA = 20
# Names, numbers and codes are far shorter.
MAX_VALUE_LENGTH = 500
STATUSES = ("open", "closed")
# FixMyStreet sends this in place of an address_id, when nobody pointed at the map.
NOT_PINPOINTED = "#NOTPINPOINTED#"

# Parameters of a report that mean one thing each.
SINGLE = (
    "service_code",
    "lat",
    "long",
    "address_string",
    "address_id",
    "description",
    "first_name",
    "last_name",
    "email",
    "phone",
    "account_id",
)
# A number near 0 has an exponent where JavaScript writes it.
_DEGREES = re.compile(
    r"^[+-]?(?:\d{1,3}(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?$", re.ASCII | re.I
)
_METRES = re.compile(r"^\d{1,7}(?:\.\d*)?$", re.ASCII)

_PHONE = re.compile(r"^\+?[\d\s()./-]+$")
MIN_DIGITS = 5


@dataclass(frozen=True)
class Listing:
    """The filters of GET requests; `ids` overrides all others."""

    ids: tuple[str, ...] = ()
    service_codes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = STATUSES
    start: datetime | None = None
    end: datetime | None = None
    page: int = 1
    page_size: int = MAX_ROWS


@dataclass(frozen=True)
class Report:
    """The values of POST requests, before they are checked against the service."""

    service_code: str
    latitude: float | None
    longitude: float | None
    address: str
    address_id: str
    description: str
    media_urls: tuple[str, ...]
    first_name: str
    last_name: str
    email: str
    phone: str
    account_id: str
    attributes: dict[str, tuple[str, ...]]
    is_pinpointed: bool = True

    @property
    def media_url(self) -> str:
        """Return the first address of a picture, "" for none."""
        return next(iter(self.media_urls), "")


def listing(given: Parameters, now: datetime) -> Listing:
    """Parse the filters of GET requests.

    Source: GeoReport v2, "GET Service Requests": 90 days at most, the last 90 by
    default.

    Args:
        given: parameters of the request.
        now: current time (aware).

    Returns:
        The filters.

    Raises:
        Problem: 400 for an invalid date, status or page, or for a window that is longer
            than 90 days or ends before it starts.
    """
    if faults := given.check_single("start_date", "end_date", "page", "page_size"):
        raise bad_request(*faults)
    ids = given.get_listed("service_request_id")
    number, size = page(given)
    if ids:
        return Listing(ids=ids[:MAX_ROWS], page=number, page_size=size)
    statuses = tuple(map(str.lower, given.get_listed("status"))) or STATUSES
    if unknown := [one for one in statuses if one not in STATUSES]:
        raise bad_request(f"status is open or closed, not {', '.join(unknown)}.")
    start, end = window(given, now)
    return Listing(
        service_codes=given.get_listed("service_code")[:MAX_ROWS],
        statuses=statuses,
        start=start,
        end=end,
        page=number,
        page_size=size,
    )


def report(given: Parameters) -> Report:
    """Parse the values of POST requests.

    Args:
        given: parameters of the request.

    Returns:
        The report.

    Raises:
        Problem: 400 with all faults found, so that a client can correct them at once.
    """
    faults = given.check_single(*SINGLE)
    if not given.get("service_code"):
        faults.append("service_code was not provided.")
    latitude, longitude = _coordinates(given, faults)
    address_id = given.get("address_id")
    is_pinpointed = address_id.upper() != NOT_PINPOINTED
    if not is_pinpointed:
        address_id = ""
    if latitude is None and not (address_id or given.get("address_string")):
        latitude, longitude = _grid_reference(given)
    if not (
        latitude is not None
        or any(map(given.get, ("lat", "long", "address_string")))
        or address_id
    ):
        faults.append(
            "Where is it? Provide lat and long, address_string or address_id."
        )
    faults += lengths(given, *SINGLE)
    faults += media_faults(given)
    if faults:
        raise bad_request(*faults)
    return Report(
        service_code=given.get("service_code"),
        latitude=latitude,
        longitude=longitude,
        address=given.get("address_string"),
        address_id=address_id,
        description=given.get("description"),
        media_urls=given.get_all("media_url"),
        first_name=name_part(given.get("first_name")),
        last_name=name_part(given.get("last_name")),
        email=given.get("email"),
        phone=given.get("phone"),
        account_id=given.get("account_id"),
        attributes=given.attributes,
        is_pinpointed=is_pinpointed,
    )


def lengths(given: Parameters, *names: str) -> list[str]:
    """Return a sentence for each of these parameters that is too long."""
    limits = {"description": MAX_DESCRIPTION_LENGTH}
    return [
        f"{name} is longer than {limit} characters."
        for name in names
        if len(given.get(name)) > (limit := limits.get(name, MAX_VALUE_LENGTH))
    ]


def media_faults(given: Parameters) -> list[str]:
    """Return sentences about addresses of pictures that are none, or too many."""
    urls = given.get_all("media_url")
    faults = []
    if len(urls) > MAX_MEDIA:
        faults.append(f"media_url was sent more than {MAX_MEDIA} times.")
    if not all(map(_is_web_address, urls[:MAX_MEDIA])):
        faults.append("media_url is not a web address (http or https).")
    return faults


def may_be_phone(text: str) -> bool:
    """Return whether a text has the signs of a phone number, of whatever country."""
    return bool(_PHONE.match(text)) and sum(map(str.isdecimal, text)) >= MIN_DIGITS


def name_part(text: str) -> str:
    """Return a part of a name; "" for a filler such as FixMyStreet's "-"."""
    return text if any(map(str.isalpha, text)) else ""


def page(given: Parameters) -> tuple[int, int]:
    """Return the number and the size of the page that is asked for.

    Raises:
        Problem: 400 for what is no number from 1.
    """
    numbers = []
    for name, default in (("page", 1), ("page_size", MAX_ROWS)):
        text = given.get(name)
        # Longer numbers are no page and would overflow the database's integers.
        if text and not (text.isascii() and text.isdigit() and len(text) < 8):
            raise bad_request(f"{name} is a whole number from 1.")
        numbers.append(int(text) if text else default)
    if 0 in numbers:
        raise bad_request("page and page_size start at 1.")
    return numbers[0], min(numbers[1], MAX_ROWS)


def window(given: Parameters, now: datetime) -> tuple[datetime, datetime]:
    """Parse start_date and end_date; a day as end_date is meant to its end.

    Args:
        given: parameters of the request.
        now: current time (aware).

    Returns:
        The first and the last instant, at most 90 days apart.

    Raises:
        Problem: 400 for what is no date, and for a longer window.
    """
    first, last = _period(given, "start_date"), _period(given, "end_date")
    start, end = first and first[0], last and last[1]
    try:
        if end is None:
            end = min(start + MAX_WINDOW, now) if start else now
            end = max(end, start) if start else end
        start = start or end - MAX_WINDOW
    except OverflowError as error:
        raise bad_request("These dates are out of reach.") from error
    if start > end:
        raise bad_request("start_date is after end_date.")
    if end - start > MAX_WINDOW:
        raise bad_request("start_date and end_date may not span more than 90 days.")
    return start, end


def _period(given: Parameters, name: str) -> tuple[datetime, datetime] | None:
    text = given.get(name)
    if not text:
        return None
    try:
        return period(text)
    except ValueError as error:
        raise bad_request(
            f"{name} is not a W3C date such as 2010-01-01T00:00:00Z:"
            f" {text[:MAX_MOMENT_LENGTH]}"
        ) from error


def _coordinates(
    given: Parameters, faults: list[str]
) -> tuple[float | None, float | None]:
    """Return latitude and longitude, or two Nones; append problems to `faults`."""
    texts = [given.get(name).replace("\u2212", "-") for name in ("lat", "long")]
    if not any(texts):
        return None, None
    if not all(texts):
        faults.append("lat and long belong together: one of them is missing.")
        return None, None
    if not all(map(_DEGREES.match, texts)):
        faults.append("lat and long are decimal degrees (WGS84), such as 53.7443.")
        return None, None
    latitude, longitude = map(float, texts)
    if not coordinates.is_valid(latitude, longitude):
        faults.append("lat is between -90 and 90, long between -180 and 180.")
        return None, None
    if not (latitude or longitude):
        # A device without a position sends zeros.
        if not (given.get("address_string") or given.get("address_id")):
            faults.append("lat and long are 0: the device did not know its position.")
        return None, None
    return latitude, longitude


def _grid_reference(given: Parameters) -> tuple[float | None, float | None]:
    """Return the place of the attributes easting and northing, or two Nones.

    FixMyStreet sends them along with `NOT_PINPOINTED`.
    """
    texts = [
        next(iter(given.attributes.get(code, ())), "")
        for code in ("easting", "northing")
    ]
    if not all(map(_METRES.match, texts)):
        return None, None
    try:
        latitude, longitude = national_grid.to_latitude_longitude(*map(float, texts))
        return latitude, longitude
    except ValueError:
        return None, None


def _is_web_address(text: str) -> bool:
    if len(text) > MAX_URL_LENGTH:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and not re.search(r"[\s<>\"]", text)
    )
