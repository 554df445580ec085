"""What every controller that receives messages does, whatever their format."""

from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    RequestEntityTooLarge,
    ServiceUnavailable,
    TooManyRequests,
)

from odoo.http import request

CLOSED_RETRY_SECONDS = 300
# The limits are those of a minute.
BUSY_RETRY_SECONDS = 30


def receive(endpoint, kind):
    """Store what a client sent, or refuse it.

    A response of success is given only for what is stored. A fault of ours is raised:
    the dispatcher then asks to try again later.

    Args:
        endpoint: the `channel.endpoint`, or an empty one for a client that must not
            learn that there is none.
        kind: its `channel.kind`.

    Returns:
        A response.
    """
    http_request = request.httprequest
    try:
        if http_request.method not in kind._http_methods:
            raise MethodNotAllowed(valid_methods=kind._http_methods)
        _check_size(endpoint, http_request)
        authenticate(endpoint, kind)
        _check_open(endpoint)
        _check_rate(endpoint, kind, http_request)
        messages = kind._accept(endpoint, http_request)
        return kind._respond(endpoint, messages)
    except HTTPException as error:
        return kind._refuse(endpoint, error)


def authenticate(endpoint, kind):
    """Check that the client proves itself; count it if not.

    Raises:
        HTTPException: 401 or 403, as the kind has it.
    """
    http_request = request.httprequest
    if not kind._authenticate(endpoint, http_request):
        name = kind._name.rpartition(".")[2]
        failures = request.env["channel.authentication.failure"]
        failures._count_failure(endpoint.kind or name, http_request.remote_addr)
        raise kind._denial(endpoint, http_request)


def _check_size(endpoint, http_request):
    if not endpoint:
        return
    limit = endpoint._limit_bytes
    error = RequestEntityTooLarge(
        request.env._("Larger than %s MB.", endpoint.limit_mb)
    )
    if (http_request.content_length or 0) > limit:
        raise error
    # Werkzeug cuts off a body without a declared length at this.
    http_request.max_content_length = limit + 1
    # From here on the body is kept as it came. Odoo parses forms before it repeats a
    # request after a conflict.
    if len(http_request.get_data(cache=True)) > limit:
        raise error


def _check_open(endpoint):
    if not endpoint.is_active:
        raise ServiceUnavailable(
            request.env._("This endpoint is closed. Try again later."),
            retry_after=CLOSED_RETRY_SECONDS,
        )


def _check_rate(endpoint, kind, http_request):
    sender = kind._sender(endpoint, http_request)
    if endpoint._is_flooded() or (sender and endpoint._is_flooded(sender)):
        raise TooManyRequests(
            request.env._("Too many messages within a minute. Try again later."),
            retry_after=BUSY_RETRY_SECONDS,
        )
