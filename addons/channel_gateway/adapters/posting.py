"""POST to an address that an administrator has entered, without reaching our own.

The host is resolved once, every address of it is checked, and the connection goes to
the checked address: a name that resolves to another one a moment later changes nothing.
Redirects are not followed.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH

# Seconds to connect and between two packets, and for all of it.
TIMEOUT = 10
TOTAL_SECONDS = 20
MAX_ANSWER_BYTES = 2_000
# RFC 6052: IPv4 addresses as seen from a network that has IPv6 alone.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
PORTS = {"http": 80, "https": 443}


class Refused(ValueError):
    """Nothing is sent to this address, in words."""


class Unreachable(Exception):
    """There was no answer, in words."""


@dataclass(frozen=True)
class Answer:
    """The answer of a server: its status, and the beginning of its text."""

    status: int
    text: str = ""

    @property
    def is_success(self) -> bool:
        """Return whether the server has taken what was sent."""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Target:
    """An address in parts."""

    scheme: str
    host: str
    port: int
    path: str


def parse(url: str) -> Target:
    """Return the parts of an address.

    Raises:
        Refused: it is none of HTTP, or has a user name.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("It is no web address.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("It is no address of http or https.")
    if parts.username is not None or parts.password is not None:
        raise Refused("It contains a user name or password.")
    if any(ord(sign) <= ord(" ") or not sign.isascii() for sign in url):
        raise Refused("It contains spaces, or signs that are not ASCII.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port or PORTS[parts.scheme], path)


def resolve(target: Target, *, allows_private: bool) -> str:
    """Return the network address to connect to.

    Args:
        target: the address in parts.
        allows_private: whether addresses of internal networks are taken.

    Raises:
        Refused: one of its network addresses is not on the public internet.
        Unreachable: it has none.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{target.host} has no address.") from error
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not allows_private and not all(map(is_public, addresses)):
        raise Refused(f"{target.host} is an address of an internal network.")
    return addresses[0]


def is_public(address: str) -> bool:
    """Return whether a network address is on the public internet."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        # What such an address leads to is the IPv4 address in it.
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, allows_private: bool = False
) -> Answer:
    """Post a body, and return the answer.

    Args:
        url: the address.
        body: what is sent.
        headers: headers of the request.
        allows_private: as that of `resolve`.

    Raises:
        Refused: nothing is sent to this address.
        Unreachable: there was no answer in time.
    """
    target = parse(url)
    address = resolve(target, allows_private=allows_private)
    try:
        with socket.create_connection((address, target.port), TIMEOUT) as plain:
            # One who sends an answer byte by byte does not keep the queue waiting.
            watchdog = threading.Timer(TOTAL_SECONDS, _cut_off, [plain])
            watchdog.start()
            try:
                return _exchange(target, plain, body, headers)
            finally:
                watchdog.cancel()
    except (OSError, http.client.HTTPException) as error:
        words = str(error) or type(error).__name__
        raise Unreachable(words[:MAX_ANSWER_BYTES]) from error


def _exchange(
    target: Target, plain: socket.socket, body: bytes, headers: Mapping[str, str]
) -> Answer:
    connection = http.client.HTTPConnection(target.host, target.port, timeout=TIMEOUT)
    connection.sock = plain
    if target.scheme == "https":
        context = ssl.create_default_context()
        context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
        connection.sock = context.wrap_socket(plain, server_hostname=target.host)
    is_usual = target.port == PORTS[target.scheme]
    host = f"[{target.host}]" if ":" in target.host else target.host
    named = {"Host": host if is_usual else f"{host}:{target.port}", **headers}
    try:
        connection.request("POST", target.path, body, named)
        response = connection.getresponse()
        text = response.read(MAX_ANSWER_BYTES).decode(errors="replace")
        return Answer(response.status, text.replace("\0", ""))
    finally:
        connection.close()


def _cut_off(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
