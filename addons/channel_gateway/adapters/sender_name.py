"""Extraction of the name that a sender signs with."""

import re
from collections.abc import Sequence
from itertools import pairwise

from odoo.addons.constituent_crm.matching import nickname

from .closings import farewell_end, is_closing

# Of Latin, Greek, Cyrillic and Armenian letters.
CAPITAL = (
    "[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƏƠƯȘȚ"
    "ẀẂẄẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸΆΈ-ΏΑ-ΫЀ-ЯҐҒҚҢӘӨҮҰҺԱ-Ֆ]"
)
# An accent may be a character of its own.
NAME_WORD = rf"{CAPITAL}(?:[^\W\d_]|[\u0300-\u036f'’-]){{0,30}}\.?"
_PARTICLE = (
    r"(?:van|von|der|den|de|da|do|dos|del|della|di|la|le|ten|ter|el|al|bint|ibn)"
)
NAME = rf"{NAME_WORD}(?: (?:{_PARTICLE} ){{0,2}}{NAME_WORD}){{1,3}}"
# Scripts without capitals, from Hebrew to Burmese, Georgian, Ethiopic, Khmer and those
# of eastern Asia, with their vowel signs: without digits and punctuation.
_UNCASED = (
    "[\u05d0-\u05ea\u0591-\u05c7\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u07bf"
    "\u0900-\u0963\u0971-\u09e3\u0a01-\u0a65\u0a70-\u0ae3\u0b01-\u0b65\u0b82-\u0be5"
    "\u0c00-\u0c65\u0c80-\u0ce5\u0d00-\u0d65\u0d7a-\u0df3\u0e01-\u0e4e\u0e81-\u0ecd"
    "\u1000-\u103f\u10d0-\u10ff\u1200-\u135f\u1780-\u17d3\u200c\u200d\u3041-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
)
UNCASED_NAME = rf"{_UNCASED}{{2,20}}(?:[ ·]{_UNCASED}{{1,20}}){{0,3}}"
MAX_NAME_LENGTH = 160
# "Jane Smith, 07700 900123" and "Jane Smith (tel: 07700 900123)"
BEFORE_PHONE = re.compile(
    rf"\b({NAME})(?:[ ,:;(–|][ ,:;(–|-]{{0,4}})?"
    r"(?:(?:my )?(?:tel|phone|mobile|mob|number|no)\b[ .:]{0,5})?$"
)
_MY_NAME_IS = (
    r"my name(?: is|'s|’s)|mein name ist|ich heiße|je m['’]appelle|mon nom est"
    r"|m[aă] numesc|numele meu este|nazywam się|me llamo|mi nombre es|mi chiamo"
    r"|il mio nome è|(?:o )?meu nome é|mijn naam is|jmenuji se|volám sa|benim adım"
    r"|fy enw i yw|меня зовут|мене звати|казвам се|με λένε"
)
INTRODUCTION = re.compile(rf"\b(?i:{_MY_NAME_IS}) ({NAME})")
# "I am Hamza Siddiqui of 45 Lambert Street", and a first name alone.
FROM_ADDRESS = re.compile(
    rf"\b(?i:i am|i['’]?m|it['’]?s|this is) ({NAME_WORD}(?: {NAME_WORD}){{0,3}}),?"
    r" (?:here )?(?:from|of|at) (?:flat |no\.? ?|number )?\d{1,4}"
    rf"[a-z]?,? (?={CAPITAL})"
)
# "I'm Disabled", "This is Fly Tipping"
NO_PEOPLE = re.compile(
    r"(?:disabled|deaf|blind|homeless|pregnant|unwell|fly|litter|dog|noise|rubbish"
    r"|waste|missed|anti|illegal|broken)\b",
    re.I,
)
# Labels in forms.
LABELS = set(
    "name|your name|my name|full name|contact name|customer name|sender's name|your"
    " full name|name and surname|nom et prénom|vor- und nachname|imię i nazwisko|nume"
    "|nume și prenume|ad soyad".split("|")
)
FIELD_VALUE = re.compile(
    rf"^({NAME_WORD}(?: (?:{_PARTICLE} ){{0,2}}{NAME_WORD}){{0,3}}|{UNCASED_NAME})$"
)
# Behind a closing: "Many thanks for your help, Jane Smith".
BESIDE = re.compile(
    rf"(?:[ a-z]{{1,30}}[,.!–-][,.! –-]{{0,3}}|[,.! –-]{{1,4}})({NAME})[.,]?$"
)
# "Thanks, Jane" before a number
SIGN = re.compile(rf"[,.! –-]{{1,4}}{NAME_WORD}(?: {NAME_WORD}){{0,2}}\W{{0,4}}$")
SENTENCE_END = re.compile(r"[.!?;] ")
_TITLE_WORDS = (
    r"mrs?|ms|miss|mx|dr|prof|professor|revd?|sir|dame|lady|lord|cllr|councillor"
    r"|sgt|cpl|capt|lt|col|maj|pte|herrn?|frau|mme|pan|pani|sra?|dl|dna|d-na"
)
TITLE_BEHIND = re.compile(rf" ?\((?i:{_TITLE_WORDS})\.?\)$")
TITLE = re.compile(rf"^(?:(?:{_TITLE_WORDS})\.? )+", re.I)
# "Jane Smith (Mrs)"
_TITLE_BEHIND = rf"(?: ?\((?i:{_TITLE_WORDS})\.?\))?"
WHOLE_NAME = re.compile(rf"^({NAME}){_TITLE_BEHIND}[.,]?$")
# Below a closing, an office may follow: "John Smith | Manager".
SIGNED_NAME = re.compile(
    rf"^[–*-]?[ ]?({NAME}{_TITLE_BEHIND}(?=[.,]?$| ?[,|(/]| [–-] )"
    rf"|{NAME_WORD}(?=[.,]?$)|{UNCASED_NAME}(?=[.,،]?$))"
)
# Between "thanks" and a number.
SMALL_NAME = re.compile(r"^[^\W\d_]{2,20}(?: [^\W\d_][^\W\d_'’-]{0,20}){0,2}$")
UNCASED_LINE = re.compile(rf"^{UNCASED_NAME}$")
EAST_ASIAN_LINE = re.compile(r"^[\u4e00-\u9fff\uac00-\ud7a3]{2,4}$")
LATIN = re.compile(r"[A-Za-z]{2}")
MAX_UNCASED_WORDS = 3
# What is asked for below thanks.
REQUESTS = (
    "أرجو",
    "ارجو",
    "الرجاء",
    "لطفا",
    "براہ",
    "कृपया",
    "请",
    "請",
    "急",
    "お願い",
)
# Words of closings, greetings, bodies and streets that begin with capitals as names do.
NO_NAMES = set(
    "regards thanks thank thankyou wishes sincerely faithfully truly yours cheers dear"
    " hello hi morning afternoon evening day weekend christmas sent iphone android"
    " outlook mail council team department services customer customers support office"
    " bin bins collection street road avenue lane drive crescent terrace gardens grove"
    " please urgent confidential cordialement grüßen grüße stimă poważaniem pozdrawiam"
    " cofion diolch ring call phone contact ask tel telephone mobile tell text email"
    " speak advance anticipation monday tuesday wednesday thursday friday saturday"
    " sunday i my the we your our this very much lot again all both everyone".split()
)
# These are no names where they stand alone.
NO_FIRST_NAMES = set(
    "asap help photo photos picture attached attachment resident residents tenant owner"
    " neighbour neighbours anonymous hull uk england wales scotland address postcode"
    " yes no ok ps january february march april may june july august september october"
    " november december today tomorrow yesterday appreciated respectfully sir madam"
    " homeowner landlord chairman secretary manager admin reception bulky blue brown"
    " black green recycling ref reference from to subject date regarding re".split()
)


def find(text: str, phone_start: int) -> str:
    """Return the name that the sender gives, "" for none.

    Args:
        text: the sender's own text.
        phone_start: position of the sender's phone number in it, -1 for none.
    """
    before = text[:phone_start].rsplit("\n", 1)[-1] if phone_start > 0 else ""
    for pattern, part in (
        (INTRODUCTION, text),
        (FROM_ADDRESS, text),
        (BEFORE_PHONE, before[-MAX_NAME_LENGTH:]),
    ):
        found = pattern.search(part)
        if found and _is_said(found[1]) and not NO_PEOPLE.match(found[1]):
            return _bare(found[1])
    lines = [line.strip() for line in text.splitlines()]
    used = [line for line in lines if line]
    if name := _in_field(used):
        return name
    above = text[: max(phone_start, 0)].rsplit("\n", 3)[:-1]
    if name := next((one for one in map(whole, reversed(above)) if one), ""):
        return name
    if name := _in_small_letters(above):
        return name
    return _below_closing(used) or _at_end(lines)


def whole(line: str) -> str:
    """Return the name that a line consists of, "" for none.

    Args:
        line: a line of a text.
    """
    found = WHOLE_NAME.match(line.strip())
    is_one = found and is_name(found[1]) and not is_closing(line)
    return _bare(found[1]) if found and is_one else ""


def is_name(words: str) -> bool:
    """Return whether words with capitals are a name: not those of "Kind Regards".

    Args:
        words: words that each begin with a capital.
    """
    # In lower case, İ has its dot as an accent.
    return NO_NAMES.isdisjoint(re.findall(r"[\w\u0300-\u036f]+", words.lower()))


def is_signed(line: str) -> bool:
    """Return whether a line is a closing with a name: "Thanks, Jane".

    Args:
        line: a line of a text.
    """
    end = farewell_end(line)
    return bool(end and SIGN.match(line, end))


def _in_field(lines: Sequence[str]) -> str:
    """Return the name that is behind, or below, the label of a form."""
    for line, below in pairwise([*lines, ""]):
        end = line.find(":") if ":" in line else line.find("*")
        if end < 0 or line[:end].strip(" *\t").lower() not in LABELS:
            continue
        found = FIELD_VALUE.match(line[end + 1 :].strip() or below)
        if found and _is_said(found[1]):
            return _bare(found[1])
    return ""


def _beside(line: str) -> str:
    """Return the name that is in one line with a closing."""
    end = farewell_end(line)
    found = BESIDE.match(line, end) if end else None
    if not found or not is_name(found[1]):
        return ""
    is_shouted = line.isupper() and line[end : end + 1] == " "
    return _bare(found[1]) if not is_shouted or _is_known(found[1]) else ""


def _is_known(name: str) -> bool:
    """Return whether a name begins with a first name that is known."""
    return bool(nickname.is_known(name.split()[0].lower()))


def _in_small_letters(above: Sequence[str]) -> str:
    """Return the name between a closing and a number, all in small letters.

    Args:
        above: the lines above the number.
    """
    lines = [line.strip() for line in above if line.strip()]
    name = lines[-1].rstrip(".,") if len(lines) > 1 else ""
    if not (SMALL_NAME.match(name) and is_closing(lines[-2]) and is_name(name)):
        return ""
    is_likely = _is_known(name) and NO_FIRST_NAMES.isdisjoint(name.split())
    return name.title() if is_likely else ""


def _below_closing(lines: Sequence[str]) -> str:
    """Return the name below, or beside, the first closing that has one."""
    for line, below in pairwise([*lines, ""]):
        if name := _beside(line):
            return name
        if not is_closing(line) or is_closing(below):
            continue
        name = _signed(below)
        # In a text in capitals, any words may stand here.
        is_shouted = line.isupper() and below.isupper()
        if name and (not is_shouted or " " not in name or _is_known(name)):
            return name
    return ""


def _signed(line: str) -> str:
    """Return the name at the beginning of a line below a closing."""
    found = SIGNED_NAME.match(line)
    return _bare(found[1]) if found and _is_said(found[1]) else ""


def _at_end(lines: Sequence[str]) -> str:
    """Return the name that the last line consists of, or that its closing is with."""
    used = [number for number, line in enumerate(lines) if line]
    if not used:
        return ""
    last = lines[used[-1]]
    if name := _beside(SENTENCE_END.split(last)[-1]):
        return name
    if len(used) < 2 or is_closing(last):
        return ""
    is_apart = used[-1] > used[-2] + 1
    return whole(last) or _first_name(last) or _uncased(last, lines[0], is_apart)


def _first_name(line: str) -> str:
    """Return the line if it is a first name that is known."""
    word = line.rstrip(".,")
    is_word = bool(re.fullmatch(NAME_WORD, word)) and _is_said(word)
    return word if is_word and nickname.is_known(word.lower()) else ""


def _uncased(line: str, first: str, is_apart: bool) -> str:
    """Return the line if it is a name in a script without capitals.

    Args:
        line: the last line.
        first: the first line.
        is_apart: whether a blank line is above the last one.
    """
    if not UNCASED_LINE.match(line) or not _is_said(line):
        return ""
    if len(line.split()) > MAX_UNCASED_WORDS:
        return ""
    is_other_script = bool(LATIN.search(first))
    is_sign = bool(EAST_ASIAN_LINE.match(line)) or " " in line
    return line if is_other_script or (is_apart and is_sign) else ""


def _is_said(words: str) -> bool:
    """Return whether words are a name, or a first name alone."""
    is_alone = len(words.split()) == 1
    if not is_name(words) or words.startswith(REQUESTS):
        return False
    return not is_alone or words.lower().rstrip(".") not in NO_FIRST_NAMES


def _bare(name: str) -> str:
    """Return a name without its title, unless that leaves only a surname."""
    name = TITLE_BEHIND.sub("", name).rstrip(".,")
    untitled = TITLE.sub("", name)
    return untitled if " " in untitled else name
