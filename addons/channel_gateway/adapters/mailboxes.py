"""Mailboxes in the headers of an e-mail: who wrote it, and to whom.

The headers are read as phones, copiers and web forms write them, not only as RFC 5322
wants them. `email.utils` reads them differently from one version of Python to another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from . import charsets
from .address import mailbox as spelling
from .decoding import MAX_DECODED, clean, header, raw_header

MAX_NAME = 200
# RFC 5321, 4.5.3.1: 64 before the @ and 255 after it.
MAX_ADDRESS = 320
SEPARATORS = ",;"

_BARE = r"[^\s<>()\[\],;:\"@']{1,64}(?:'[^\s<>()\[\],;:\"@']{1,63})?"
_FORM_OF_ADDRESS = rf"{_BARE}@[^\s<>()\[\],;:\"@]{{1,255}}"
_ADDRESS = re.compile(_FORM_OF_ADDRESS)
_MAILTO = re.compile(rf"[\[(]?\s?(?:mailto:)?{_FORM_OF_ADDRESS}\s?[\])]?", re.I)
_QUOTED_LOCAL = re.compile(r'"[^"\\]{1,62}"@[^\s<>()\[\],;:"@]{1,255}')
_ESCAPED = re.compile(r"\\(.)")
_PIECE = re.compile(
    r"""
    =\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=   # an encoded word
    | "(?:[^"\\]|\\.)*"?                # a quoted string, or the rest
    | \([^()]*\)                        # a comment
    | <[^<>]*>?                         # an address
    | [^"(<=,;]+ | .
    """,
    re.X | re.S,
)
# Accounts of programs, as letters alone.
ACCOUNTS = {"apache", "daemon", "httpd", "nginx", "nobody", "php", "wwwdata", "wwwrun"}
# Addresses that programs and people use, and words that make an address one of those.
SHARED = {"cgi", "mailer", "robot", "root", "system", "web", "webadmin", "webmaster",
          "webserver", "www"}  # fmt: skip
SHARED_WORDS = {
    "contactform", "eform", "eforms", "form", "forms", "notification", "notifications",
    "notify", "onlineform", "onlineforms", "webform", "webforms", "website",
    "wordpress",
}  # fmt: skip
NO_REPLY = ("noreply", "donotreply", "dontreply", "nepasrepondre", "noresponder")
# "Council website form": what forms call themselves.
_FORM = re.compile(r"\b(?:e-?|web ?)?forms?\b|\bweb ?site\b", re.I)
# Headers that scripts on web servers leave.
SCRIPT_HEADERS = ("X-PHP-Originating-Script", "X-PHP-Script")
_LETTERS = re.compile(r"[a-z]+")
# "Jane Smith via Bins": a list or a form on behalf of somebody.
_VIA = re.compile(r"^['\"]?(.+?)['\"]? via ", re.I)


@dataclass(frozen=True)
class Mailbox:
    """A display name and an address; "" for what is missing."""

    name: str = ""
    address: str = ""

    @property
    def local(self) -> str:
        """Return what stands before the @, in lower case."""
        return self.address.rpartition("@")[0].lower()

    @property
    def domain(self) -> str:
        """Return what stands after the @, in lower case."""
        return self.address.rpartition("@")[2].lower().rstrip(".")

    def is_same(self, other: "Mailbox") -> bool:
        """Return whether the addresses are equal, whatever their case."""
        return self.address.lower() == other.address.lower()


@dataclass
class _Reading:
    """What has been read of one mailbox."""

    words: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def mailbox(self) -> Mailbox:
        text = "".join(self.words)
        address = next((one for one in self.addresses if "@" in one), "")
        if not address:
            bare = _QUOTED_LOCAL.search(text) or _ADDRESS.search(text)
            address = bare[0] if bare else ""
            if address.startswith('"'):
                text = text.replace(address, " ", 1)
        if not address or len(address) > MAX_ADDRESS:
            return Mailbox(_name(text))
        return Mailbox(_name(text) or _name(" ".join(self.comments)), address)


def mailboxes(message: Message, name: str) -> tuple[Mailbox, ...]:
    """Return the mailboxes in a header, in order.

    Args:
        message: parsed e-mail.
        name: name of the header. Of several, the first is read.

    Returns:
        Those that have an address.
    """
    # Decoded afterwards: a decoded name may contain commas and brackets.
    text = raw_header(message, name)[:MAX_DECODED]
    if "@" not in text and "=?" in text:
        # Some programs encode the address, too.
        text = clean(charsets.decode_words(text))
    return parse(text)


def parse(text: str) -> tuple[Mailbox, ...]:
    """Return the mailboxes in the value of a header.

    >>> parse("PROBE, Pat <pat@example.org>")
    (Mailbox(name='PROBE, Pat', address='pat@example.org'),)

    Args:
        text: value of a header such as To. Names may contain commas.

    Returns:
        Those that have an address.
    """
    found: list[Mailbox] = []
    # A piece without an address belongs to the name that follows it.
    before: list[str] = []
    for one in _split(text):
        box = one.mailbox()
        if box.address:
            # The name of a group stands before a colon.
            names = [*before, box.name] if one.addresses else [box.name]
            name = ", ".join(filter(None, names))[:MAX_NAME]
            found.append(Mailbox(name, box.address))
            before = []
        elif box.name:
            before.append(box.name)
    if len(found) == 1 and before and not found[0].name:
        # "<pat@example.org> Pat, Mr"
        return (Mailbox(", ".join(before)[:MAX_NAME], found[0].address),)
    return tuple(found)


def _split(text: str) -> Iterator[_Reading]:
    reading = _Reading()
    pieces = [match[0] for match in _PIECE.finditer(text)]
    if pieces and pieces[-1].startswith('"') and not pieces[-1].endswith('"', 1):
        # A quotation without an end is none.
        rest = pieces.pop().replace('"', "")
        pieces += [match[0] for match in _PIECE.finditer(rest)]
    for piece in pieces:
        if piece in SEPARATORS:
            yield reading
            reading = _Reading()
        elif piece.startswith("<"):
            if reading.addresses and "@" in piece:
                # Two addresses are two mailboxes.
                yield reading
                reading = _Reading()
            if "@" in piece:
                reading.addresses.append(_bare(piece))
        elif piece.startswith("(") and len(piece) > 1:
            reading.comments.append(piece[1:-1])
        else:
            reading.words.append(piece)
    yield reading


def _bare(bracketed: str) -> str:
    """Return an address without its brackets, `mailto:` or route (RFC 5322, 4.4)."""
    text = bracketed.strip("<> ")
    return text if text.startswith('"') else "".join(text.split()).rpartition(":")[2]


def _name(text: str) -> str:
    """Return a display name without quotation marks; "" where it is an address."""
    name = _ESCAPED.sub(r"\1", clean(charsets.decode_words(text)))
    name = _MAILTO.sub(" ", name).replace('"', " ")
    name = " ".join(name.split()).strip(" '‘’“”,;:<>\\")
    # What is left where only an address stood.
    return name if any(sign.isalnum() for sign in name) else ""


def addresses_in(text: str) -> set[str]:
    """Return whatever looks like an address in the value of a header, names included.

    Args:
        text: value of a header such as From.

    Returns:
        The addresses in one spelling.
    """
    text = text[:MAX_DECODED]
    found = {*_ADDRESS.findall(text), *(box.address for box in parse(text))}
    return {spelling(one) for one in found}


def sender(message: Message) -> Mailbox:
    """Return the first mailbox in From; an empty one where there is none.

    Args:
        message: parsed e-mail.
    """
    return next(iter(mailboxes(message, "From")), Mailbox())


def writer(message: Message) -> Mailbox:
    """Return who wrote an e-mail.

    A web form, or a mailing list that takes the place of the sender, names the writer
    in Reply-To.

    Args:
        message: parsed e-mail.

    Returns:
        The mailbox in From, if it is not that of a program or a list; else that in
        Reply-To; empty where there is none.
    """
    stated = sender(message)
    answered = _answered(message, stated)
    if answered and _is_stand_in(message, stated, answered):
        via = _VIA.match(stated.name)
        return Mailbox(answered.name or (via[1] if via else ""), answered.address)
    if stated.address:
        return stated
    return next(iter(mailboxes(message, "Sender")), Mailbox())


def is_for_another(message: Message) -> bool:
    """Return whether a web form or a list has sent an e-mail for who wrote it.

    Args:
        message: parsed e-mail.
    """
    return not writer(message).is_same(sender(message))


def is_unread(box: Mailbox) -> bool:
    """Return whether nobody reads what is sent to an address.

    >>> is_unread(Mailbox(address="no-reply@forms.example.org"))
    True

    Args:
        box: mailbox to check.
    """
    whole = "".join(_LETTERS.findall(box.local))
    return whole in ACCOUNTS or any(name in whole for name in NO_REPLY)


def _may_be_program(box: Mailbox) -> bool:
    words = _LETTERS.findall(box.local)
    is_shared = "".join(words) in SHARED or not SHARED_WORDS.isdisjoint(words)
    return is_shared or is_unread(box)


def _answered(message: Message, stated: Mailbox) -> Mailbox | None:
    """Return the one mailbox, other than the sender's, that answers are to go to."""
    # A list may want its answers itself.
    others = (stated, *mailboxes(message, "To"), *mailboxes(message, "Cc"))
    for name in ("Reply-To", "X-Original-From"):
        found = [
            one
            for one in mailboxes(message, name)
            if not is_unread(one) and not any(map(one.is_same, others))
        ]
        if len(found) == 1:
            return found[0]
    return None


def _is_stand_in(message: Message, stated: Mailbox, answered: Mailbox) -> bool:
    """Return whether a web form or a list stands in From for the one who wrote."""
    if not stated.address or _may_be_program(stated):
        return True
    if _VIA.match(stated.name) or _FORM.search(stated.name):
        return True
    if any(raw_header(message, name) for name in SCRIPT_HEADERS):
        return True
    if header(message, "X-Mailer").lower().startswith("phpmailer"):
        return True
    recipients = mailboxes(message, "To")
    if any(one.is_same(stated) for one in recipients):
        return True
    # The council's own website writes to the council for somebody outside it.
    domains = {one.domain for one in recipients}
    return stated.domain in domains and answered.domain not in domains
