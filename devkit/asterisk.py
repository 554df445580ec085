"""An Asterisk from Debian's packages in a folder of its own, for ./dev test --live."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from .console import step
from .place import cache

# In this order: the newest that the mirror has. The last one no longer changes.
RELEASES = ("forky", "sid", "bullseye")
PACKAGES = "asterisk,asterisk-core-sounds-en-gsm"
KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
BINARY = "usr/sbin/asterisk"
START_SECONDS = 20
NOBODY = 65534


class Missing(Exception):
    """Asterisk cannot be had on this machine; says why."""


def tree() -> Path:
    """Return the folder with Asterisk; build it if it is not there.

    Raises:
        Missing: it cannot be built here.
    """
    folder = cache() / "asterisk"
    if not (folder / BINARY).exists():
        _check_machine()
        with step("Unpacking Asterisk from Debian's packages"):
            _build(folder)
    return folder


def _check_machine() -> None:
    if os.geteuid() != 0:
        raise Missing("only root can change the root folder of Asterisk's process")
    if not shutil.which("mmdebstrap"):
        raise Missing("mmdebstrap is not installed: apt install mmdebstrap")
    if not Path(KEYS).exists():
        raise Missing("Debian's keys are not installed: debian-archive-keyring")


def _build(folder: Path) -> None:
    mirror = _mirror()
    told = ""
    for release in RELEASES:
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [
                "mmdebstrap",
                "--quiet",
                # Unpacked and not configured: a few seconds instead of a minute.
                "--variant=extract",
                f"--include={PACKAGES}",
                # A mirror's copy of a moving release is often older than it promises.
                '--aptopt=Acquire::Check-Valid-Until "false"',
                '--aptopt=APT::Install-Recommends "false"',
                '--aptopt=Acquire::Languages "none"',
                f"--keyring={KEYS}",
                release,
                str(folder),
                mirror,
            ],
            check=False,
            capture_output=True,
            text=True,
        )
        told = done.stderr.strip()
        if not done.returncode and (folder / BINARY).exists():
            return _complete(folder)
    shutil.rmtree(folder, ignore_errors=True)
    raise Missing(f"the mirror {mirror} has no Asterisk: {told[-300:]}")


def _mirror() -> str:
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
    command.append("Created-By: Packages")
    try:
        told = subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing("this is no Debian with apt") from error
    for address in told.stdout.split():
        if address.rstrip("/").endswith("/debian"):
            return address
    raise Missing("apt knows no Debian mirror")


def _complete(folder: Path) -> None:
    """Make what Debian's own scripts make when packages are configured."""
    for name in ("bin", "sbin", "lib", "lib64"):
        if not (folder / name).exists():
            (folder / name).symlink_to(f"usr/{name}")
    for name in ("proc", "run", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    sounds = folder / "usr/share/asterisk/sounds/en"
    if not sounds.is_symlink() and not sounds.exists():
        sounds.symlink_to("en_US_f_Allison")


class Asterisk:
    """A running Asterisk.

    Attributes:
        queue_log: path of its queue_log.
        spool: its spool folder.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._config = folder, f"/etc/{name}/asterisk.conf"
        self.queue_log = folder / f"var/log/{name}/queue_log"
        self.spool = folder / f"var/spool/{name}"

    def command(self, words: str) -> str:
        """Return what a command of its console prints."""
        done = subprocess.run(
            [
                "chroot",
                str(self._folder),
                f"/{BINARY}",
                "-C",
                self._config,
                "-rx",
                words,
            ],
            check=False,
            capture_output=True,
            text=True,
        )
        return done.stdout


@contextlib.contextmanager
def running(name: str, config: Path, values: Mapping[str, str]) -> Iterator[Asterisk]:
    """Run Asterisk.

    Args:
        name: of its folders in the tree, so that several can run.
        config: folder of its configuration.
        values: what `@NAME@` in the configuration stands for.

    Yields:
        The running Asterisk.

    Raises:
        Missing: it cannot be had, or does not start.
    """
    folder = tree()
    _configure(folder, name, config, values)
    asterisk = Asterisk(folder, name)
    process = subprocess.Popen(
        [
            "chroot",
            f"--userspec={NOBODY}:{NOBODY}",
            str(folder),
            f"/{BINARY}",
            "-f",
            "-C",
            f"/etc/{name}/asterisk.conf",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_booted(asterisk, process)
        yield asterisk
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for part in ("etc", "var/log", "var/spool"):
            shutil.rmtree(folder / part / name, ignore_errors=True)


def _configure(
    folder: Path, name: str, config: Path, values: Mapping[str, str]
) -> None:
    modules = next((folder / "usr/lib").rglob("asterisk/modules"))
    known = {**values, "NAME": name, "MODULES": f"/{modules.relative_to(folder)}"}
    target = folder / "etc" / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for file in config.glob("*.conf"):
        text = file.read_text()
        for word, value in known.items():
            text = text.replace(f"@{word}@", value)
        (target / file.name).write_text(text)
    for part in (f"var/spool/{name}", f"var/log/{name}"):
        shutil.rmtree(folder / part, ignore_errors=True)
        for inner in ("", "run", "tmp", "recording"):
            made = folder / part / inner
            made.mkdir(parents=True, exist_ok=True)
            os.chown(made, NOBODY, NOBODY)


def _wait_until_booted(asterisk: Asterisk, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if "fully booted" in asterisk.command("core waitfullybooted"):
            return
        time.sleep(0.1)
    raise Missing("Asterisk does not start here")
