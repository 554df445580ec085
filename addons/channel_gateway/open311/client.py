"""Client of another body's Open311 server.

Its address is configured by an administrator. It is never left: a redirection, which
could lead into the council's own network, is an error, and so is a link to the next
page on another host. Addresses in documents, such as those of pictures, are not called.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import quote, urljoin, urlsplit

import requests

from . import foreign
from .serialise import w3c

# Until they answer, and between two parts of the answer.
TIMEOUT_SECONDS = 20
# Of a whole answer: a server that sends a byte from time to time is cut off.
ANSWER_SECONDS = 120
MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 20
# Ids in an address: it stays below what servers take.
IDS_AT_ONCE = 50
MAX_RETRY_AFTER = 24 * 60 * 60
# The same call may succeed later (RFC 9110, 15; RFC 6585, 4).
TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})

Row = TypeVar("Row")
Pairs = Sequence[tuple[str, str]]


def is_address(text: str) -> bool:
    """Return whether a text can be the address of a server.

    Args:
        text: as an administrator enters it.
    """
    try:
        parts = urlsplit(text)
        is_named = bool(parts.hostname) and not (parts.username or parts.password)
    except ValueError:
        return False
    is_bare = not (parts.query or parts.fragment or set(text) & set(' \t"<>'))
    return parts.scheme in ("http", "https") and is_named and is_bare


class Failure(Exception):
    """A call that failed.

    Attributes:
        reason: sentence about it, with what they say.
        status: HTTP status; 0 where there was none.
        is_temporary: whether the same call may succeed later.
        retry_after: seconds that they ask to wait; 0 where they do not say.
    """

    def __init__(
        self,
        reason: str,
        status: int = 0,
        *,
        is_temporary: bool = False,
        retry_after: int = 0,
    ):
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.is_temporary = is_temporary
        self.retry_after = retry_after


@dataclass(frozen=True)
class Client:
    """Client of one server; its methods raise `Failure`.

    Attributes:
        address: address of the server, to which `/requests.xml` is added.
        jurisdiction: their jurisdiction_id; "" where they have one only.
        api_key: our key there; "" for reading only.
        session: sends the calls.
    """

    address: str
    jurisdiction: str = ""
    api_key: str = field(default="", repr=False)
    session: requests.Session = field(default_factory=requests.Session)

    def services(self) -> list[foreign.Service]:
        """Return the services that they offer."""
        return list(self._list("services.xml", {}, foreign.services))

    def report(self, pairs: Pairs, key: str) -> foreign.Receipt:
        """Send a report.

        Args:
            pairs: names and values of the report.
            key: our key of it, always the same for one report.
        """
        form = [*pairs, *self._shared().items()]
        if self.api_key:
            form.append(("api_key", self.api_key))
        headers = {"Idempotency-Key": key}
        body, _links = self._call(
            "POST", self._url("requests.xml"), data=form, headers=headers
        )
        return _read(foreign.receipt, body)

    def resolve(self, token: str) -> str:
        """Return the reference that a token stands for; "" while there is none."""
        try:
            url = self._url(f"tokens/{quote(token, safe='')}.xml")
            body, _links = self._call("GET", url, params=self._shared())
        except Failure as failure:
            if failure.status == 404:
                return ""
            raise
        return _read(foreign.receipt, body).reference

    def updates(self, start: datetime, end: datetime) -> list[foreign.Update]:
        """Return the updates of requests between two times."""
        return list(
            self._list(
                "servicerequestupdates.xml", _window(start, end), foreign.updates
            )
        )

    def standing(self, references: Sequence[str]) -> list[foreign.Update]:
        """Return how requests stand, as updates: for servers without updates."""
        found: list[foreign.Update] = []
        for start in range(0, len(references), IDS_AT_ONCE):
            some = ",".join(references[start : start + IDS_AT_ONCE])
            rows = self._list(
                "requests.xml", {"service_request_id": some}, foreign.requests
            )
            found += map(foreign.as_update, rows)
        return found

    def reports(self, start: datetime, end: datetime) -> list[foreign.Request]:
        """Return their requests that were made between two times."""
        return list(self._list("requests.xml", _window(start, end), foreign.requests))

    def _list(
        self,
        path: str,
        params: Mapping[str, str],
        read: Callable[[bytes], list[Row]],
    ) -> Iterator[Row]:
        """Yield the rows of a list, of all of its pages."""
        url, query = self._url(path), {**params, **self._shared()}
        if self.api_key:
            query["api_key"] = self.api_key
        for _page in range(MAX_PAGES):
            body, links = self._call("GET", url, params=query)
            yield from _read(read, body)
            following = urljoin(url, links.get("next", {}).get("url", ""))
            if following == url or not _is_same_server(following, self.address):
                return
            url = following
            # The link has the filters, but no key.
            query = {"api_key": self.api_key} if self.api_key else {}

    def _url(self, path: str) -> str:
        return f"{self.address.rstrip('/')}/{path}"

    def _shared(self) -> dict[str, str]:
        return {"jurisdiction_id": self.jurisdiction} if self.jurisdiction else {}

    def _call(
        self, method: str, url: str, **options: Any
    ) -> tuple[bytes, dict[str, dict[str, str]]]:
        """Return the body of a successful answer, and its links."""
        try:
            with self.session.request(
                method,
                url,
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
                stream=True,
                **options,
            ) as answer:
                body = _bounded(answer)
                _check(answer, body)
                return body, answer.links
        except requests.RequestException as error:
            # Its text has the address, and with it the key.
            name = type(error).__name__
            raise Failure(f"No answer ({name})", is_temporary=True) from error


def _bounded(answer: requests.Response) -> bytes:
    deadline = time.monotonic() + ANSWER_SECONDS
    parts, size = [], 0
    for part in answer.iter_content(65536):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise Failure("The answer is too large", answer.status_code)
        if time.monotonic() > deadline:
            raise Failure("The answer takes too long", is_temporary=True)
    return b"".join(parts)


def _check(answer: requests.Response, body: bytes) -> None:
    status = answer.status_code
    if status in (200, 201):
        return
    if 300 <= status < 400:
        target = urlsplit(answer.headers.get("Location", "")).hostname or "elsewhere"
        raise Failure(f"{status}: they redirect to {target}", status)
    words = foreign.errors(body) or answer.reason or ""
    raise Failure(
        f"{status}: {words}",
        status,
        is_temporary=status in TEMPORARY,
        retry_after=_seconds(answer.headers.get("Retry-After", "")),
    )


def _seconds(text: str) -> int:
    """Return the seconds of Retry-After; 0 for a date, which few servers send."""
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return min(int(text), MAX_RETRY_AFTER) if is_number else 0


def _read(read: Callable[[bytes], Row], body: bytes) -> Row:
    try:
        return read(body)
    except ValueError as error:
        # A page of a proxy, perhaps.
        raise Failure(
            f"Not a document of Open311: {error}", is_temporary=True
        ) from error


def _window(start: datetime, end: datetime) -> dict[str, str]:
    return {
        name: w3c(at.astimezone(UTC))
        for name, at in (("start_date", start), ("end_date", end))
    }


def _is_same_server(url: str, address: str) -> bool:
    one, other = urlsplit(url), urlsplit(address)
    return (one.scheme, one.netloc) == (other.scheme, other.netloc)
