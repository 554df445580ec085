"""Words that say that the number behind them is the sender's own."""

import re

from .other_people import ANOTHER

SENTENCE_END = re.compile(
    r"(?<!tel)(?<!mob)(?<!\bno)(?<!\bnr)(?<!\btél)[.!?;](?=\s)|[。！？؟।]"
    r"|\n[ \t]{0,20}\n",
    re.I,
)
# Words that name a number, or may stand beside such a word.
KINDS_ELSEWHERE = set(
    "telefon handy nummer telefonnummer handynummer mobilnummer rufnummer tél portable"
    " telefoonnummer téléphone numéro mobil numer numeru telefonu telefoniczny numărul"
    " numarul telefonul telefono teléfono número numero móvil cellulare telefone číslo"
    " telemóvel telefonní číslem telefónne tālrunis numeris rhif ffôn номер телефон"
    " телефону телефона τηλέφωνο τηλέφωνό رقم هاتف نمبر فون موبائل नंबर फ़ोन फोन"
    " मोबाइल ਨੰਬਰ ਫ਼ੋਨ ਫੋਨ ਮੋਬਾਈਲ নম্বর ফোন মোবাইল નંબર ફોન મોબાઇલ எண் தொலைபேசி".split()
)
KINDS = KINDS_ELSEWHERE | set(
    "tel telephone ph phone mob mobile cell cellphone landline number numbers num no nr"
    " details dial whatsapp extension t m p h w d o c dd".split()
)
WITH_KINDS = set(
    "contact home work office daytime evening day preferred own new best current direct"
    " usual is are on at via by still now or and".split()
)
# These stand in sentences alone: as a label, "to" is another's.
BETWEEN = set(
    "here there currently other second alternative temporary main personal private uk"
    " british has changed to ist lautet jetzt neue to jest moj est le nou este de al es"
    " el il je è é is yw це это є сега е هو أنا ہے είναι".split()
)
OWNERS = {"my", "our"}
# "Mon" is a Monday, too: the number is named in the same language.
OWNERS_ELSEWHERE = set(
    "mein meine unsere mijn mon notre mój moj moje mi mio meu min mitt fy mano мой мій"
    " моят मेरा मेरी हमारा میرا میری ہمارا ਮੇਰਾ ਮੇਰੀ আমার મારો મારું என் எனது".split()
)
# These may stand behind the word: "numărul meu".
OWNERS_BEHIND = {"meu", "мой", "мій", "mea", "moj", "mój", "mio", "μου"}
# The word says by itself whose it is.
OWN_NUMBERS = {
    "mine",
    "mine's",
    "numaram",
    "telefonum",
    "رقمي",
    "هاتفي",
    "telefonszámom",
}
LABELS = KINDS | WITH_KINDS | {"my", "our", "your"}
# A label within a line: "New number: …", "Contact number …".
CERTAIN_LABELS = set(
    "contact best preferred new current daytime evening home my".split()
)
# "call me back on", "give us a ring any time on"
AFTER_ME = {*KINDS, *WITH_KINDS} | set(
    "a back bell between call ring shout text please any time anytime today tomorrow am"
    " pm later directly again after before if needed required necessary asap that this"
    " then from until only instead anyway tonight weekdays weekends there here monday"
    " tuesday wednesday thursday friday saturday sunday morning afternoon".split()
)
ASKS = set(
    "call ring phone text txt contact reach get hold message whatsapp give try"
    " telephone reaching calling contacting".split()
)
REACHED = {"reached", "contacted", "called", "available", "am", "i'm", "we're", "be"}
ME = {"i", "we", "i'm", "we're", "i'll", "we'll"}
PRONOUNS = ME | {"he", "she", "they", "you", "it", "who"}
NOT = {"not", "don't", "dont", "never", "longer", "won't", "isn't", "cannot", "can't"}
# What is read out is another's: "an advert saying call me on".
READ_OUT = set("say says said saying read reads reading state states stating".split())
BEFORE_ASKING = {"please", "to", "just", "you", "can", "could", "should", "or"}
# "Reach me on" in other languages.
REACH_ME = (
    "erreichen sie mich|sie erreichen mich|bin ich|bin ich erreichbar|ich bin"
    "|rufen sie mich|mich erreichen|mich anrufen|bel me|bel mij|bereikbaar|me joindre"
    "|me rappeler|me contacter|appelez moi|rappelez moi|contactez moi|joignez moi"
    "|llámenme|llamenme|llámame|llámeme|mi pueden llamar|chiamatemi|chiamami"
    "|mă puteți suna|mă puteti suna|mă puteți contacta|sunați mă|sunati ma"
    "|contactați mă|pod numerem|pod moim numerem|proszę dzwonić|proszę zadzwonić"
    "|proszę do mnie dzwonić|zavolejte mi|beni arayın|beni arayabilirsiniz"
    "|bana ulaşabilirsiniz|ffoniwch fi|перезвоните мне|звоните мне|позвоните мне"
    "|телефонуйте мені|подзвоніть мені|اتصل بي|اتصلوا بي"
).split("|")
MAX_WORDS_BETWEEN = 4
NOT_ELSEWHERE = set("nicht nie niet pas nu не ne nem не лא لا".split())
# "To her", between "please ring" and a number. German "ihr" may be the council.
OF_THIRD_PERSON = set(
    "niej niego nich nim nią ihn ihm lui elle eux él ella ellos lei loro el ea ei"
    " ona onu jí mu něj ní hem haar hen honom henne ham hende ему ей им него неё ней"
    " них йому їй їм нього неї него нея αυτόν αυτήν به بها بهم عليه عليها".split()
)
# The vowel signs of Hebrew, Arabic and the scripts of India are no letters to Python.
WORD = re.compile(
    r"(?:[^\W\d_]|[\u0591-\u05c7\u064b-\u065f\u0900-\u0dff])+(?:'[^\W\d_]+)?"
)
# "…, this is my own mobile"
BEHIND = re.compile(
    r"[ \t,;:(–—-]{1,4}(?:(?:this|that|which|it)(?: is|'s)|is) "
    r"(?:mine\b|(?:my|our)((?: [a-z]+){1,4}))"
)


def is_stated(before: str) -> bool:
    """Return whether what is before a number says that it is the sender's.

    Args:
        before: as much as is before it.
    """
    sentence = SENTENCE_END.split(before.lower().replace("’", "'"))[-1]
    words = WORD.findall(sentence)
    if not NOT.isdisjoint(words[-8:]) or _is_quoted(sentence):
        return False
    return (
        _is_my_number(words)
        or _is_me_on(words)
        or _is_where_i_am(words)
        or _is_reach_me(words)
    )


def is_stated_behind(behind: str) -> bool:
    """Return whether what is behind a number says that it is the sender's.

    >>> is_stated_behind(", this is my own mobile."), is_stated_behind(" is my mum's")
    (True, False)

    Args:
        behind: as much as is behind it.
    """
    found = BEHIND.match(behind.lower().replace("’", "'"))
    if not found:
        return False
    described = (found[1] or "number").split()
    kind = next((n for n, word in enumerate(described) if word in KINDS), None)
    return kind is not None and WITH_KINDS.issuperset(described[:kind])


def is_labelled(before: str) -> bool:
    """Return whether a sentence before a number is a label, such as "New number:".

    Args:
        before: as in `is_stated`.
    """
    sentence = SENTENCE_END.split(before.lower().rpartition("\n")[2])[-1]
    words = set(WORD.findall(sentence))
    is_label = bool(words) and words <= LABELS
    return is_label and not (
        KINDS.isdisjoint(words) or CERTAIN_LABELS.isdisjoint(words)
    )


def _is_quoted(sentence: str) -> bool:
    """Return whether a sentence ends within quotation marks."""
    said = sentence.rstrip('“" ')
    return said.count('"') % 2 == 1 or said.count("“") > said.count("”")


def _is_my_number(words: list[str]) -> bool:
    """Return whether words end in such as "my number is"."""
    beside = list(words)
    while beside and beside[-1] in KINDS | WITH_KINDS | BETWEEN | OWNERS_BEHIND:
        beside.pop()
    described = words[len(beside) :]
    last = beside[-1] if beside else ""
    if last in OWN_NUMBERS:
        return beside[-2:-1] != ["of"]
    if last in OWNERS:
        is_owned = not KINDS.isdisjoint(described)
    else:
        is_owned = not KINDS_ELSEWHERE.isdisjoint(described) and (
            last in OWNERS_ELSEWHERE or not OWNERS_BEHIND.isdisjoint(described)
        )
    return is_owned and READ_OUT.isdisjoint(beside[-2:-1])


def _is_me_on(words: list[str]) -> bool:
    """Return whether words end in such as "call me back on"."""
    beside = list(words)
    while beside and beside[-1] in AFTER_ME:
        beside.pop()
    if not beside or beside[-1] not in ("me", "us") or ASKS.isdisjoint(beside[-4:-1]):
        return False
    asked = beside[:-1]
    while asked and (asked[-1] in ASKS or asked[-1] in BEFORE_ASKING):
        asked.pop()
    return READ_OUT.isdisjoint(asked[-1:]) or not ME.isdisjoint(asked[-2:-1])


def _is_where_i_am(words: list[str]) -> bool:
    """Return whether words end in such as "I can be reached on"."""
    beside = list(words)
    while beside and beside[-1] in KINDS | WITH_KINDS:
        beside.pop()
    if not beside or beside[-1] not in REACHED or len(beside) == len(words):
        return False
    persons = [word for word in beside[-5:] if word in PRONOUNS]
    return bool(persons) and persons[-1] in ME


def _is_reach_me(words: list[str]) -> bool:
    """Return whether words end in such as "reach me on" in another language."""
    if not NOT_ELSEWHERE.isdisjoint(words):
        return False
    near = words[-2 * MAX_WORDS_BETWEEN :]
    for more in range(MAX_WORDS_BETWEEN + 1):
        end = len(near) - more
        phrase = f" {' '.join(near[:end])}"
        if phrase.endswith(tuple(f" {one}" for one in REACH_ME)):
            between = near[end:]
            is_of_another = ANOTHER.search(" ".join(between))
            return not is_of_another and OF_THIRD_PERSON.isdisjoint(between)
    return False
