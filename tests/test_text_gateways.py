"""Texts by gateways that are reached by HTTP, over the loopback interface."""

import base64
import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from .conftest import eventually

BIN = "Missed bin: my brown bin was missed again at 14 Park Avenue HU5 3ER"
NOTIFY_SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
NOTIFY_SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
ACCOUNT = "AC" + "0" * 32
SECRET = "gateway-secret"
TOKEN = "gateway-token"
# Longer than the council's server waits.
LATE_SECONDS = 25


class Gateway:
    """A gateway that takes calls, and answers as the test says.

    Attributes:
        calls: method, path, headers and body of each call.
        answer: called with those; returns status and JSON.
    """

    def __init__(self):
        self.calls = []
        self.answer = lambda *_call: (201, {})
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                call = (self.command, self.path, dict(self.headers), body)
                gateway.calls.append(call)
                status, answer = gateway.answer(*call)
                content = json.dumps(answer).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                except ConnectionError:
                    # The council's server has given up waiting.
                    return

            do_POST = do_GET

            def log_message(self, *_arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def gateway(council):
    running = Gateway()
    yield running
    company = council.id_of("base.main_company")
    council.call("res.company", "write", [company], {"text_endpoint_id": False})
    running.stop()


def connect(council, gateway, kind, **values):
    """Have the council send and receive by the gateway; the endpoint's path."""
    (endpoint,) = council.call(
        "channel.endpoint",
        "create",
        [
            {
                "name": f"Test {kind}",
                "kind": kind,
                "channel_id": council.id_of("constituent_crm.channel_sms"),
                "secret": SECRET,
                "token": f"{TOKEN}-{kind}",
                "text_url": gateway.url,
                "text_sender": "60060",
                **values,
            }
        ],
    )
    company = council.id_of("base.main_company")
    chosen = {"text_endpoint_id": endpoint, "has_quiet_hours": False}
    council.call("res.company", "write", [company], chosen)
    return f"/channel/in/{endpoint}"


def post(council, path, body, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(council.url + path, data=body, headers=named)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def answer_to(council, phone, state):
    """The message to a phone, once it has this state."""
    domain = [("recipient", "=", f"+{phone}"), ("direction", "=", "out")]

    def look():
        found = council.search(
            "channel.message", domain, ["state", "error", "body", "external_id"]
        )
        return found if found and found[0]["state"] == state else None

    (message,) = eventually(look, f"a text to {phone} that is {state}")
    return message


def twilio_signature(url, body):
    pairs = sorted(set(parse_qsl(body.decode(), keep_blank_values=True)))
    signed = url + "".join(name + value for name, value in pairs)
    digest = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def test_twilio(council, gateway):
    path = connect(council, gateway, "sms_twilio", account=ACCOUNT)
    phone = "447400900701"
    body = urlencode(
        {"MessageSid": "SM1", "From": f"+{phone}", "Body": BIN, "FromCity": ""}
    ).encode()
    signature = twilio_signature(council.url + path, body)
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    told = post(council, path, body, X_Twilio_Signature=signature, **form)
    assert told == (200, b"<Response/>")
    assert post(council, path, body, X_Twilio_Signature="x", **form)[0] == 401
    message = answer_to(council, phone, "sent")
    ((method, called, headers, sent),) = gateway.calls
    assert (method, called) == (
        "POST",
        f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json",
    )
    basic = base64.b64encode(f"{ACCOUNT}:{SECRET}".encode()).decode()
    assert headers["Authorization"] == f"Basic {basic}"
    fields = dict(parse_qsl(sent.decode()))
    assert (fields["To"], fields["Body"]) == (f"+{phone}", message["body"])
    receipt = urlencode({"MessageSid": "SM2", "MessageStatus": "delivered"}).encode()
    signature = twilio_signature(fields["StatusCallback"], receipt)
    address = urlsplit(fields["StatusCallback"])
    query = f"{address.path}?{address.query}"
    assert post(council, query, receipt, X_Twilio_Signature=signature, **form)[0] == 200
    answer_to(council, phone, "delivered")


class NotifyServer:
    """What GOV.UK Notify answers; it checks the token of each call."""

    def __init__(self):
        self.taken = {}
        self.received = []
        self.is_slow = False

    def __call__(self, method, path, headers, body):
        token = headers["Authorization"].removeprefix("Bearer ")
        if not is_token_of_notify(token):
            return 403, {"errors": [{"message": "Invalid token"}]}
        if path.startswith("/v2/received-text-messages"):
            page = [] if "older_than" in path else self.received
            return 200, {"received_text_messages": page, "links": {}}
        if method == "GET":
            reference = parse_qs(urlsplit(path).query)["reference"][0]
            found = [self.taken[reference]] if reference in self.taken else []
            return 200, {"notifications": found}
        given = json.loads(body)
        self.taken[given["reference"]] = {
            "id": "n1",
            "reference": given["reference"],
            "status": "sending",
        }
        if self.is_slow:
            time.sleep(LATE_SECONDS)
        return 201, {"id": "n1", "reference": given["reference"]}


def is_token_of_notify(token):
    head, claims, signature = token.split(".")
    own = hmac.new(NOTIFY_SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256)
    given = json.loads(decoded(claims))
    is_new = abs(given["iat"] - time.time()) < 30
    return (
        decoded(signature) == own.digest() and given["iss"] == NOTIFY_SERVICE and is_new
    )


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def notify_text(key, phone):
    return {
        "id": key,
        "source_number": phone,
        "destination_number": "60060",
        "message": BIN,
        "date_received": "2026-11-30T09:05:06Z",
    }


@pytest.fixture
def notify(council, gateway):
    """A Notify that is connected, and the path of its callbacks."""
    gateway.answer = NotifyServer()
    gateway.path = connect(
        council,
        gateway,
        "sms_notify",
        secret=f"council-{NOTIFY_SERVICE}-{NOTIFY_SECRET}",
        text_sender=False,
        text_template="f33517ff-2a88-4f6e-b855-c550268ce08a",
        token=f"{TOKEN}-{time.monotonic_ns()}",
    )
    endpoint = int(gateway.path.rpartition("/")[2])
    (row,) = council.call("channel.endpoint", "read", [endpoint], ["token"])
    gateway.bearer = {
        "Authorization": f"Bearer {row['token']}",
        "Content_Type": "application/json",
    }
    yield gateway
    council.call("channel.endpoint", "write", [endpoint], {"is_active": False})


def test_notify(council, notify):
    phone = "447400900702"
    text = json.dumps(notify_text("t1", phone)).encode()
    assert post(council, notify.path, text, **notify.bearer)[0] == 200
    assert post(council, notify.path, text)[0] == 401
    message = answer_to(council, phone, "sent")
    receipt = {
        "id": "n1",
        "reference": message["external_id"],
        "status": "delivered",
        "notification_type": "sms",
    }
    receipt = json.dumps(receipt).encode()
    assert post(council, notify.path, receipt, **notify.bearer)[0] == 200
    answer_to(council, phone, "delivered")


def test_text_that_notify_has_taken_without_an_answer_is_sent_once(council, notify):
    phone = "447400900703"
    notify.answer.is_slow = True
    text = json.dumps(notify_text("t2", phone)).encode()
    post(council, notify.path, text, **notify.bearer)
    answer_to(council, phone, "sent")
    methods = [method for method, path, _h, _b in notify.calls if "reference" in path]
    assert methods == ["GET"]
    assert sum(method == "POST" for method, _p, _h, _b in notify.calls) == 1


def test_texts_that_notify_could_not_hand_on_are_polled(council, notify):
    phone = "447400900704"
    text = notify_text("t3", phone)
    notify.answer.received = [
        {
            "id": "t3",
            "user_number": phone,
            "notify_number": "60060",
            "content": text["message"],
            "created_at": text["date_received"],
        }
    ]
    cron = council.id_of("channel_gateway.cron_poll_gateways")
    council.call("ir.cron", "method_direct_trigger", [cron])
    answer_to(council, phone, "sent")
    # The callback comes after all.
    assert (
        post(council, notify.path, json.dumps(text).encode(), **notify.bearer)[0] == 200
    )
    domain = [("sender", "=", phone), ("direction", "=", "in")]
    assert len(council.search("channel.message", domain, ["id"])) == 1


def signed(body, now=None):
    now = int(now or time.time())
    content = f"{now}.".encode() + body
    digest = hmac.new(SECRET.encode(), content, hashlib.sha256).hexdigest()
    return {
        "X_Signature_Timestamp": str(now),
        "X_Signature": digest,
        "Content_Type": "application/json",
    }


def test_signed_json(council, gateway):
    path = connect(council, gateway, "sms_json")
    phone = "447400900705"
    text = {"type": "text", "id": "m1", "from": f"+{phone}", "to": "60060", "text": BIN}
    body = json.dumps(text).encode()
    assert post(council, path, body, **signed(body))[0] == 200
    assert post(council, path, body, **signed(body, time.time() - 900))[0] == 401
    message = answer_to(council, phone, "sent")
    ((_method, _path, headers, sent),) = gateway.calls
    timestamp, signature = headers["X-Signature-Timestamp"], headers["X-Signature"]
    assert signed(sent, timestamp)["X_Signature"] == signature
    given = json.loads(sent)
    assert (given["to"], given["text"]) == (f"+{phone}", message["body"])
    receipt = {
        "type": "receipt",
        "reference": given["reference"],
        "status": "delivered",
    }
    body = json.dumps(receipt).encode()
    assert post(council, path, body, **signed(body))[0] == 200
    answer_to(council, phone, "delivered")
