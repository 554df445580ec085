"""E-mails and Open311 reports of residents, reproducible by seed.

Every text names its service unambiguously, so each message must become a request. A
message that needs staff is thus the effect of a fault.
"""

import random
import struct
import zlib
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TypedDict

EMAIL, OPEN311 = "email", "open311"
OPEN311_SHARE = 0.3
# One sender in so many has written before. Nobody writes more often than
# MAX_OF_ONE_SENDER, as frequent senders are treated as automatic.
REPEATED_EVERY = 10
MAX_OF_ONE_SENDER = 8
PHOTO_EVERY = 5
PHOTO_SIDE = 16
MARK = "note {run}k{number:06}"

EMAIL_TEXTS = (
    ("Missed bin", "Our brown bin was missed again at {place}."),
    ("Missed bin", "The blue bin was not collected this week at {place}."),
    ("Bin", "You have not emptied our black bin at {place}. It was out at six."),
    ("Missed bin", "Missed bin collection at {place}, the lorry drove past."),
    ("Missed bin", "My bin was not emptied on collection day. I live at {place}."),
    ("Missed collection", "Our recycling was not collected at {place}."),
    ("Missed bin", "Bin not collected at {place}, second time this month."),
    ("Missed bin", "They missed our bin at {place}, it stood at the kerb."),
    ("Pothole", "There is a deep pothole in the road outside {place}."),
    ("Pothole", "A pothole has opened up at {place} and cars swerve around it."),
    ("Pothole", "The road surface is breaking up, a big pothole near {place}."),
    ("Pothole", "Deep pothole at {place}, cyclists fall there."),
    ("Pothole", "Pothole in the road surface at {place}, please repair it."),
    ("Fly-tipping", "Somebody has dumped a mattress at the back of {place}."),
    ("Fly-tipping", "Bags of rubbish and an old fridge dumped next to {place}."),
    ("Fly-tipping", "Rubbish has been dumped in the alley beside {place}."),
    ("Fly-tipping", "I want to report fly-tipping beside {place}."),
    ("Blocked drain", "The drain is blocked at {place}, the road floods."),
    ("Blocked gully", "Blocked gully at {place}, water stands on the road."),
    ("Blocked gully", "The gully at {place} is blocked with leaves."),
    ("Dog fouling", "Dog fouling on the pavement outside {place} again."),
    ("Dog fouling", "There is dog mess all over the footpath at {place}."),
)
REPORTS = (
    ("pothole", "Deep pothole in the carriageway."),
    ("fly_tipping", "Bags of rubbish dumped on the verge."),
    ("gully", "The gully is blocked with leaves."),
    ("dog_fouling", "Dog mess on the footpath."),
)
STREETS = ("Park Avenue", "Spring Road", "Marlborough Avenue", "Chapel Lane")
POSTCODES = ("HU5 3ER", "HU3 1AB", "HU5 3JS", "HU6 8AA")
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru")
FIRST_NAMES = ("Robin", "Asha", "Piotr", "Grace", "Imran", "Lena", "Owen", "Zofia")
# South-west corner of Hull and its extent in degrees, approximately.
CORNER, EXTENT = (53.73, -0.42), (0.06, 0.17)


@dataclass(frozen=True)
class Item:
    """One message; `key` is its Message-ID or Idempotency-Key."""

    number: int
    kind: str
    key: str
    mark: str
    address: str
    name: str
    text: str
    subject: str = ""
    photo: bytes = b""
    service_code: str = ""
    latitude: float = 0.0
    longitude: float = 0.0

    @property
    def photo_name(self) -> str:
        return f"photo-{self.number}.png"

    def as_bytes(self) -> bytes:
        """Return the e-mail as bytes."""
        email = EmailMessage()
        email["From"] = f"{self.name} <{self.address}>"
        email["To"] = "contact@example.org"
        email["Subject"] = self.subject
        email["Message-ID"] = self.key
        email.set_content(f"{self.text}\n\n({self.mark})\n")
        if self.photo:
            email.add_attachment(
                self.photo, maintype="image", subtype="png", filename=self.photo_name
            )
        return email.as_bytes()

    def form(self) -> dict[str, str]:
        """Return the parameters of an Open311 report, without the API key."""
        first, last = self.name.split()
        return {
            "service_code": self.service_code,
            "lat": f"{self.latitude:.6f}",
            "long": f"{self.longitude:.6f}",
            "description": f"{self.text} ({self.mark})",
            "first_name": first,
            "last_name": last,
            "email": self.address,
        }


def items(
    count: int, seed: int, run: str, *, share: float = OPEN311_SHARE
) -> list[Item]:
    """Return messages of residents.

    Args:
        count: number of messages.
        seed: seed of the random numbers.
        run: a short word that makes keys and addresses of this load unique.
        share: share of Open311 reports, from 0 to 1.

    Returns:
        The messages.
    """
    chance = random.Random(f"{seed} {run}")
    return [_item(number, run, chance, count, share) for number in range(count)]


class Common(TypedDict):
    """What both kinds of messages have."""

    number: int
    mark: str
    address: str
    name: str


def _item(
    number: int, run: str, chance: random.Random, count: int, share: float
) -> Item:
    who, address = _sender(number, run, count)
    common: Common = {
        "number": number,
        "mark": MARK.format(run=run, number=number),
        "address": address,
        "name": f"{FIRST_NAMES[who % len(FIRST_NAMES)]} {_surname(who)}",
    }
    if chance.random() < share:
        service_code, text = chance.choice(REPORTS)
        return Item(
            kind=OPEN311,
            key=f"{run}-{number}",
            text=text,
            service_code=service_code,
            latitude=CORNER[0] + chance.random() * EXTENT[0],
            longitude=CORNER[1] + chance.random() * EXTENT[1],
            **common,
        )
    street = f"{number % 900 + 1} {chance.choice(STREETS)}"
    place = f"{street} {chance.choice(POSTCODES)}"
    subject, text = EMAIL_TEXTS[number % len(EMAIL_TEXTS)]
    return Item(
        kind=EMAIL,
        key=f"<{run}.{number}@example.org>",
        subject=subject,
        text=text.format(place=place),
        photo=b"" if number % PHOTO_EVERY else _photo(chance),
        **common,
    )


def _sender(number: int, run: str, count: int) -> tuple[int, str]:
    """Return the sender's number and address."""
    if number % REPEATED_EVERY:
        return number, f"{run}.resident.{number}@example.org"
    people = max(1, -(-count // REPEATED_EVERY // MAX_OF_ONE_SENDER))
    who = number // REPEATED_EVERY % people
    return count + who, f"{run}.regular.{who}@example.org"


def _surname(number: int) -> str:
    """Return a unique surname."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:05}").capitalize()


def _photo(chance: random.Random) -> bytes:
    """Return a small PNG of noise, whose content is unique."""
    rows = (b"\0" + chance.randbytes(3 * PHOTO_SIDE) for _row in range(PHOTO_SIDE))
    head = struct.pack(">IIBBBBB", PHOTO_SIDE, PHOTO_SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
