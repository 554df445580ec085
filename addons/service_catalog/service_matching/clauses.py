"""Parts of a text that may each ask for something else.

A further request is usually announced: "also", "another thing", "P.S.", "2)". What is
said before and after such words can then be judged by itself (see `subjects`).
"""

import re
from dataclasses import dataclass

from .words import WORD, fold, split_sentences

PART_WORDS = 3  # minimum
MAX_SEGMENTS = 6  # of a text; who asks for more is asked back anyway
LOOKED_AHEAD = 40  # characters, for whether anything follows
LOOKED_BACK = 120  # characters before an announcement, for where its clause begins
# What announces a further request, in the languages of the example's phrases.
_ANNOUNCEMENTS = (
    r"(?:another|other|second|2nd|different|separate|further|additional)"
    r" (?:things?|question|query|issue|matter|problem|point|request|note|subject)"
    r"|also|additionally|furthermore|moreover|besides|besides that"
    r"|separately|secondly|plus|in addition|one more thing|one other thing"
    r"|one last thing|last thing|2nd:|second:|while i am|while i'm|while i’m"
    r"|while im|whilst i am|whilst i'm|while i have you|while i've got"
    r"|while you're|while you’re|while youre|while you are|while we are"
    r"|while we're|by the way|btw|on top of that|on top of this"
    r"|apart from that|further to this|further to that|poza tym|ponadto"
    r"|oprócz tego|również|także|też|dodatkowo|druga sprawa|inna sprawa"
    r"|przy okazji|jeszcze jedno|jeszcze jedna|drugie pytanie|de asemenea"
    r"|în plus|in plus|încă ceva|inca ceva|alt lucru|altă întrebare|totodată"
    r"|además|ademas|también|tambien|otra cosa|por otra parte|por otro lado"
    r"|otra pregunta|aussi|de plus|en outre|par ailleurs|autre chose"
    r"|également|egalement|d'autre part|também|além disso|alem disso"
    r"|outra coisa|outra pergunta|ayrıca|ayrica|bir de|bunun dışında"
    r"|başka bir şey|außerdem|ausserdem|zudem|anche|inoltre|taip pat|також"
    r"|крім того|أيضا|أيضاً|كذلك|بالإضافة|شيء آخر|اس کے علاوہ|مزید|دوسری بات"
    r"|এছাড়া|আরেকটি|তাছাড়া|همچنین|علاوه بر"
)
ANNOUNCED = re.compile(
    rf"(?<!\w)(?:{_ANNOUNCEMENTS})(?!\w)"
    # Elsewhere in a sentence, "too late".
    r"|\b(?:as well|too)(?=\s{0,9}(?:$|[,)]))|另外|还有|此外",
    re.IGNORECASE,
)
# "Two questions": each sentence after it may be one of them.
COUNTED = re.compile(
    r"\b(?:two|2|three|3|couple of|few|several) (?:[a-z]+ )?"
    r"(?:things|questions|queries|issues|matters|problems|points|requests)\b",
    re.IGNORECASE,
)
# Before "also", these belong to what it announces: "I would also like".
_WITHIN = frozenset(
    """i we he she it they you who there that this am is are was were be been do does
    did has have had can could may might must shall should will would id ive im weve
    wed hes shes theyre theres hed shed dont cant please but and or oh so to not need
    needs want wants like may mam mamy chce chcialabym chcialbym prosze oraz si dori
    vreau am quiero quisiera necesito y queria je voudrais nous on et quero preciso e
    says said asked reported wanted""".split()
)
POSTSCRIPT = re.compile(r"\bp\.?\s?s\b[.:,]?\s", re.IGNORECASE)
NUMBERED = re.compile(
    r"(?:^|(?<=\s))\(?([1-9])\)(?=\s)|(?:^|(?<=[.?!:;]\s)|(?<=\n))([1-9])\.(?=\s)"
)
AND = re.compile(r"^\s*+(?:and|oh)\b", re.IGNORECASE)  # where a sentence begins
CLAUSE = re.compile(r"[,;:(]|\b(?:and|but|oraz|și|si|y|et|e|ve|und)\b", re.IGNORECASE)
COUNTED_END = re.compile(r"[.?!;:\n]+|,\s*and\b", re.IGNORECASE)
_MARK = "\N{INFORMATION SEPARATOR FOUR}"


@dataclass(frozen=True)
class Part:
    """A part of a text.

    Args:
        text: what it says.
        is_announced: whether words like "also" announce it.
    """

    text: str
    is_announced: bool


def split_parts(text: str) -> list[Part]:
    """Split a text into sentences, and these where a further request is announced.

    Args:
        text: the text.

    Returns:
        Its parts of some words.
    """
    text = NUMBERED.sub(_announce_number, POSTSCRIPT.sub(f". {_MARK}", text))
    if counted := COUNTED.search(text):
        rest = COUNTED_END.sub(f". {_MARK}", text[counted.end() :])
        text = text[: counted.start()] + rest
    parts: list[Part] = []
    short, is_announced = "", False
    for sentence in split_sentences(text):
        for said, announced in _clauses(sentence):
            is_announced |= announced
            if _has_words(said):
                part = Part(f"{short}{said.strip()}", is_announced and bool(parts))
                parts.append(part)
                short, is_announced = "", False
            elif said.strip():
                # "Missed bin - was out by six": it belongs to what follows.
                short = f"{said.strip()}. "
    return parts


def _announce_number(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return ". " if number == "1" else f". {_MARK}"


def _has_words(text: str) -> bool:
    return len(WORD.findall(ANNOUNCED.sub(" ", text))) >= PART_WORDS


def _clauses(sentence: str) -> list[tuple[str, bool]]:
    """Return the parts of a sentence, and whether each is announced."""
    is_announced = _MARK in sentence or bool(AND.match(sentence))
    sentence = sentence.replace(_MARK, " ")
    cuts = [0]
    for found in ANNOUNCED.finditer(sentence):
        cut = _beginning(sentence, cuts[-1], found.start())
        if _has_words(sentence[cuts[-1] : cut]):
            cuts.append(cut)
        elif len(cuts) == 1:
            is_announced = True
    ends = [*cuts[1:], len(sentence)]
    return [
        (sentence[start:end], start > 0 or is_announced)
        for start, end in zip(cuts, ends, strict=True)
    ]


def _beginning(sentence: str, after: int, at: int) -> int:
    """Return where the request begins that is announced at a place."""
    near = max(after, at - LOOKED_BACK)
    clause = after
    for found in CLAUSE.finditer(sentence, near, at):
        if _has_words(sentence[near : found.start()]):
            clause = found.start()
    before = WORD.findall(sentence[near:at])
    is_within = before and fold(before[-1]).replace("'", "").replace("’", "") in _WITHIN
    is_last = not _has_words(sentence[at : at + LOOKED_AHEAD])
    if is_within or is_last or not _has_words(sentence[max(clause, near) : at]):
        return clause
    return at


def announced_segments(parts: list[Part]) -> list[str]:
    """Return a text in segments, each from one announcement to the next.

    Args:
        parts: the parts of the text.

    Returns:
        The segments; one where nothing is announced, none without parts.
    """
    segments: list[list[str]] = []
    for part in parts:
        if part.is_announced or not segments:
            segments.append([])
        segments[-1].append(part.text)
    return [". ".join(said) for said in segments[:MAX_SEGMENTS]]
