"""Labelled pairs of records of one person or of two, with realistic errors.

Names, nicknames and errors are made without the tables of the code under test. Pairs of
one person are a record of the council and a later letter, form or call. Most pairs of
two people share a household, or a name and a postcode, to be hard.
"""

import itertools
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict, Unpack

from . import city

# Given names with their variants; an empty entry is skipped.
MEN = """
Robert Bob Rob Bobby|William Bill Will Billy|James Jim Jimmy|Michael Mike Mick
Thomas Tom Tommy|Richard Rick Dick Rich|Anthony Tony|Christopher Chris|Peter Pete
David Dave|Andrew Andy|Stephen Steve Steven|Edward Ted Eddie Ed|Joseph Joe|John Johnny
Matthew Matt|Daniel Dan Danny|Nicholas Nick|Alexander Alex Sandy|Samuel Sam|George
Benjamin Ben|Ronald Ron|Kenneth Ken|Frederick Fred Freddie|Henry Harry|Paul|Mark|Kevin
Alan|Brian|Graham|Neil|Colin|Simon|Adam|Luke|Ryan|Liam|Oliver Ollie|Joshua Josh|Callum
Krzysztof Krzysiek|Piotr|Tomasz Tomek|Jakub Kuba|Mohammed Mohamed Muhammad|Ahmed Ahmad
Imran|Tariq|Rajesh Raj|Vikram|Sean Shaun|Patrick Paddy Pat|Declan|Ioan|Gareth|Rhys
Andrei|Ion|Wei|Chidi|Kwame|Dmitri|Hamza|Yusuf|Gurpreet|Bartosz Bartek|Lukasz|Marek
""".replace("\n", "|").split("|")
WOMEN = """
Elizabeth Liz Beth Betty Lizzie|Margaret Maggie Peggy Meg|Catherine Kate Cathy Katie
Susan Sue|Patricia Pat Trish|Jennifer Jenny Jen|Deborah Debbie Deb|Victoria Vicky
Rebecca Becky|Jacqueline Jackie|Pamela Pam|Barbara Barb|Christine Chris Chrissie|Emma
Sarah|Laura|Helen|Julie|Karen|Alison Ali|Samantha Sam Sammy|Joanne Jo|Nicola Nicky
Alexandra Alex Sandra|Charlotte Lottie|Emily|Jessica Jess|Olivia Liv|Sophie|Grace|Amy
Jane|Jean|Joan|Paula|Roberta|Mary|Maria|Anne|Hannah|Lucy|Chloe|Megan Meg|Dorothy Dot
Agnieszka Aga|Malgorzata Gosia|Katarzyna Kasia|Joanna Asia|Ewa|Zofia|Magdalena Magda
Fatima|Aisha Ayesha|Priya|Anita|Harpreet|Siobhan|Aoife|Niamh|Catrin|Sian|Bronwen|Mei
Ioana|Elena|Nkechi|Ama|Natalya Natasha|Yasmin Yasmeen|Zainab|Eleanor Ellie Nell
""".replace("\n", "|").split("|")
FAMILIES = """
Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson
Thompson Wright Walker White Edwards Hughes Green Hall Lewis Harris Clarke Patel Jackson
Wood Turner Martin Cooper Hill Ward Morris Khan Lee King Baker Harrison Morgan Allen
James Scott Phillips Watson Davis Parker Price Bennett Young Griffiths Mitchell Kelly
Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Marshall
Anderson Simpson Ellis Adams Singh Begum Wilkinson Foster Chapman Powell Webb Rogers
Gray Mason Ali Hunt Hussain Campbell Matthews Owen Palmer Holmes Mills Barnes Knight
Lloyd Butler Russell Barker Fisher Stevens Jenkins Murray Dixon Harvey Nowak Kowalski
Wisniewski Zielinska Wojcik Kaminski Popescu Ionescu O'Brien O'Neill McDonald MacLeod
Fitzgerald Ferguson Chaudhry Iqbal Rahman Sharma Gupta Okafor Mensah Nguyen Zhang Chen
Petrov Ivanova Haddad Papadopoulos Rossi Schmidt Larsen Thackray Braithwaite Oldroyd
Sutcliffe Ackroyd Entwistle Postlethwaite Ramsbottom Shufflebotham Featherstonehaugh
Cholmondeley Wigglesworth Micklethwaite Hebblethwaite Gaukroger Priestnall Tattersall
Arkwright Copley Dransfield Earnshaw Fearnley Greenhalgh Haigh Illingworth Jagger Kaye
Lumb Murgatroyd Naylor Ogden Pickles Quarmby Rushworth Sykes Tordoff Uttley Varley
""".split()
# The n-th most frequent has about 1/n of the first one's bearers.
FREQUENT = list(itertools.accumulate(1 / (n + 5) for n in range(len(FAMILIES))))
STARTS = "ash bar cal dun el fen gar hol kir lin mar nor os pem ra sel tur wal".split()
MIDDLES = "a be bing chi do ker ling man ning o ring ro ser ti ving".split()
ENDS = (
    "bury croft den dale ford gate ham ick ley low man ness ridge sall ton by".split()
)
STREETS = (
    "Park Church Mill Station Victoria Albert High Green School Queen Beech".split()
)
KINDS = "Avenue Road Street Lane Close Grove".split()
SHORT = {"Avenue": "Ave", "Road": "Rd", "Street": "St", "Lane": "Ln", "Close": "Cl"}
DOMAINS = "example.org example.com mail.example.net post.example.org".split()
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Spellings that are confused by sound.
SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("ie", "y"), ("y", "i"), ("ee", "ea"), ("ll", "l"),
    ("ss", "s"), ("th", "t"), ("wr", "r"), ("z", "s"), ("c", "k"), ("ou", "u"),
    ("sh", "sch"), ("w", "v"), ("ei", "ie"), ("tt", "t"), ("e", ""), ("oo", "u"),
)  # fmt: skip
OCR = (("rn", "m"), ("l", "1"), ("o", "0"), ("m", "rn"), ("i", "l"), ("s", "5"))
SCRIPTS = {
    "Dmitri": "Дмитрий", "Petrov": "Петров", "Natalya": "Наталья", "Ivanova": "Иванова",
    "Lukasz": "Łukasz", "Malgorzata": "Małgorzata", "Wojcik": "Wójcik", "Sian": "Siân",
    "Siobhan": "Siobhán", "Zielinska": "Zielińska", "Kaminski": "Kamiński",
}  # fmt: skip


@dataclass(frozen=True)
class Record:
    """The details of a person; '' and None where unknown."""

    given: str
    middle: str
    family: str
    name: str
    street: str
    postcode: str
    birth_date: date | None
    phone: str
    landline: str
    email: str
    is_man: bool


@dataclass(frozen=True)
class Pair:
    """Two records, whether they are of one person, and what makes the pair hard."""

    one: Record
    other: Record
    is_same: bool
    trouble: str


def pairs(count: int, seed: int) -> list[Pair]:
    """Return pairs of records, half of them of one person.

    Args:
        count: number of pairs.
        seed: the same seed gives the same pairs.

    Returns:
        The pairs.
    """
    chance = random.Random(seed)
    half = count // 2
    return [
        *(_same(chance) for _number in range(half)),
        *(_different(chance) for _number in range(count - half)),
    ]


class Fixed(TypedDict, total=False):
    """What is not left to chance about a person."""

    given: str
    family: str
    street: str
    postcode: str
    birth_date: date
    landline: str
    is_man: bool


def _person(chance: random.Random, **fixed: Unpack[Fixed]) -> Record:
    is_man = fixed.pop("is_man", chance.random() < 0.5)
    family = fixed.get("family") or _family(chance)
    pool = [names.split()[0] for names in (MEN if is_man else WOMEN) if names]
    given = fixed.pop("given", None) or chance.choice(pool)
    middle = chance.choice(pool) if chance.random() < 0.6 else ""
    serial = chance.randrange(10**8)
    login = f"{given}.{family}{serial % 97}".lower().replace("'", "")
    who = Record(
        given=given,
        middle=middle,
        family=family,
        name="",
        street=f"{chance.randint(1, 180)} {chance.choice(STREETS)}"
        f" {chance.choice(KINDS)}",
        postcode=_postcode(chance),
        birth_date=date(1930, 1, 1) + timedelta(days=chance.randrange(27_000)),
        phone=f"+4477{serial:08}",
        landline=f"+441482{chance.randrange(10**6):06}",
        email=f"{login}@{chance.choice(DOMAINS)}",
        is_man=is_man,
    )
    return replace(who, **fixed)


def _born(who: Record) -> date:
    """Return the date of birth, which every new person has."""
    assert who.birth_date
    return who.birth_date


def _family(chance: random.Random) -> str:
    """Draw a surname: half of the people have a frequent one, half a rare one."""
    if chance.random() < 0.5:
        return chance.choices(FAMILIES, cum_weights=FREQUENT)[0]
    parts = [chance.choice(STARTS), chance.choice(MIDDLES), chance.choice(ENDS)]
    return "".join(parts).capitalize()


def _postcode(chance: random.Random) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    end = chance.choice(letters) + chance.choice(letters)
    return f"HU{chance.randint(1, 20)} {chance.randint(1, 9)}{end}"


# The council's record is never complete; a contact has fewer details.


def _known(chance: random.Random, who: Record) -> Record:
    middle = f" {who.middle}" if who.middle and chance.random() < 0.7 else ""
    return replace(
        who,
        name=f"{who.given}{middle} {who.family}",
        birth_date=who.birth_date if chance.random() < 0.8 else None,
        phone=who.phone if chance.random() < city.SHARE_WITH_PHONE else "",
        landline=who.landline if chance.random() < 0.35 else "",
        email=who.email if chance.random() < city.SHARE_WITH_EMAIL else "",
    )


# For each way of contact, the probabilities that it gives the person's own phone
# number, e-mail address and date of birth.
WAYS = {
    "call": (0.9, 0.4, 0.85),
    "form": (0.8, 0.97, 0.85),
    "e-mail": (0.5, 1.0, 0.3),
    "letter": (0.2, 0.1, 0.6),
}


def _as_given(chance: random.Random, who: Record) -> Record:
    kept = chance.random()
    middle = ""
    if who.middle and kept < 0.3:
        middle = f" {who.middle}" if kept < 0.2 else f" {who.middle[0]}"
    way = chance.choices(list(WAYS), weights=[50, 36, 11, 3])[0]
    has_phone, has_email, has_birth = WAYS[way]
    return replace(
        who,
        name=f"{who.given}{middle} {who.family}",
        street=who.street if chance.random() < 0.9 else "",
        postcode=who.postcode if chance.random() < 0.93 else "",
        birth_date=who.birth_date if chance.random() < has_birth else None,
        phone=who.phone if chance.random() < has_phone else "",
        landline=who.landline if chance.random() < 0.2 else "",
        email=who.email if chance.random() < has_email else "",
    )


def _same(chance: random.Random) -> Pair:
    who = _person(chance)
    first = _known(chance, who)
    # A third of the records have no errors.
    count = chance.choices((0, 1, 2, 3), weights=(33, 42, 20, 5))[0]
    slips = chance.sample(SLIPS, k=count)
    later = who
    for slip in slips:
        later = slip(chance, later)
    told = _as_given(chance, later)
    for slip in slips:
        told = WRITTEN.get(slip, _as_it_is)(chance, told)
    return Pair(first, told, True, ", ".join(slip.__name__[1:] for slip in slips))


def _as_it_is(_chance: random.Random, told: Record) -> Record:
    return told


def _nickname(chance: random.Random, who: Record) -> Record:
    for names in MEN + WOMEN:
        first, *forms = names.split() or [""]
        if first == who.given and forms:
            return replace(who, given=chance.choice(forms))
    return who


def _misspelt(chance: random.Random, who: Record) -> Record:
    part = chance.choice(("given", "family", "family"))
    if part == "given":
        return replace(who, given=_slip(chance, who.given))
    return replace(who, family=_slip(chance, who.family))


def _moved(chance: random.Random, who: Record) -> Record:
    there = _person(chance)
    return replace(
        who, street=there.street, postcode=there.postcode, landline=there.landline
    )


def _married(chance: random.Random, who: Record) -> Record:
    if who.is_man:
        return who
    family = _person(chance).family
    if chance.random() < 0.3:
        family = f"{family} (née {who.family})"
    elif chance.random() < 0.3:
        family = f"{who.family}-{family}"
    return replace(who, family=family)


def _new_number(chance: random.Random, who: Record) -> Record:
    return replace(who, phone=_person(chance).phone)


def _new_email(chance: random.Random, who: Record) -> Record:
    return replace(who, email=_person(chance).email)


def _date_slip(chance: random.Random, who: Record) -> Record:
    born = _born(who)
    if chance.random() < 0.4 and born.day <= 12:
        return replace(who, birth_date=born.replace(month=born.day, day=born.month))
    digits = list(f"{born:%Y%m%d}")
    for _try in range(20):
        wrong = list(digits)
        place = chance.choice((3, 5, 6, 7))
        wrong[place] = str(chance.randrange(10))
        try:
            slipped = date.fromisoformat("".join(wrong))
        except ValueError:
            continue
        return replace(who, birth_date=slipped)
    return who


def _swapped(chance: random.Random, who: Record) -> Record:
    return who


def _initial(chance: random.Random, who: Record) -> Record:
    return replace(who, given=who.given[0])


def _script(chance: random.Random, who: Record) -> Record:
    return replace(
        who,
        given=SCRIPTS.get(who.given, who.given),
        family=SCRIPTS.get(who.family, who.family),
    )


def _scanned(chance: random.Random, who: Record) -> Record:
    return who


def _address_slip(chance: random.Random, who: Record) -> Record:
    street = who.street
    for long, short in SHORT.items():
        street = street.replace(long, short)
    postcode = who.postcode
    if chance.random() < 0.4:
        postcode = postcode[:-1] + chance.choice("ABDEFGHJLNPQRSTUWXYZ")
    return replace(who, street=street, postcode=postcode.replace(" ", "").lower())


def _write_swapped(chance: random.Random, told: Record) -> Record:
    comma = "," if chance.random() < 0.4 else ""
    return replace(told, name=f"{told.family}{comma} {told.given}")


def _write_scanned(chance: random.Random, told: Record) -> Record:
    seen, read = chance.choice(OCR)
    return replace(told, name=told.name.replace(seen, read, 1))


SLIPS = [
    _nickname, _nickname, _misspelt, _misspelt, _misspelt, _moved, _moved, _married,
    _new_number, _new_email, _date_slip, _date_slip, _swapped, _initial, _script,
    _scanned, _address_slip, _address_slip,
]  # fmt: skip
WRITTEN = {_swapped: _write_swapped, _scanned: _write_scanned}


def _slip(chance: random.Random, word: str) -> str:
    low = word.lower()
    if len(low) < 3:
        return word
    way = chance.random()
    place = chance.randrange(1, max(2, len(low) - 1))
    if way < 0.25:
        row = next((row for row in KEYBOARD if low[place] in row), None)
        if row:
            there = row.index(low[place]) + chance.choice((-1, 1))
            beside = row[max(0, min(there, len(row) - 1))]
            low = low[:place] + beside + low[place + 1 :]
    elif way < 0.40:
        low = low[:place] + low[place + 1 :]
    elif way < 0.55:
        before, turned, after = low[:place], low[place : place + 2], low[place + 2 :]
        low = before + turned[::-1] + after
    elif way < 0.65:
        low = low[:place] + low[place] + low[place:]
    else:
        heard = [pair for pair in SOUNDS if pair[0] in low[1:]]
        if heard:
            sound, spelled = chance.choice(heard)
            low = low[0] + low[1:].replace(sound, spelled, 1)
    return low.capitalize()


# Pairs of two people


def _different(chance: random.Random) -> Pair:
    one = _person(chance)
    make = chance.choices(HARD, weights=HARD_WEIGHTS)[0]
    other = make(chance, one)
    first, told = _known(chance, one), _as_given(chance, other)
    if make is _generations and chance.random() < 0.35:
        told = replace(told, name=f"{told.name} Jr")
        first = replace(first, name=f"{first.name} Snr")
    if chance.random() < 0.3:
        slip = chance.choice((_misspelt, _address_slip, _initial))
        slipped = slip(chance, replace(told, given=told.name.split()[0]))
        told = replace(
            told,
            name=f"{slipped.given} {slipped.family}",
            street=slipped.street,
            postcode=slipped.postcode,
        )
    return Pair(first, told, False, make.__name__[1:])


class Home(TypedDict):
    """What people of one household share."""

    street: str
    postcode: str
    landline: str
    family: str


def _home(one: Record) -> Home:
    return {
        "street": one.street, "postcode": one.postcode, "landline": one.landline,
        "family": one.family,
    }  # fmt: skip


def _couple(chance: random.Random, one: Record) -> Record:
    """Return the spouse; a third share the e-mail address, a tenth the mobile."""
    shares_email, shares_phone = chance.random() < 0.33, chance.random() < 0.1
    years = timedelta(days=chance.randint(-2500, 2500))
    other = _person(
        chance, is_man=not one.is_man, birth_date=_born(one) + years, **_home(one)
    )
    return replace(
        other,
        email=one.email if shares_email else other.email,
        phone=one.phone if shares_phone else other.phone,
    )


def _twin_sibling(chance: random.Random, one: Record) -> Record:
    given: str | None = None
    if chance.random() < 0.4:
        # Names with the same first letters.
        alike = [n.split()[0] for n in MEN + WOMEN if n and n[:2] == one.given[:2]]
        others: list[str | None] = [n for n in alike if n != one.given]
        given = chance.choice(others or [None])
    while given is None or given == one.given:
        given = _person(chance).given
    return _person(chance, given=given, birth_date=_born(one), **_home(one))


def _generations(chance: random.Random, one: Record) -> Record:
    """Return a parent or child of the same name; a fifth share the e-mail address."""
    shares_email = chance.random() < 0.2
    years = timedelta(days=365 * chance.randint(18, 40) + chance.randint(0, 364))
    other = _person(
        chance,
        is_man=one.is_man,
        given=one.given,
        birth_date=_born(one) + years,
        **_home(one),
    )
    return replace(other, email=one.email) if shares_email else other


def _siblings(chance: random.Random, one: Record) -> Record:
    years = timedelta(days=chance.randint(300, 4000))
    other = _person(chance, birth_date=_born(one) + years, **_home(one))
    return other if other.given != one.given else _siblings(chance, one)


def _namesake(chance: random.Random, one: Record) -> Record:
    """Return a person of the same name, in 60 % at the same postcode."""
    is_near = chance.random() < 0.6
    other = _person(chance, is_man=one.is_man, given=one.given, family=one.family)
    return replace(other, postcode=one.postcode) if is_near else other


def _neighbour(chance: random.Random, one: Record) -> Record:
    return _person(chance, postcode=one.postcode, family=one.family)


def _successor(chance: random.Random, one: Record) -> Record:
    """Return the next resident of the address, or owner of the phone number."""
    if chance.random() < 0.5:
        return _person(chance, street=one.street, postcode=one.postcode)
    return replace(_person(chance), phone=one.phone)


def _born_together(chance: random.Random, one: Record) -> Record:
    return _person(chance, family=one.family, birth_date=_born(one))


HARD = [
    _couple, _twin_sibling, _generations, _siblings, _namesake, _neighbour, _successor,
    _born_together,
]  # fmt: skip
HARD_WEIGHTS = (20, 10, 10, 15, 20, 10, 10, 5)
