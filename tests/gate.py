"""A gate in front of the council's server, which a test closes or has answer."""

import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from devkit import databases

KEPT = ("Content-Type", "Authorization")


class Gate:
    """Passes requests on to a server; while it is closed nobody can connect.

    Attributes:
        failures: number of requests that it answers itself, with status 500.
        passed: path of each request that it passed on, and the status of its answer.
    """

    def __init__(self, url):
        self.url = url
        self.port = databases.free_port()
        self.failures = 0
        self.passed = []
        self._server = None
        self.open()

    def open(self):
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                gate._pass_on(self)

            do_POST = do_GET

            def log_message(self, *_arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _pass_on(self, client):
        length = int(client.headers.get("Content-Length") or 0)
        body = client.rfile.read(length) or None
        status, content = 500, b"Internal Server Error"
        if self.failures:
            self.failures -= 1
        else:
            headers = {
                name: client.headers[name] for name in KEPT if name in client.headers
            }
            request = urllib.request.Request(
                self.url + client.path,
                data=body,
                headers=headers,
                method=client.command,
            )
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    status, content = answer.status, answer.read()
            except urllib.error.HTTPError as error:
                status, content = error.code, error.read()
        self.passed.append((client.path, status))
        client.send_response(status)
        client.send_header("Content-Type", "text/plain")
        client.send_header("Content-Length", str(len(content)))
        client.end_headers()
        client.wfile.write(content)
