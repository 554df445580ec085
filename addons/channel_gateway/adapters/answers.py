"""Answers that a sender has written into a quoted e-mail that no program has marked.

Outlook does not mark what it quotes, so that answers within it look like the quotation.
People say so above it, "see my answers below in red", or begin each answer with their
initials.
"""

import re
from collections.abc import Iterable, Sequence

from .lines import Line

MAX_SENTENCE_WORDS = 25
MAX_OWN = 5_000

_SENTENCE_END = re.compile(r"[.!?:;\n]")
_ANSWER = re.compile(
    r"\b(?:answer|repl(?:y|ies)|respon[sd]|comment|notes?\b|see\b|written|wrote|text"
    r"|antwort|kommentar|anmerkung|siehe|beantwort|répon|commentaire|voir|voyez"
    r"|respuesta|respond|comentario|vea|véase|rispost|rispond|commenti|vedi|respost"
    r"|coment|veja|antwoord|reactie|opmerking|zie\b|odpowied|odpowiad|komentarz|patrz"
    r"|uwagi|răspuns|raspuns|răspund|vezi|cevap|yanıt|yorum|ответ|отвеч|коммент|смотри"
    r"|см\b|відпов|коментар|дивіться|отговор|odpov|válasz|svar|vastau|απαντ|σχόλια|ateb"
    r"|atsak|atbild|vastus|odgovor|الرد|الإجاب|ردود|إجابات|پاسخ|جواب|答复|回复|回答)",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:below|inline|in-line|in line|underneath|beneath|in between|interleaved"
    r"|in (?:red|blue|green|purple|orange|pink|bold|capitals|caps|italics|colou?r)"
    r"|(?:red|blue|green|bold) (?:text|font|type)|against each|after each|under each"
    r"|within (?:your|the)|unten\b|darunter|in rot|in blau|rot markiert|im text|in fett"
    r"|ci-dessous|en rouge|en bleu|en gras|dans le texte|abajo|debajo|en rojo|en azul"
    r"|en negrita|sotto\b|di seguito|in rosso|in blu|in grassetto|abaixo|a vermelho"
    r"|em vermelho|em negrito|hieronder|onderstaand|in rood|in het rood|poniżej|niżej"
    r"|na czerwono|czerwonym|w treści|mai jos|dedesubt|cu roșu|cu roşu|cu rosu|în text"
    r"|aşağıda|kırmızı|ниже|внизу|красн|в тексте|нижче|червон|по-долу|níže|nížě|nižšie"
    r"|červen|lent\b|alább|pirossal|nedan|nedenfor|rött|rødt|alla\b|punaisella|παρακάτω"
    r"|κόκκιν|isod|mewn coch|žemiau|zemāk|allpool|ispod|أدناه|بالأحمر|باللون|زیر"
    r"|下面|如下|红色|紅色)",
    re.I,
)
# "JS:", "[JS]" and ">> JS -"
_PREFIX = re.compile(
    r"^[\s>*]{0,6}(?:\[([^\W\d_][\w'’ .-]{0,40})\]\s?[:–>-]?"
    r"|[(*]?([^\W\d_][\w'’ .]{0,40})[)*]?[:–>-])"
)


def are_announced(own: str) -> bool:
    """Return whether a text says that the sender has answered within the quotation.

    Args:
        own: what stands above the quotation.
    """
    for sentence in _SENTENCE_END.split(own[:MAX_OWN]):
        if len(sentence.split()) > MAX_SENTENCE_WORDS:
            continue
        if _ANSWER.search(sentence) and _PLACE.search(sentence):
            return True
    return False


def find(quoted: Sequence[Line], writer: str) -> list[str]:
    """Return the lines of a quotation that begin with the name of who answers.

    Args:
        quoted: lines of the quotation.
        writer: name of the sender.

    Returns:
        The lines without that beginning: "JS: It was brown" and "[Jane] It was brown".
    """
    names = set(_names(writer))
    found = []
    for line in quoted if names else ():
        prefix = _PREFIX.match(line.text)
        if prefix and (prefix[1] or prefix[2]).strip(" .").casefold() in names:
            found.append(line.text[prefix.end() :].strip())
    return [answer for answer in found if answer]


def _names(writer: str) -> Iterable[str]:
    """Yield how a sender may call themselves: "jane smith", "jane" and "js"."""
    words = writer.casefold().replace(",", " ").split()
    if len(words) > 1:
        yield " ".join(words)
        yield words[0]
        yield "".join(word[0] for word in words)
        yield words[0][0] + words[-1][0]
