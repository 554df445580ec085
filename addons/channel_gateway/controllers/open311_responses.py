import gzip

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from odoo.http import Response, request

from ..open311.cached import etag_of

# Smaller bodies fit in a packet or two.
MIN_ZIPPED_BYTES = 1000
# Of what is zipped for one response alone: half the size at a tenth of the time.
QUICK = 1
# Whether it has changed is asked each time: reports show at once.
CACHING = "no-cache"


def respond(body, content_type, *, etag=None, zipped=None, link=""):
    """Return a response to GET: 304 if the client has it, zipped if it takes that.

    Args:
        body: bytes of the document.
        content_type: its media type.
        etag: `etag_of(body)`, where it is known.
        zipped: the body in gzip, where there is one already.
        link: value of the Link header.
    """
    etag = etag or etag_of(body)
    http_request = request.httprequest
    headers = {"Cache-Control": CACHING, "Vary": "Accept-Encoding"}
    if link:
        headers["Link"] = link
    if http_request.if_none_match.contains_weak(etag):
        response = Response(status=304, headers=headers)
        response.headers.pop("Content-Type", None)
    else:
        if _takes_gzip(http_request) and len(body) >= MIN_ZIPPED_BYTES:
            headers["Content-Encoding"] = "gzip"
            body = zipped or gzip.compress(body, QUICK)
        response = Response(body, content_type=content_type, headers=headers)
    response.set_etag(etag, weak=True)
    return response


def _takes_gzip(http_request):
    header = http_request.headers.get("Accept-Encoding")
    return parse_accept_header(header, Accept)["gzip"] > 0
