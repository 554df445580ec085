"""The content security policy of our pages: what a browser may load.

Content Security Policy Level 3, https://www.w3.org/TR/CSP3/.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

Directives = Mapping[str, tuple[str, ...]]

SELF, NONE = "'self'", "'none'"
# Pages in Odoo's portal layout.
RESIDENT: Directives = {
    "default-src": (SELF,),
    # Odoo compiles component templates in the browser.
    "script-src": (SELF, "'unsafe-eval'"),
    # The templates of Odoo and Leaflet set inline styles.
    "style-src": (SELF, "'unsafe-inline'"),
    "img-src": (SELF, "data:"),
    "font-src": (SELF, "data:"),
    "connect-src": (SELF,),
    "frame-src": (NONE,),
    "object-src": (NONE,),
    "base-uri": (SELF,),
    "form-action": (SELF,),
    "frame-ancestors": (NONE,),
}
# The crews' page, which loads files of our own only.
CREW: Directives = {
    "default-src": (NONE,),
    "script-src": (SELF,),
    "style-src": (SELF,),
    "img-src": (SELF,),
    "base-uri": (NONE,),
    "form-action": (SELF,),
    "frame-ancestors": (NONE,),
}

# The only accepted form of a source, so that nothing else enters the header.
ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?")
SUBDOMAIN = "{s}"


def header(directives: Directives) -> str:
    """Write a policy as the value of the header.

    Args:
        directives: the policy.

    Returns:
        The value of `Content-Security-Policy`.
    """
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def merge(directives: Directives, more: Mapping[str, Iterable[str]]) -> Directives:
    """Add sources to a policy; they replace 'none'.

    Args:
        directives: the policy.
        more: further sources for each directive.

    Returns:
        The merged policy, without empty directives.
    """
    merged = {name: list(sources) for name, sources in directives.items()}
    for name, sources in more.items():
        known = merged.setdefault(name, [])
        known += [source for source in sources if source not in known]
        if len(known) > 1 and NONE in known:
            known.remove(NONE)
    return {name: tuple(sources) for name, sources in merged.items() if sources}


def origins(text: str) -> list[str]:
    """Read origins, like https://example.org, from a text.

    Args:
        text: origins with spaces between them.

    Returns:
        The valid ones.
    """
    return [word for word in (text or "").split() if ORIGIN.fullmatch(word)]


def tile_origin(url: str) -> list[str]:
    """Return the origin of map tiles, as a source of images.

    Args:
        url: template of the tiles' addresses, like https://{s}.example.org/{z}/{x}/{y};
            one without a host is on our own server.

    Returns:
        A list of the origin; empty when the tiles are on our own server.
    """
    parts = urlsplit((url or "").replace(SUBDOMAIN, "*", 1))
    return origins(f"{parts.scheme}://{parts.netloc}")
