"""Local mail: outgoing e-mail is stored, and nothing leaves the machine.

As a program, `python -m devkit.mailroom PORT FOLDER`, it accepts every e-mail by SMTP
on that port and stores it in that folder as an .eml file.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import odoo, postgres
from .console import say
from .databases import free_port
from .place import ADDONS, PYTHON, ROOT, STATE

FOLDER = STATE / "mail"
RELAY = ADDONS / "channel_gateway" / "relay" / "smtp_relay.py"
ENDPOINT = """
    SELECT endpoint.id, endpoint.token FROM channel_endpoint endpoint
    JOIN ir_model_data data ON data.res_id = endpoint.id
    WHERE data.module = 'channel_gateway' AND data.name = 'demo_endpoint_email'
"""


@contextlib.contextmanager
def sorting_office() -> Iterator[int]:
    """Store outgoing e-mail in FOLDER; yield the SMTP port."""
    port = free_port()
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [str(PYTHON), "-m", "devkit.mailroom", str(port), str(FOLDER)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def letter_box(server: postgres.Server, database: str, address: str) -> Iterator[None]:
    """Run the SMTP relay of the demo council's mailbox, if there is one."""
    told = odoo.psql(server, database, ENDPOINT)
    if not told:
        yield
        return
    endpoint, token = told.split("|")
    port = free_port()
    process = subprocess.Popen(
        [
            str(PYTHON),
            str(RELAY),
            f"--listen=127.0.0.1:{port}",
            f"--url={address}/channel/mail/{endpoint}",
        ],
        env={**os.environ, "CHANNEL_TOKEN": token},
        start_new_session=True,
    )
    try:
        say(f"  E-mail to the council: SMTP on 127.0.0.1:{port}, to any address")
        say(f"  E-mail from the council: {FOLDER.relative_to(ROOT)}/")
        yield
    finally:
        process.terminate()
        process.wait()


class Sorter:
    """An SMTP handler that stores each e-mail as a file named by time and recipient."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(
        self, _server: object, _session: object, envelope: Any
    ) -> str:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        who = "".join(c for c in envelope.rcpt_tos[0] if c.isalnum() or c in "@.-_")
        number = time.monotonic_ns() % 1_000_000
        name = f"{stamp}-{number:06}-{who}.eml"
        (self.folder / name).write_bytes(envelope.content)
        return "250 Kept"


async def _serve(port: int, folder: Path) -> None:
    from aiosmtpd.smtp import SMTP

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Sorter(folder), enable_SMTPUTF8=True), "127.0.0.1", port
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
