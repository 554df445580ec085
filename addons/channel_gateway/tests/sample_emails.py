"""E-mails as they are received."""

from email.message import EmailMessage

BROWN_BIN = (
    "Hi, my brown bin was missed again at 12 Park Avenue HU5 3ER, third time."
    " Jane Testsmith, 07700 900987"
)
JANE = "Jane Testsmith <jane.testsmith@example.net>"


def make_email(
    body=BROWN_BIN,
    sender=JANE,
    subject="Bin",
    message_id="<brown-bin@example.org>",
    attachments=(),
    **headers,
):
    """Return an e-mail as bytes; `headers` have _ for -."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "contact@example.org"
    message["Date"] = "Tue, 24 Nov 2026 09:30:00 +0000"
    if subject:
        message["Subject"] = subject
    if message_id:
        message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    for name, content in attachments:
        message.add_attachment(content, maintype="image", subtype="jpeg", filename=name)
    return message.as_bytes()


LATIN_1 = (
    b"From: J\xfcrgen Gro\xdf <juergen@example.org>\r\n"
    b"To: contact@example.org\r\n"
    b"Subject: Caf\xe9 noise\r\n"
    b"Message-ID: <latin@example.org>\r\n"
    b'Content-Type: text/plain; charset="iso-8859-1"\r\n'
    b"Content-Transfer-Encoding: 8bit\r\n"
    b"\r\n"
    b"The caf\xe9 is loud until 3 o'clock.\r\n"
)

UNKNOWN_CHARSET = (
    b"From: a@example.org\r\n"
    b"Message-ID: <charset@example.org>\r\n"
    b'Content-Type: text/plain; charset="x-unknown-8bit"\r\n'
    b"\r\n"
    b"Bin missed \xe2\x80\x93 again\r\n"
)

BASE64 = (
    b"From: =?utf-8?b?QWduaWVzemthIMW7w7PFgtSH?= <aga@example.org>\r\n"
    b"Subject: =?utf-8?q?Odbi=C3=B3r_=C5=9Bmieci?=\r\n"
    b"Message-ID: <base64@example.org>\r\n"
    b'Content-Type: text/plain; charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: base64\r\n"
    b"\r\n"
    b"TWllbMSZIMWbbWllY2k=\r\n"
)

HTML_ONLY = (
    b"From: Jane Testsmith <jane.testsmith@example.net>\r\n"
    b"Subject: Bin\r\n"
    b"Message-ID: <html@example.org>\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: text/html; charset="utf-8"\r\n'
    b"\r\n"
    b"<html><head><style>p {color: red}</style></head><body>"
    b"<p>My bin was <b>missed</b>.</p><p>Thanks<br>Jane</p>"
    b"<blockquote>On Monday you wrote: old</blockquote></body></html>\r\n"
)

OUT_OF_OFFICE = (
    b"From: Ahmed Khan <ahmed.khan@example.org>\r\n"
    b"To: contact@example.org\r\n"
    b"Subject: Automatic reply: We have your request\r\n"
    b"Message-ID: <away@example.org>\r\n"
    b"Auto-Submitted: auto-replied\r\n"
    b"X-Auto-Response-Suppress: All\r\n"
    b"\r\n"
    b"I am away until Monday. My bin can wait.\r\n"
)

QUOTED_REPLY = (
    "It was the brown one.\n\nJane\n-- \nJane Testsmith\n07700 900987\n\n"
    "On Tue, 24 Nov 2026 at 09:31, Council <contact@example.org> wrote:\n"
    "> Which bin was it?\n> Your reference is HC-1234-5678\n"
)

OUTLOOK_REPLY = (
    "It was the brown one.\n\n"
    "From: Council <contact@example.org>\nSent: 24 November 2026 09:31\n"
    "To: Jane Testsmith\nSubject: Bin\n\nWhich bin was it?\n"
)

# A read receipt of <ours@council.test>.
RECEIPT = (
    b"From: Jane Testsmith <jane.testsmith@example.net>\r\n"
    b"To: contact@example.org\r\n"
    b"Subject: Read: Your request\r\n"
    b"Message-ID: <read@example.net>\r\n"
    b"Content-Type: multipart/report; report-type=disposition-notification;"
    b' boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain\r\n\r\nYour message was read.\r\n"
    b"--b\r\nContent-Type: message/disposition-notification\r\n\r\n"
    b"Reporting-UA: phone; mail\r\n"
    b"Final-Recipient: rfc822; jane.testsmith@example.net\r\n"
    b"Original-Message-ID: <ours@council.test>\r\n"
    b"Disposition: manual-action/MDN-sent-manually; displayed\r\n\r\n"
    b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
    b"Message-ID: <ours@council.test>\r\nSubject: Your request\r\n"
    b"--b--\r\n"
)


def bounce(of):
    """Return a report that the e-mail with Message-ID `of` was not delivered."""
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\n"
        "To: contact@example.org\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <bounce@mx.example.org>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status;"
        ' boundary="frontier"\r\n\r\n'
        "--frontier\r\nContent-Type: text/plain\r\n\r\n"
        "No such mailbox here.\r\n"
        "--frontier\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example.org\r\n\r\n"
        "Final-Recipient: rfc822; jane.testsmith@example.net\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\n\r\n"
        "--frontier\r\nContent-Type: message/rfc822\r\n\r\n"
        f"From: contact@example.org\r\nMessage-ID: {of}\r\n"
        "Subject: Bin\r\n\r\nHello\r\n"
        "--frontier--\r\n"
    ).encode()
