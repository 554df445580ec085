"""A folder of a mailbox, over IMAP (RFC 9051), without the ORM.

What staff do in the same folder is left alone: a letter is fetched without marking it
as read (BODY.PEEK), moved by UID MOVE (RFC 6851) alone, and nothing is ever expunged:
a plain EXPUNGE also removes what staff have marked as deleted.
"""

import contextlib
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

CONNECT_SECONDS = 15.0
READ_SECONDS = 60.0
# What of the headers of a letter that is too large is read.
MAX_HEAD_BYTES = 64 * 1024
MAX_FOLDERS_NAMED = 20
# RFC 5530: the server may answer otherwise in a while.
TEMPORARY = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[EXPUNGEISSUED]")
PORTS = {"tls": 993, "starttls": 143, "none": 143}
OWN_HOSTS = ("localhost", "127.0.0.1", "::1")


class MailboxError(Exception):
    """The mailbox cannot be used, for a reason that is put in words."""


class MessageError(Exception):
    """One message cannot be read, and others can."""


class MarkError(Exception):
    """Messages cannot be marked or moved, and can be read."""


class Connection:
    """What signs in to a server: it is handed to `Account.sign_in`."""

    def __init__(self, client: IMAPClient) -> None:
        """Keep the connection that is signed in.

        Args:
            client: a connection to the server.
        """
        self._client = client

    def login(self, user: str, password: str) -> None:
        """Sign in with a password.

        Args:
            user: name of the account.
            password: its password, which IMAP's LOGIN takes in ASCII alone.
        """
        if user.isascii() and password.isascii():
            self._client.login(user, password)
        else:
            self._client.plain_login(user, password)

    def authenticate(self, mechanism: str, respond: Callable[[bytes], str]) -> None:
        """Sign in with a token, as modules of Odoo for Gmail and Outlook ask to.

        Args:
            mechanism: XOAUTH2.
            respond: returns the user and the token, in the form of that mechanism.
        """
        user, _mark, rest = respond(b"").partition("\x01auth=Bearer ")
        token = rest.partition("\x01")[0]
        self._client.oauth2_login(user.removeprefix("user="), token, mechanism)

    def select(self, folder: str = "INBOX") -> None:
        """Do nothing: the folder is opened later.

        Args:
            folder: name of a folder.
        """


@dataclass(frozen=True)
class Account:
    """Where a mailbox is, and how to sign in.

    Attributes:
        host: name or address of the server.
        port: its port; 0 for the usual one.
        security: tls, starttls, or none.
        sign_in: signs in by the `Connection` that it is given.
    """

    host: str
    security: str
    sign_in: Callable[[Connection], object] = field(repr=False)
    port: int = 0


@dataclass(frozen=True)
class Folder:
    """An opened folder.

    Attributes:
        validity: UIDVALIDITY; with another one, UIDs are other ones.
        count: number of its messages.
        next_uid: the UID that the next message gets; 0 if the server does not say.
    """

    validity: int
    count: int
    next_uid: int


class Mailbox:
    """A signed-in connection."""

    def __init__(self, client: IMAPClient) -> None:
        """Keep a connection.

        Args:
            client: a connection that is signed in.
        """
        self._client = client

    @property
    def can_move(self) -> bool:
        """Return whether the server moves messages by UID."""
        return bool(self._client.has_capability("MOVE"))

    def open(self, name: str, *, readonly: bool = False) -> Folder:
        """Open a folder.

        Args:
            name: its name, in any script.
            readonly: whether nothing is to be changed in it.

        Raises:
            MailboxError: there is none, or it cannot be opened.
        """
        with _raising_mailbox_errors():
            if not self._client.folder_exists(name):
                names = ", ".join(self._names()[:MAX_FOLDERS_NAMED])
                raise MailboxError(f"There is no folder “{name}”, only: {names}")
            found = self._client.select_folder(name, readonly=readonly)
            return Folder(
                validity=int(found[b"UIDVALIDITY"]),
                count=int(found[b"EXISTS"]),
                next_uid=int(found.get(b"UIDNEXT", 0)),
            )

    def make(self, name: str) -> None:
        """Make a folder unless there is one.

        Args:
            name: its name.
        """
        with _raising_mailbox_errors(MarkError):
            if not self._client.folder_exists(name):
                self._client.create_folder(name)
                self._client.subscribe_folder(name)

    def uids_after(self, uid: int, since: date | None = None) -> list[int]:
        """Return the UIDs of later messages, in order.

        Args:
            uid: UID of the last one that is known; 0 for none.
            since: day of the earliest ones. Servers keep days without a zone, so that
                those of the day before are returned, too.
        """
        criteria: list[object] = ["UID", f"{uid + 1}:*"]
        if since:
            criteria += ["SINCE", since - timedelta(days=1)]
        with _raising_mailbox_errors():
            # RFC 3501, 6.4.8: the last message is always in a range up to `*`.
            return sorted(one for one in self._client.search(criteria) if one > uid)

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Return the sizes of messages in bytes, as far as the server knows them.

        Args:
            uids: UIDs of messages; those that are gone are left out.
        """
        with _raising_mailbox_errors():
            found = self._client.fetch(list(uids), ["RFC822.SIZE"])
        return {uid: int(data.get(b"RFC822.SIZE", 0)) for uid, data in found.items()}

    def fetch(self, uid: int) -> bytes | None:
        """Return a message, and leave it unread.

        Args:
            uid: its UID.

        Returns:
            The message; None if it is gone.

        Raises:
            MessageError: the server cannot give it.
        """
        return self._part(uid, "BODY.PEEK[]", b"BODY[]")

    def read_head(self, uid: int) -> bytes:
        """Return the first headers of a message, and leave it unread.

        Args:
            uid: its UID.
        """
        part = f"BODY.PEEK[HEADER]<0.{MAX_HEAD_BYTES}>"
        return self._part(uid, part, b"BODY[HEADER]<0>") or b""

    def _part(self, uid: int, item: str, name: bytes) -> bytes | None:
        try:
            found = self._client.fetch([uid], [item])
        except IMAPClientAbortError as error:
            raise MailboxError(_words(error)) from error
        except IMAPClientError as error:
            words = _words(error)
            is_temporary = any(code in words.upper() for code in TEMPORARY)
            raise (MailboxError if is_temporary else MessageError)(words) from error
        except (OSError, ssl.SSLError) as error:
            raise MailboxError(_words(error)) from error
        data = found.get(uid)
        if data is None:
            return None
        if name not in data:
            raise MessageError(f"The server gave no {item}.")
        return bytes(data[name] or b"")

    def mark_read(self, uids: Sequence[int]) -> None:
        """Mark messages as read.

        Args:
            uids: UIDs of messages.

        Raises:
            MarkError: the server refuses.
        """
        if uids:
            with _raising_mailbox_errors(MarkError):
                self._client.add_flags(list(uids), [b"\\Seen"], silent=True)

    def move(self, uids: Sequence[int], name: str) -> None:
        """Move messages by UID MOVE; without it, and if deleted, they stay.

        Args:
            uids: UIDs of messages.
            name: folder to move them to.

        Raises:
            MarkError: the server refuses.
        """
        if not uids or not self.can_move:
            return
        with _raising_mailbox_errors(MarkError):
            # What staff have marked as deleted is theirs. Servers tell of flags that
            # others have set meanwhile with the answer to NOOP.
            self._client.noop()
            deleted = set(self._client.search(["DELETED"]))
            if left := [uid for uid in uids if uid not in deleted]:
                self._client.move(left, name)

    def _names(self) -> list[str]:
        return [str(name) for _flags, _mark, name in self._client.list_folders()]


@contextlib.contextmanager
def connect(account: Account) -> Iterator[Mailbox]:
    """Sign in to a mailbox, and out again.

    Args:
        account: where it is.

    Yields:
        The mailbox.

    Raises:
        MailboxError: the server does not answer, or refuses.
    """
    client = None
    try:
        with _raising_mailbox_errors():
            client = _reach(account)
            account.sign_in(Connection(client))
        yield Mailbox(client)
    finally:
        if client is not None:
            with contextlib.suppress(Exception):
                client.logout()


def _reach(account: Account) -> IMAPClient:
    if account.security == "none" and account.host not in OWN_HOSTS:
        raise MailboxError("Without encryption the password could be read by anyone.")
    context = ssl.create_default_context()
    client = IMAPClient(
        account.host,
        port=account.port or PORTS[account.security],
        ssl=account.security == "tls",
        ssl_context=context if account.security == "tls" else None,
        timeout=SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
    )
    if account.security == "starttls":
        client.starttls(context)
    return client


@contextlib.contextmanager
def _raising_mailbox_errors(kind: type[Exception] = MailboxError) -> Iterator[None]:
    """Raise what goes wrong as an error that is put in words.

    Args:
        kind: class of the error, unless the connection is gone.
    """
    try:
        yield
    except LoginError as error:
        raise MailboxError(f"The server refuses to sign in: {_words(error)}") from None
    except (IMAPClientAbortError, OSError) as error:
        raise MailboxError(_words(error)) from error
    except (IMAPClientError, KeyError, ValueError) as error:
        raise kind(_words(error)) from error


def _words(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    if text.startswith("b'"):
        # The library shows bytes of the server so.
        text = text.removeprefix("b'").removesuffix("'")
    return text[:300]
