"""Every function that reads untrusted text, each as a function of one text."""

import contextlib
import datetime
import json
import sys
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urlencode

from devkit import odoo_source
from devkit.place import ADDONS

# The functional cores need no database, but they are inside Odoo's package.
sys.path.append(str(odoo_source.path()))

import odoo.addons

odoo.addons.__path__.append(str(ADDONS))

from odoo.addons.channel_gateway.adapters import (  # noqa: E402
    attachments,
    authentication,
    charsets,
    clues,
    email,
    fax,
    mailboxes,
    markup,
    quoting,
    reply_token,
    rtf,
    smime,
    standard_webhooks,
    tnef,
)
from odoo.addons.channel_gateway.open311 import (  # noqa: E402
    answers,
    dates,
    foreign,
    keywords,
    paging,
    parse,
    privacy,
    problems,
    repeats,
    resources,
    schemas,
    serialise,
    shorten,
    statuses,
    stored,
    updates,
)
from odoo.addons.channel_gateway.sms import (  # noqa: E402
    joining,
    kannel,
    notify,
    parts,
    received,
    signed_json,
    twilio,
    words,
)
from odoo.addons.channel_gateway.telephony import (  # noqa: E402
    dialling,
    events,
    listener,
    queue_log,
    reports,
)
from odoo.addons.constituent_crm import addresses as written  # noqa: E402
from odoo.addons.constituent_crm import text as lines  # noqa: E402
from odoo.addons.constituent_crm.gazetteer import (  # noqa: E402
    addresses,
    entries,
    records,
    search,
)
from odoo.addons.constituent_crm.importing import (  # noqa: E402
    cells as table_cells,
)
from odoo.addons.constituent_crm.importing import columns, rows, table  # noqa: E402
from odoo.addons.constituent_crm.importing import constituent as importing  # noqa: E402
from odoo.addons.constituent_crm.importing import search as traces  # noqa: E402
from odoo.addons.constituent_crm.log_redaction import redact  # noqa: E402
from odoo.addons.constituent_crm.matching import (  # noqa: E402
    blocks,
    keys,
    names,
    normalise,
    phone_numbers,
    phonetics,
    places,
    pronunciations,
    query,
    rank,
    score,
    spelling_correction,
    subjects,
    transliteration,
)
from odoo.addons.constituent_crm.matching.person import Person  # noqa: E402
from odoo.addons.constituent_crm.privacy import bundle  # noqa: E402
from odoo.addons.field_dispatch import ical  # noqa: E402
from odoo.addons.service_catalog import forms, references, service_matching  # noqa: E402
from odoo.addons.service_catalog.catalogue import cells  # noqa: E402

TODAY = datetime.date(2026, 11, 30)
NOON = datetime.datetime(2026, 11, 30, 12)
NOW = datetime.datetime(2026, 11, 30, 8, 0, tzinfo=datetime.UTC)
# How these functions say that they cannot read something.
REFUSALS = (
    ValueError,
    problems.Problem,
    importing.Unfit,
    table.UnreadableFile,
    cells.Unreadable,
)
VOCABULARY = ("smith", "smithson", "nowak", "novak", "kowalski", "park", "avenue")
ELSEWHERE = service_matching.Elsewhere([("smell of gas", "the gas emergency line")])
FINDER = service_matching.ServiceMatcher(
    [
        service_matching.Entry(
            1, ("Missed bin",), phrases=(("my bin was not emptied", 1.0),)
        ),
        service_matching.Entry(2, ("Pothole",), phrases=(("hole in the road", 1.0),)),
        service_matching.Entry(None, ("Gas",), phrases=(("smell of gas", 1.0),)),
    ]
)
DATATYPES = ("string", "text", "number", "datetime", "singlevaluelist", "property")
QUESTIONS = [
    *(forms.Question(datatype, datatype, datatype) for datatype in DATATYPES),
    forms.Question("place", "place", "place"),
    forms.Question(
        "several", "several", "multivaluelist", options=(forms.Option("a", "A"),)
    ),
]
FIELDS = [columns.Field("name", "Name"), columns.Field("phone", "Phone")]


def _looked_up(text: str):
    query.parse(text, "NL")
    asked = query.parse(text, "GB")
    asked.phrases()
    spelling_correction.phrases(asked.words, VOCABULARY)
    for name, street in asked.named_at():
        spelling_correction.names_at(name, VOCABULARY)
        spelling_correction.streets(street, VOCABULARY)
    keys.exact_of(asked.words)
    spelling_correction.name_likeness(asked.words, normalise.name(text))
    return rank.at_postcode(asked, text, text)


def _compared(text: str):
    one = Person(name=text, street=text, postcode=text)
    other = Person(name=f"Jane {text}", street=f"1 {text}", postcode="HU5 3ER")
    blocks.keys(one)
    return score.compare(one, other)


def _answered(text: str):
    given = dict.fromkeys((*DATATYPES, "place", "several"), text)
    return forms.check(QUESTIONS, given, today=TODAY)


def _chosen(text: str):
    return forms.check(QUESTIONS, {"several": text.split()}, today=TODAY)


def _row(text: str):
    values = dict.fromkeys(("name", "phone", "email", "street", "zip", "uprn"), text)
    importing.row_keys(values, "GB")
    return importing.parse_row(values, "GB", TODAY)


def _entry(text: str):
    names = ("house", "street", "postcode", "start_date", "latitude", "longitude")
    entries.complete_entry({"other_addresses": text})
    entries.parse_entry({"other_addresses": text, "building_name": text})
    return entries.complete_entry(entries.parse_entry(dict.fromkeys(names, text)))


def _table(text: str):
    data = text.encode()
    mapper = rows.Mapper(["name", "phone", "phone"])
    read = (mapper.row(line) for line in table.lines(data, table.detect(data)))
    return list(rows.stage(read, lambda values: [values.get("name")]))


def _headings(text: str):
    data = text.encode()
    lines = list(table.lines(data, table.detect(data)))
    return columns.headings_of(lines[columns.find_headings(lines, FIELDS)])


def _records(text: str):
    data = f"10,A,1,2\n21,I,1,{text}\n24,I,1,{text}\n15,I,1,{text}\n".encode()
    lines = table.lines(data, table.Layout("utf-8", ","))
    return list(records.rows(lines, records.HEADINGS))


def _cell(text: str):
    table_cells.unescape(text)
    table_cells.is_placeholder(text)
    table_cells.is_date(text)
    table_cells.house_of_date(text, TODAY)
    return table_cells.clean(text)


def _columns(text: str):
    return columns.guess(text.split(","), FIELDS)


def _report(text: str):
    names = ("service_code", "description", "address_string", "email", "lat", "long")
    pairs = [*((name, text) for name in names), (f"attribute[{text}]", text)]
    repeats.fingerprint(pairs)
    return parse.report(parse.parameters(pairs))


def _listing(text: str):
    return parse.listing(parse.parameters([("service_code", text)]), NOW)


def _listing_of_ids(text: str):
    return parse.listing(parse.parameters([("service_request_id", text)]), NOW)


def _window(text: str):
    return parse.listing(parse.parameters([("start_date", text)]), NOW)


def _update(text: str):
    names = ("service_request_id", "description", "status", "first_name", "media_url")
    return updates.update(parse.parameters([(name, text) for name in names]))


def _picture(text: str):
    name = f"media_url[{text}]"
    pairs = [(name, text), ("media_url", text), ("service_code", "x"), ("lat", text)]
    return parse.report(parse.parameters([*pairs, ("attribute[easting]", text)]))


def _date(text: str):
    try:
        return dates.period(text)
    except ValueError:
        return None


def _multipart(text: str):
    raw = text.encode(errors="replace")
    stored.unpack(b"Content-Type: multipart/form-data; boundary=x\r\n\r\n" + raw)
    stored.base_name(text)
    return stored.unpack(stored.pack([("a", text)], [stored.File("b", "c", "d", raw)]))


def _foreign(text: str):
    row = f"<request><service_request_id>1</service_request_id><a>{text}</a></request>"
    for body in (text, f"<r>{row}</r>"):
        raw = body.encode(errors="replace")
        foreign.errors(raw)
        try:
            foreign.requests(raw)
            foreign.updates(raw)
        except ValueError:
            pass


def _open311_text(text: str):
    statuses.parse(text)
    parse.may_be_phone(text)
    parse.name_part(text)
    resources.methods(text)
    resources.missing_id(text)
    keywords.choose([(text, 1.0)])
    paging.link("https://example.org", [("a", text)], 1, has_more=True)
    return shorten.shorten(text, 4000)


def _given(text: str):
    form = [
        {"code": datatype, "datatype": datatype, "is_input": True}
        for datatype in (*DATATYPES, "place")
    ]
    return answers.given(form, {one["code"]: (text,) for one in form})


def _document(text: str):
    error = [schemas.Error(400, text)]
    serialise.listing(schemas.Error, error, "xml")
    return serialise.listing(schemas.Error, error, "json")


def _scrubbed(text: str):
    return privacy.scrub(text, [text, "Jane Smith", "jane@example.org"])


def _letter(text: str):
    message = EmailMessage()
    message["From"] = "Jane Smith <jane@example.org>"
    message.set_content(text or "-")
    return email.parse_email(message.as_bytes())


def _letter_of_headers(text: str):
    line = " ".join(text.split()).encode()
    head = [b"%s: %s" % (name, line) for name in (b"From", b"To", b"Subject")]
    raw = b"\r\n".join([*head, b"References: " + line, b"", b"Hello"])
    email.key(raw)
    email.content_key(raw)
    email.head(raw)
    email.outline(raw)
    return email.parse_email(raw)


def _letter_of_html(text: str):
    message = EmailMessage()
    message["From"] = "jane@example.org"
    message.set_content(text or "-", subtype="html")
    return email.parse_email(message.as_bytes())


def _file_name(text: str):
    part = EmailMessage()
    part.set_content("-")
    value = " ".join(text.split())
    for start in ("a; filename=", 'a; filename="', "a; "):
        part._headers = [("Content-Disposition", start + value)]
        attachments.name(part)


def _winmail(text: str):
    content = text.encode("utf-16-le")
    head = b"\x78\x9f\x3e\x22\0\0"
    tnef.read(head + content)
    size = len(content).to_bytes(4, "little")
    for attribute in (b"\x03\x90", b"\x05\x90", b"\x02\x90", b"\x0c\x80"):
        tnef.read(head + b"\1" + attribute + b"\0\0" + size + content + b"\0\0")


def _authentication(text: str):
    results = [text, f"mx.example.org; dmarc={text}"]
    return authentication.verdict(results, "mx.example.org", f"jane@{text}")


def _references(text: str):
    return reply_token.proves(text.split(), b"key", 1, 1, 0)


def _text(text: str):
    """Read what a gateway sends of a text, in each format."""
    query = urlencode({"from": "447700900123", "text": text, "time": text}).encode()
    kannel.parse(kannel.normalise(query, {"Content-Type": text}, b""))
    given = {"id": text, "from": "+44", "text": text, "sent_at": text}
    signed_json.parse(json.dumps(given).encode())
    callback = {"id": "1", "source_number": text, "message": text}
    notify.parse(json.dumps(callback | {"date_received": text}).encode())
    fields = [("MessageSid", text), ("From", text), ("Body", text)]
    twilio.parse(fields)
    sender = received.international(text)
    one = received.ReceivedText("1", sender, text=text, sent_at=NOON)
    joining.join([one, one])
    joining.belong_together(one, one)
    words.find_command(text)
    words.find_command(text[: words.MAX_LENGTH])
    return parts.split(text)


def _raw_text(text: str):
    """Read requests that are of no format."""
    for read in (notify.parse, signed_json.parse, twilio.parse_form):
        with contextlib.suppress(received.Malformed):
            read(text.encode())
    secrets, urls = ["secret"], ["https://council.test/", text]
    body = text.replace("&", "").encode()
    twilio.is_signed("x", secrets, urls, body, settings=text)
    signed_json.is_signed(text, text, body, secrets, 0)
    notify.parse_api_key(text)
    return kannel.parse(kannel.normalise(text.encode(), {}, b""))


def _event(text: str):
    block = listener.parse(f"Event: {text}\r\nCallerIDName: {text}".encode())
    read = events.read_event({"Timestamp": "1.5", **block, "Channel": text})
    number = events.number_of(read.get("CallerIDName"))
    return read.legs(), number, events.extensions(read.get("Channel"), text)


def _row_of_calls(text: str):
    values = dict.fromkeys(("id", "queue", "officer", "number", "name"), text)
    times = dict.fromkeys(("began", "answered", "ended", "waiting", "result"), text)
    found = []
    for name in times:
        row = {**values, "began": "2026-11-30 14:00", name: text}
        try:
            found.append(reports.read_row(row, datetime.UTC))
        except reports.Unreadable as bad:
            found.append(str(bad))
    return found


def _posted_call(text: str):
    values = ("id", "queue", "number", "officer", "began", "result", "recording")
    found = []
    for name in values:
        call = {"id": "1", "began": "2026-11-30T14:00:00Z", name: text}
        try:
            found.append(reports.read_calls({"calls": [call]}))
        except reports.Unreadable as bad:
            found.append(str(bad))
    return found


def _signature(text: str):
    given = dict.fromkeys(("webhook-id", "webhook-timestamp"), "1")
    given["webhook-signature"] = text
    return standard_webhooks.is_authentic([b"key"], given, text.encode(), 1.0)


def _log_line(text: str):
    redact(f"bad query: b'{text}'\nERROR: {text}")
    return redact(text)


def _appointment(text: str):
    values = dict.fromkeys(
        ("summary", "description", "location", "url", "attendee"), text
    )
    return ical.calendar(
        ical.Event(
            uid="1",
            sequence=1,
            starts=NOW.replace(tzinfo=None),
            ends=NOW.replace(tzinfo=None),
            stamp=NOW.replace(tzinfo=None),
            organiser="council@example.org",
            **values,
        )
    )


def _normalised(text: str):
    for kind in (*normalise.NORMAL_FORMS, "phone", "postcode"):
        normalise.identifier(kind, text, "GB")
    normalise.postcode(text)
    normalise.phone_start(text, "GB")
    return normalise.name(text)


def _matched(text: str) -> object:
    """Match an address with a small gazetteer."""
    places = [
        written.Entry.of(1, "12", "Park Avenue", ("", "Hull", ""), "HU5 3ER"),
        written.Entry.of(2, "Flat 2, Mill House, 14", "Park Avenue", (), "HU5 3ER"),
    ]
    read = written.parse(text)
    return written.matches(read, places, {"HU5 3ER"}, {"parkavenue"})


def _matched_elsewhere(text: str) -> object:
    """Match an address where each property has its own postcode."""
    places = [written.Entry.of(1, "Rose Cottage", "", ("", "Kilbride", ""), "A65 X285")]
    read = written.parse(text, "IE")
    return written.matches(read, places, {"A65 X285"}, {"parkavenue"})


READERS: dict[str, Callable[[str], object]] = {
    "a header": lines.single_line,
    "paragraphs": lines.paragraphs,
    "an identifier": _normalised,
    "phone numbers of a cell": lambda text: phone_numbers.phones(text, "GB"),
    "a text without its postcode": normalise.without_postcode,
    "a name": names.parse,
    "an organisation": names.company,
    "two people": _compared,
    "a name in another script": transliteration.written,
    "the sound of a word": phonetics.codes,
    "the sounds of a word in any language": pronunciations.codes,
    "a word that is heard": pronunciations.said_as,
    "a house": places.house_number,
    "a postcode of any country": places.postcode,
    "a text message": _text,
    "a request of a gateway": _raw_text,
    "two subjects": lambda text: subjects.alike(text, f"Re: {text}"),
    "keys of a name": keys.of_name,
    "keys of a body": lambda text: keys.of_name(text, is_body=True),
    "keys of a street": keys.of_street,
    "a look-up": _looked_up,
    "somebody new": query.prefill,
    "a search for an address": search.parse,
    "an order of houses": addresses.in_order,
    "a street's order": rank.house_order,
    "an address in prose": _matched,
    "an address elsewhere": _matched_elsewhere,
    "a postcode of digits": lambda text: written.parse(text, "DE"),
    "a postcode in an address": lambda text: written.spellings_in(text, "NL"),
    "an address": lambda text: addresses.single_line(text, text),
    "an entry of the gazetteer": _entry,
    "a row of constituents": _row,
    "a table": _table,
    "a table's headings": _headings,
    "records of a gazetteer": _records,
    "a cell": _cell,
    "headings": _columns,
    "file names": lambda text: bundle.unique_names(text.split()),
    "services": FINDER.find,
    "whose it is": ELSEWHERE.find,
    "a correction": FINDER.correction_words,
    "a reference": references.parse,
    "answers": _answered,
    "chosen options": _chosen,
    "a cell of options": cells.options,
    "a cell of numbers": cells.whole,
    "an Open311 report": _report,
    "an Open311 list": _listing,
    "an Open311 list of requests": _listing_of_ids,
    "an Open311 window": _window,
    "an Open311 update": _update,
    "pictures and places of an Open311 report": _picture,
    "an Open311 date": _date,
    "an Open311 form with files": _multipart,
    "a document of another body's Open311": _foreign,
    "Open311 texts": _open311_text,
    "Open311 answers": _given,
    "an Open311 document": _document,
    "a public description": _scrubbed,
    "clues": lambda text: clues.find_clues(text, "GB"),
    "a choice": lambda text: clues.choose(text, ["brown", "blue"]),
    "a notice of a fax": lambda text: fax.read(text, [f"{text} {{number}} {text}"]),
    "quoted text": quoting.split,
    "a forward": lambda text: quoting.separate(quoting.lines(text), is_forward=True),
    "HTML": markup.text,
    "quoted HTML": lambda text: quoting.separate(markup.lines(text)),
    "the name of a file": _file_name,
    "rich text": rtf.text,
    "a winmail.dat": _winmail,
    "a signed message": lambda text: smime.unpack(text.encode()),
    "an e-mail": _letter,
    "headers of an e-mail": _letter_of_headers,
    "mailboxes": mailboxes.parse,
    "encoded words": charsets.decode_words,
    "a charset": lambda text: charsets.decode(text.encode("utf-16-le")[1:], "x"),
    "a charset without a label": lambda text: charsets.decode(text.encode() + b"\xe3"),
    "an e-mail in HTML": _letter_of_html,
    "bounds of HTML": markup.is_bounded,
    "results of authentication": _authentication,
    "references of an answer": _references,
    "a line of a log": _log_line,
    "a file that somebody may be in": lambda text: traces.holds(
        text.encode(), ["Jane Smith"]
    ),
    "an appointment": _appointment,
    "an event of a telephone system": _event,
    "a line of queue_log": lambda text: queue_log.entry_of(f"1|1.1|{text}|A|{text}"),
    "a call of a telephone system": _posted_call,
    "a row of calls": _row_of_calls,
    "a signature of a webhook": _signature,
    "a number to dial": lambda text: dialling.dialled(text, "GB"),
}
