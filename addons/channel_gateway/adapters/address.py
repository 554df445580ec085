"""Normal forms of e-mail addresses, and of addresses that look alike."""

import unicodedata

from odoo.addons.constituent_crm.text import visible

# RFC 1035, 2.3.4: no label of a domain is longer.
MAX_LABEL = 63
ACE_PREFIX = "xn--"
# Quotation marks and escapes (RFC 5322, 3.2.4) do not belong to the local part.
_QUOTING = str.maketrans("", "", '"\\')
# RFC 3490, 3.1: IDEOGRAPHIC FULL STOP counts as a dot. NFKC maps its halfwidth form to
# it.
_DOTS = str.maketrans("\u3002", ".")


def mailbox(address: str) -> str:
    """Return an address without quotation marks, in lower case, without a final dot.

    >>> mailbox('"Desk"@Example.org.')
    'desk@example.org'

    Args:
        address: e-mail address, quoted or not.

    Returns:
        The address as it compares equal with other spellings of the same mailbox.
    """
    local, at, domain = address.strip().rpartition("@")
    local, domain = local.translate(_QUOTING).strip(), domain.strip().rstrip(".")
    return f"{local}{at}{domain}".lower()


def skeleton(address: str) -> str:
    r"""Return an address as a reader sees it, so that lookalikes compare equal.

    Invisible characters are removed and fullwidth letters become narrow. A domain in
    Punycode (RFC 3492) is decoded.

    >>> skeleton("de\u200bsk@xn--mller-kva.example")
    'desk@müller.example'

    Args:
        address: e-mail address as it was written.

    Returns:
        The address in lower case.
    """
    local, at, domain = mailbox(_folded(address)).rpartition("@")
    return f"{local}{at}{'.'.join(map(_decoded, domain.split('.')))}"


def spellings(address: str) -> set[str]:
    """Return the spellings under which the mailbox of an address may be on file.

    Args:
        address: e-mail address as it was written.

    Returns:
        The address itself, its `mailbox`, its `skeleton`, and the latter with its
        domain in Punycode.
    """
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
