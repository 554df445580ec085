"""A web server on this machine, in Odoo's place."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORED = (200, b'{"message": 1, "state": "received"}')
# What Odoo answers while it cannot open its database: `odoo.http.NOT_FOUND_NODB`.
NO_DATABASE = (404, b"<!DOCTYPE html><p>No database is selected and the requested URL")
# The connection ends in the middle of the answer.
CUT_OFF = (503, None)


class WebServer:
    """Answers each call with the next of `answers`, then with `STORED`.

    Attributes:
        calls: path and token of each call.
        received: headers and body of each call.
        hold: paths whose calls are answered when `released` is set.
    """

    def __init__(self):
        self.answers = []
        self.calls = []
        self.received = []
        self.hold = ()
        self.held = threading.Event()
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                web.received.append((dict(self.headers), body))
                web.calls.append((self.path, self.headers["Authorization"]))
                if self.path in web.hold:
                    web.held.set()
                    web.released.wait()
                status, body = web.answers.pop(0) if web.answers else STORED
                self.send_response(status)
                self.send_header("Content-Length", str(len(body or b"cut off")))
                self.end_headers()
                self.wfile.write(body or b"")
                self.close_connection = True

            def log_message(self, *_words):
                """Keep the log of the tests free of each call."""

        return Handler
