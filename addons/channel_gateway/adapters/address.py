"""E-mail addresses that are one mailbox, or look like it, in one spelling."""

import unicodedata

from odoo.addons.constituent_crm.text import visible

# RFC 1035, 2.3.4; a longer label is none.
MAX_LABEL = 63
ACE_PREFIX = "xn--"
# Quotes around the local part and what they escape (RFC 5322, 3.2.4) are no part of it.
_QUOTING = str.maketrans("", "", '"\\')
# RFC 3490, 3.1: IDEOGRAPHIC FULL STOP is a dot; NFKC makes it of its narrow form.
_DOTS = str.maketrans("\u3002", ".")


def mailbox(address: str) -> str:
    """Return the address without quotes, case and the dot of the DNS's root.

    >>> mailbox('"Desk"@Example.org.')
    'desk@example.org'
    """
    local, at, domain = address.strip().rpartition("@")
    local, domain = local.translate(_QUOTING).strip(), domain.strip().rstrip(".")
    return f"{local}{at}{domain}".lower()


def skeleton(address: str) -> str:
    """Return what a reader sees of the address: two that look alike have the same one.

    Invisible signs are left out, wide letters are narrow, and a domain in Punycode
    (RFC 3492) is as programs show it.

    >>> skeleton("de\\u200bsk@xn--mller-kva.example")
    'desk@müller.example'
    """
    local, at, domain = mailbox(_folded(address)).rpartition("@")
    return f"{local}{at}{'.'.join(map(_decoded, domain.split('.')))}"


def spellings(address: str) -> set[str]:
    """Return the spellings under which a mailbox that it looks like may be on file."""
    seen = skeleton(address)
    local, at, domain = seen.rpartition("@")
    encoded = f"{local}{at}{'.'.join(map(_encoded, domain.split('.')))}"
    return {address, mailbox(address), seen, encoded}


def _folded(text: str) -> str:
    plain: str = unicodedata.normalize("NFKC", visible(text)).casefold()
    shown: str = visible(plain)
    return shown.translate(_DOTS)


def _decoded(label: str) -> str:
    if not label.startswith(ACE_PREFIX) or len(label) > MAX_LABEL:
        return label
    try:
        encoded = label.removeprefix(ACE_PREFIX).encode("ascii")
        return _folded(encoded.decode("punycode")) or label
    except (UnicodeError, ValueError, IndexError, OverflowError):
        return label


def _encoded(label: str) -> str:
    if label.isascii() or len(label) > MAX_LABEL:
        return label
    return ACE_PREFIX + label.encode("punycode").decode("ascii")
