#!/usr/bin/env bash
# A Message-ID that is longer than a line: who still knows which e-mail was answered?
#
# Python's EmailMessage (3.11) folds `References` and `In-Reply-To` like prose: an
# identifier of more than 77 characters becomes RFC 2047 encoded words, which RFC 2047,
# section 5, forbids there. Its own `Message-ID` it leaves whole, so the two no longer
# agree by their text. Readers differ: mailparser 3.14.2 and postal-mime 4.0.0 (npm) and
# mail-parser 4.8.0 (PyPI) decode them; imap-tools 1.16.0 (PyPI) hands on the encoded words,
# in two lines, as does whatever searches headers as they stand (IMAP's SEARCH HEADER).
#
# For the product: identifiers are decoded before they are compared, whoever wrote them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    mail-parser==4.8.0 imap-tools==1.16.0
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund mailparser@3.14.2 postal-mime@4.0.0 > /dev/null

cat > read.py <<'PYTHON'
import json
import sys
from email.message import EmailMessage

LONG = f"<answer.{'0123456789' * 7}@council.example>"

written = EmailMessage()
written["From"] = "pat@example.org"
written["To"] = "contact@council.example"
written["Message-ID"] = LONG
written["In-Reply-To"] = LONG
written.set_content("Thank you.")
raw = written.as_bytes()
with open("reply.eml", "wb") as file:
    file.write(raw)

import mailparser
from imap_tools import MailMessage

found = {
    "Message-ID is whole": f"Message-ID: {LONG}".encode() in raw,
    "In-Reply-To is encoded": b"In-Reply-To: =?utf-8?q?" in raw,
    "mail-parser": mailparser.parse_from_bytes(raw).headers["In-Reply-To"] == LONG,
    "imap-tools": MailMessage.from_bytes(raw).headers["in-reply-to"][0] == LONG,
}
json.dump({"long": LONG, "found": found}, sys.stdout)
PYTHON

cat > read.js <<'JAVASCRIPT'
const fs = require("fs");
const { simpleParser } = require("mailparser");
const PostalMime = require("postal-mime").default;

(async () => {
    const { long, found } = JSON.parse(fs.readFileSync("found.json"));
    const raw = fs.readFileSync("reply.eml");
    found.mailparser = (await simpleParser(raw)).inReplyTo === long;
    found["postal-mime"] = (await PostalMime.parse(raw)).inReplyTo === long;
    const expected = {
        "Message-ID is whole": true,
        "In-Reply-To is encoded": true,
        "mail-parser": true,
        "imap-tools": false,
        mailparser: true,
        "postal-mime": true,
    };
    console.log(found);
    for (const [name, value] of Object.entries(expected)) {
        if (found[name] !== value) {
            console.error(`changed: ${name}`);
            process.exitCode = 1;
        }
    }
})();
JAVASCRIPT

python3 --version
venv/bin/python read.py > found.json
node read.js
