"""Dovecot on this machine, for tests: each user has a mailbox."""

import contextlib
import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from imapclient import IMAPClient

PASSWORD = "pässword of the test"
START_SECONDS = 20
CONFIGURATION = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{place}/box/%u
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {place}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={place}/box/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  chroot =
}}
{more}
"""


def missing() -> str:
    """Return why Dovecot cannot be run here, "" if it can."""
    if find():
        return ""
    return "Dovecot is not installed (on Debian: apt-get install dovecot-imapd)"


def find() -> str | None:
    path = os.environ.get("PATH", "") + os.pathsep + "/usr/sbin"
    return shutil.which("dovecot", path=path)


class Dovecot:
    """A server that is started, and stopped with all that it has stored."""

    def __init__(self, more: str = "") -> None:
        """Prepare its configuration.

        Args:
            more: lines of configuration.
        """
        self.place = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))
        self.place.chmod(0o755)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.more = more
        self.process = None

    def start(self) -> None:
        is_root = os.geteuid() == 0
        user = getpass.getuser()
        group = grp.getgrgid(os.getegid()).gr_name
        box = self.place / "box"
        box.mkdir(exist_ok=True)
        owner, owner_group = (
            ("nobody", grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name)
            if is_root
            else (user, group)
        )
        if is_root:
            shutil.chown(box, owner, owner_group)
        names = ("council", "other")
        lines = [f"{name}:{{PLAIN}}{PASSWORD}::::::" for name in names]
        (self.place / "users").write_text("\n".join(lines))
        file = self.place / "dovecot.conf"
        file.write_text(
            CONFIGURATION.format(
                place=self.place,
                port=self.port,
                internal="dovecot" if is_root else user,
                login="dovenull" if is_root else user,
                group="dovecot" if is_root else group,
                owner=owner,
                owner_group=owner_group,
                more=self.more,
            )
        )
        self.process = subprocess.Popen(
            [find(), "-F", "-c", str(file)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            time.sleep(0.05)
        log = self.place / "dovecot.log"
        raise RuntimeError(log.read_text() if log.exists() else "Dovecot did not start")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(START_SECONDS)
        shutil.rmtree(self.place, ignore_errors=True)

    @contextlib.contextmanager
    def client(self, user: str = "council"):
        """A connection as staff have it in their own mail program."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False)
        client.plain_login(user, PASSWORD)
        try:
            yield client
        finally:
            client.logout()

    def put(self, *raws: bytes, folder: str = "INBOX") -> list[int]:
        """Put e-mails in the folder.

        Returns:
            All UIDs in it.
        """
        with self.client() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for raw in raws:
                client.append(folder, raw)
            client.select_folder(folder, readonly=True)
            return client.search()
