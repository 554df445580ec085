"""The content security policy of our pages: what a browser may load on them.

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
    # The templates of Odoo's components are compiled in the browser.
    "script-src": (SELF, "'unsafe-eval'"),
    # Odoo's templates, and Leaflet's, set styles on elements.
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
# The page of a crew, which is built of its own files alone.
CREW: Directives = {
    "default-src": (NONE,),
    "script-src": (SELF,),
    "style-src": (SELF,),
    "img-src": (SELF,),
    "base-uri": (NONE,),
    "form-action": (SELF,),
    "frame-ancestors": (NONE,),
}

# Of a source only what fits is taken: a header has no room for anything else.
ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?")
SUBDOMAIN = "{s}"


def header(directives: Directives) -> str:
    """Write a policy as the value of the header."""
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def merge(directives: Directives, more: Mapping[str, Iterable[str]]) -> Directives:
    """Add sources to a policy; 'none' gives way to them."""
    merged = {name: list(sources) for name, sources in directives.items()}
    for name, sources in more.items():
        known = merged.setdefault(name, [])
        known += [source for source in sources if source not in known]
        if len(known) > 1 and NONE in known:
            known.remove(NONE)
    return {name: tuple(sources) for name, sources in merged.items() if sources}


def origins(text: str) -> list[str]:
    """Read origins, like https://example.org, from a text with spaces between them."""
    return [word for word in (text or "").split() if ORIGIN.fullmatch(word)]


def tile_origin(url: str) -> list[str]:
    """Return the origin that a map's tiles come from, as a source of images.

    Args:
        url: the template of their addresses, like https://{s}.example.org/{z}/{x}/{y};
            one without a host is on our own server.
    """
    parts = urlsplit((url or "").replace(SUBDOMAIN, "*", 1))
    return origins(f"{parts.scheme}://{parts.netloc}")
