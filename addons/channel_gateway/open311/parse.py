"""Parser of a client's parameters; an empty parameter counts as absent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from odoo.addons.constituent_crm.gazetteer import coordinates

from .problems import bad_request

MAX_WINDOW = timedelta(days=90)
MAX_ROWS = 1000
MAX_DESCRIPTION_LENGTH = 4000
MAX_URL_LENGTH = 2000
# Names, numbers and codes are far shorter.
MAX_VALUE_LENGTH = 500
# More than any service has questions.
MAX_PARAMETERS = 1000
MAX_NAME_LENGTH = 200
MAX_MOMENT_LENGTH = 64
STATUSES = ("open", "closed")

_ATTRIBUTE = re.compile(r"^attribute\[([^\[\]]+)\](?:\[[^\[\]]*\])?$")
# NUL and other characters that no database and no XML stores. Line breaks and tabs
# stay.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOMENT = re.compile(
    r"^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?"
    r"\s*(Z|[+\- ]?\d{2}:?\d{2})?)?$",
    re.I,
)


@dataclass(frozen=True)
class Parameters:
    """Query string and form together: single values, and lists of attribute values."""

    values: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return the value of a parameter; "" when it is absent.

        Args:
            name: name of the parameter.

        Returns:
            The value without surrounding blanks.
        """
        return self.values.get(name, "")


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
    media_url: str
    first_name: str
    last_name: str
    email: str
    phone: str
    account_id: str
    attributes: dict[str, tuple[str, ...]]


def parameters(pairs: Iterable[tuple[str, str]]) -> Parameters:
    """Sort names and values, in their order of arrival, into `Parameters`.

    `attribute[code]=a` and `attribute[code][]=a` both add to the list of `code`. For
    any other name, the first value that is not empty counts.

    Args:
        pairs: names and values of query string and form.

    Returns:
        The parameters, without control characters.

    Raises:
        Problem: 400 for more than `MAX_PARAMETERS` of them.
    """
    pairs = list(pairs)
    if len(pairs) > MAX_PARAMETERS:
        raise bad_request(f"There are more than {MAX_PARAMETERS} parameters.")
    values: dict[str, str] = {}
    attributes: dict[str, list[str]] = {}
    for name, raw in pairs:
        value = _CONTROL.sub("", raw).strip()
        if not value or len(name) > MAX_NAME_LENGTH:
            continue
        if found := _ATTRIBUTE.match(name):
            attributes.setdefault(found[1], []).append(value)
        else:
            values.setdefault(name, value)
    return Parameters(values, {code: tuple(all_) for code, all_ in attributes.items()})


def moment(text: str) -> datetime:
    """Parse a W3C date or time, with or without decimals.

    A time without an offset counts as UTC. An offset whose `+` arrives as a space,
    because it was not escaped in the query, is accepted.

    Args:
        text: date or time as the client sent it.

    Returns:
        Aware time in UTC.

    Raises:
        ValueError: `text` is no date or time.
    """
    found = len(text) <= MAX_MOMENT_LENGTH and _MOMENT.match(text.strip())
    if not found:
        raise ValueError(text[:MAX_MOMENT_LENGTH])
    day, clock, decimals, offset = found.groups()
    if not clock:
        return datetime.fromisoformat(day).replace(tzinfo=UTC)
    micro = (decimals or "0")[:6].ljust(6, "0")
    seconds = clock if len(clock) == 8 else f"{clock}:00"
    zone = (offset or "Z").upper().strip()
    if zone != "Z" and zone[0] not in "+-":
        zone = f"+{zone}"
    return datetime.fromisoformat(f"{day}T{seconds}.{micro}{zone}").astimezone(UTC)


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
    ids = _split(given.get("service_request_id"))
    page, size = _page(given)
    if ids:
        return Listing(ids=ids[:MAX_ROWS], page=page, page_size=size)
    statuses = _split(given.get("status").lower()) or STATUSES
    if unknown := [one for one in statuses if one not in STATUSES]:
        raise bad_request(f"status is open or closed, not {', '.join(unknown)}.")
    start, end = _window(given, now)
    return Listing(
        service_codes=_split(given.get("service_code"))[:MAX_ROWS],
        statuses=statuses,
        start=start,
        end=end,
        page=page,
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
    faults: list[str] = []
    if not given.get("service_code"):
        faults.append("service_code was not provided.")
    latitude, longitude = _coordinates(given, faults)
    places = ("lat", "long", "address_string", "address_id")
    if not any(given.get(name) for name in places):
        faults.append(
            "Where is it? Provide lat and long, address_string or address_id."
        )
    if len(given.get("description")) > MAX_DESCRIPTION_LENGTH:
        faults.append(
            f"description is longer than {MAX_DESCRIPTION_LENGTH} characters."
        )
    short = ("first_name", "last_name", "email", "phone", "account_id", *places)
    faults += [
        f"{name} is longer than {MAX_VALUE_LENGTH} characters."
        for name in short
        if len(given.get(name)) > MAX_VALUE_LENGTH
    ]
    if given.get("media_url") and not _is_web_address(given.get("media_url")):
        faults.append("media_url is not a web address (http or https).")
    if faults:
        raise bad_request(*faults)
    return Report(
        service_code=given.get("service_code"),
        latitude=latitude,
        longitude=longitude,
        address=given.get("address_string"),
        address_id=given.get("address_id"),
        description=given.get("description"),
        media_url=given.get("media_url"),
        first_name=given.get("first_name"),
        last_name=given.get("last_name"),
        email=given.get("email"),
        phone=given.get("phone"),
        account_id=given.get("account_id"),
        attributes=given.attributes,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _page(given: Parameters) -> tuple[int, int]:
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


def _window(given: Parameters, now: datetime) -> tuple[datetime, datetime]:
    times: dict[str, datetime] = {}
    for name in ("start_date", "end_date"):
        if text := given.get(name):
            try:
                times[name] = moment(text)
            except (ValueError, OverflowError) as error:
                raise bad_request(
                    f"{name} is not a W3C date such as 2010-01-01T00:00:00Z:"
                    f" {text[:MAX_MOMENT_LENGTH]}"
                ) from error
    start, end = times.get("start_date"), times.get("end_date")
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


def _coordinates(
    given: Parameters, faults: list[str]
) -> tuple[float | None, float | None]:
    """Return latitude and longitude, or two Nones; append problems to `faults`."""
    texts = given.get("lat"), given.get("long")
    if not any(texts):
        return None, None
    if not all(texts):
        faults.append("lat and long belong together: one of them is missing.")
        return None, None
    try:
        latitude, longitude = (float(text[:MAX_VALUE_LENGTH]) for text in texts)
    except ValueError:
        faults.append("lat and long are decimal degrees (WGS84), such as 53.7443.")
        return None, None
    if not coordinates.is_valid(latitude, longitude):
        faults.append("lat is between -90 and 90, long between -180 and 180.")
        return None, None
    return latitude, longitude


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
