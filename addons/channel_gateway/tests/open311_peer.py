"""The Open311 server of another body, on this machine."""

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
ERROR = f"{HEAD}<errors><error><code>%s</code><description>%s</description></error>"
SERVICES = f"""{HEAD}<services>
<service><service_code>LEAK</service_code><service_name>A leak</service_name></service>
<service><service_code>W 2</service_code><service_name/></service>
<service><service_name>Nameless</service_name></service>
</services>"""


@dataclass
class Call:
    """A call that the peer received."""

    method: str
    path: str
    query: dict
    form: list
    headers: dict


@dataclass
class Answer:
    """What the peer answers."""

    body: str = ""
    status: int = 200
    headers: dict = field(default_factory=dict)


def receipt(reference="", token=""):
    name, text = ("token", token) if token else ("service_request_id", reference)
    request = f"<request><{name}>{text}</{name}></request>"
    return Answer(f"{HEAD}<service_requests>{request}</service_requests>")


def error(status, words="Sorry.", **headers):
    return Answer(f"{ERROR % (status, words)}</errors>", status, headers)


def listing(root, item, *rows, **headers):
    entries = "".join(
        f"<{item}>{''.join(f'<{k}>{v}</{k}>' for k, v in row.items())}</{item}>"
        for row in rows
    )
    return Answer(f"{HEAD}<{root}>{entries}</{root}>", headers=headers)


def updates(*rows):
    return listing("service_request_updates", "request_update", *rows)


def requests_of(*rows, **headers):
    return listing("service_requests", "request", *rows, **headers)


class Peer:
    """Answers the calls of each path with the next of its answers; keeps the last.

    Attributes:
        answers: list of `Answer` by method and resource, such as "GET requests".
        calls: the `Call` objects received.
    """

    def __init__(self):
        self.answers = {
            "GET services": [Answer(SERVICES)],
            "POST requests": [receipt("THEIRS-1")],
            "GET servicerequestupdates": [updates()],
            "GET requests": [requests_of()],
        }
        self.calls = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/o311/v2"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def received(self, what):
        """Return the calls of a method and resource."""
        method, resource = what.split()
        return [
            one
            for one in self.calls
            if one.method == method and one.path.startswith(f"/o311/v2/{resource}")
        ]

    def _next(self, method, path):
        resource = path.removeprefix("/o311/v2/").partition(".")[0].partition("/")[0]
        answers = self.answers.get(f"{method} {resource}")
        if not answers:
            return error(404, "There is nothing.")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _handler(self):
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer("GET", "")

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                self._answer("POST", self.rfile.read(length).decode())

            def _answer(self, method, form):
                parts = urlsplit(self.path)
                peer.calls.append(
                    Call(
                        method,
                        parts.path,
                        {k: v[0] for k, v in parse_qs(parts.query).items()},
                        parse_qsl(form),
                        dict(self.headers),
                    )
                )
                answer = peer._next(method, parts.path)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name.replace("_", "-"), value)
                body = answer.body.encode()
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words):
                """Keep the log of the tests free of each call."""

        return Handler
