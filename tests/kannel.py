"""Kannel with a configuration as `docs/sms.md` has it, on ports of its own."""

import contextlib
import os
import subprocess
import time
import urllib.request
from string import Template

from devkit import databases, debian
from devkit.console import Failure

BEARERBOX = "/usr/sbin/bearerbox"
SMSBOX = "/usr/sbin/smsbox"
USER, PASSWORD = "council", "sendsms-secret"
CONFIGURATION = Template("""
group = core
admin-port = $admin
admin-interface = 127.0.0.1
admin-password = admin-secret
status-password = admin-secret
smsbox-port = $box
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
box-deny-ip = "*.*.*.*"
log-file = "$folder/bearerbox.log"
log-level = 1
store-type = file
store-location = "$folder/store"
dlr-storage = internal
sms-combine-concatenated-mo-timeout = 5

group = smsc
smsc = smpp
smsc-id = NETWORK
host = 127.0.0.1
port = $centre
transceiver-mode = true
smsc-username = council
smsc-password = secret
system-type = ""
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = $box
sendsms-port = $sendsms
sendsms-interface = 127.0.0.1
log-file = "$folder/smsbox.log"
log-level = 1
mo-recode = true
http-request-retry = 1000
http-queue-delay = 2

group = sendsms-user
username = $user
password = $password
user-allow-ip = "127.0.0.1"
user-deny-ip = "*.*.*.*"
concatenation = true
max-messages = 10

group = sms-service
keyword = default
catch-all = true
max-messages = 0
omit-empty = true
$service
""")


def find():
    """Return why there is no Kannel, None where there is one or it was installed."""
    if os.path.exists(BEARERBOX):
        return None
    try:
        debian.install("kannel", "Texts", "leave these tests out")
    except Failure as failure:
        return f"no Kannel: {failure}"
    return None if os.path.exists(BEARERBOX) else "no Kannel after its installation"


@contextlib.contextmanager
def running(folder, centre, service):
    """Run bearerbox and smsbox; yields the address of sendsms.

    Args:
        folder: an empty folder for configuration, store and logs.
        centre: the `MessageCentre` that it binds to.
        service: how its sms-service hands texts on, e.g. a line with `get-url`.
    """
    ports = [databases.free_port() for _number in range(3)]
    admin, box, sendsms = ports
    configuration = folder / "kannel.conf"
    configuration.write_text(
        CONFIGURATION.substitute(
            admin=admin,
            box=box,
            sendsms=sendsms,
            folder=folder,
            centre=centre.port,
            user=USER,
            password=PASSWORD,
            service=service,
        )
    )
    with contextlib.ExitStack() as boxes:
        for program, port in ((BEARERBOX, admin), (SMSBOX, sendsms)):
            boxes.enter_context(_process([program, "-v", "4", str(configuration)]))
            _wait(lambda port=port: _answers(port), program)
        _wait(lambda: centre.is_bound, "SMPP")
        yield f"http://127.0.0.1:{sendsms}/cgi-bin/sendsms"


@contextlib.contextmanager
def _process(command):
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _wait(look, what):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if look():
            return
        time.sleep(0.1)
    raise AssertionError(f"{what} did not start")
