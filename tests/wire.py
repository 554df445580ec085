"""What residents and other systems send to the council, and what they get."""

import json
import re
import smtplib
import urllib.error
import urllib.parse
import urllib.request
from email.message import EmailMessage

API_KEY = "demo-open311-key"
LINK = re.compile(r"https?://127\.0\.0\.1:\d+/[^\s\"'<>]+")


def write_to_council(
    relay_port, body, *, sender, message_id, subject="Bin", attachment=b""
):
    """Send an e-mail to the council's SMTP port."""
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = "contact@example.org"
    letter["Subject"] = subject
    letter["Message-ID"] = message_id
    letter.set_content(body)
    if attachment:
        letter.add_attachment(
            attachment, maintype="image", subtype="jpeg", filename="photo.jpg"
        )
    with smtplib.SMTP("127.0.0.1", relay_port, timeout=60) as smtp:
        return smtp.send_message(letter)


def has_link(letter, path):
    body = letter.get_body(("html", "plain"))
    return body is not None and path in body.get_content()


def link_in(letter, path):
    text = letter.get_body(("html", "plain")).get_content().replace("&amp;", "&")
    return next(url for url in LINK.findall(text) if path in url)


def open311(council, path, **form):
    """Status and decoded JSON of a POST to the council's Open311 server."""
    data = urllib.parse.urlencode({"api_key": API_KEY, **form}).encode()
    try:
        with urllib.request.urlopen(f"{council.url}/open311/v2/{path}", data) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def get(url):
    """Status and body of an HTTP GET, errors included."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
