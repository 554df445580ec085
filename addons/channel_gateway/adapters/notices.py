"""Notices that mail servers, lists and virus scanners add to the text of an e-mail.

They are recognised by words of several kinds in one paragraph, because people write
each of these words, too. Warnings stand above a text, all others below it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_BANNERS = 4
MAX_PARAGRAPH = 4_000
# A longer line is a paragraph by itself.
LONG_LINE = 110
# Between two notices, a line of so many words is a part of them.
MAX_SHORT_WORDS = 8
# Words of so many kinds make a paragraph a disclaimer.
MIN_KINDS = 3

_MEDIUM = (
    "e-mail|email|this message|this communication|this transmission|in this mail"
    "|diese nachricht|courriel|ce message|este mensaje|esta mensagem|este correo"
    "|messaggio|comunicazione|wiadomoś|bericht|mesaj|e-posta|ileti|сообщени"
    "|повідомлен|съобщени|письмо|zpráv|správ|üzenet|levél|meddeland|meddelelse|melding"
    "|viesti|μήνυμα|neges|e-bost|poruk|laišk|vēstul|kiri"
)
_CONFIDENTIAL = (
    "confidential|confidencial|confidențial|confidenţial|privileged|vertraulich"
    "|confidentiel|riservat|poufn|vertrouwelijk|gizli|конфиденциальн|конфіденційн"
    "|поверителн|důvěrn|dôvern|bizalmas|konfidenti|fortrolig|luottamuksell|εμπιστευτικ"
    "|gyfrinachol|povjerljiv|konfidencial|konfidenciāl"
)
_RECIPIENT = (
    "intended|addressee|addressed|recipient|adressat|empfänger|destinataire"
    "|destinatari|adresata|adresatem|odbiorc|geadresseerde|ontvanger|alıcı|adreste"
    "|предназначен|адресат|получател|одержувач|adresát|címzett|mottagare|modtager"
    "|mottaker|vastaanottaj|παραλήπτη|derbynnydd|primatelj|gavėj|saņēmēj|named person"
    "|kişi"
)
_ERROR = (
    "in error|by mistake|mistakenly|irrtümlich|versehentlich|par erreur|por error"
    "|por engano|per errore|omyłk|pomyłk|din eroare|din greşeală|din greșeală"
    "|ten onrechte|per abuis|yanlışlıkla|по ошибке|помилк|по погрешка|omylem|tévedés"
    "|av misstag|ved en fejl|ved en feil|εκ λάθους|κατά λάθος|erehdyksessä|camgymeriad"
    "|if you are not|wenn sie nicht|si vous n'êtes pas|si vous n’êtes pas"
    "|si usted no es|se non siete|jeżeli nie|jeśli nie|dacă nu sunteți|als u niet"
    "|если вы не|якщо ви не|not the intended"
)
_CONSEQUENCE = (
    "notify|delete|destroy|disclos|prohibited|unauthori|copying|dissemination|unlawful"
    "|vernichte|lösche|informieren sie|détrui|supprim|avertir|elimin|notifi|distrugg"
    "|cancell|avvis|usunię|powiadom|șterge|şterge|ştergeți|anunț|verwijder|informeren"
    "|apag|sil|bilgilendir|удалит|уведом|видалит|повідом|изтри|smaž|vymaž|törölj|radera"
    "|slet|slett|poista|διαγρά|dileu|views|opinions|liability|monitor"
)
# As words that are looked for in lower case, not as patterns: there are many.
_KINDS = tuple(
    tuple(words.split("|"))
    for words in (_MEDIUM, _CONFIDENTIAL, _RECIPIENT, _ERROR, _CONSEQUENCE)
)
_SCANNER = re.compile(
    r"\b(?:avast|avg|eset|nod32|mcafee|norton|kaspersky|касперск|sophos|messagelabs"
    r"|symantec|mimecast|bitdefender|f-secure|clamav|panda|mailscanner|dr\.?web|avira"
    r"|trend micro|forcepoint|websense|barracuda|proofpoint)",
    re.I,
)
_SCANNED = re.compile(
    r"vir(?:us|en|u)|вирус|вірус|vírus|scan|check|geprüft|vérifi|sprawdz|controll"
    r"|malware|spam|archiv",
    re.I,
)
_VIRUS_FREE = re.compile(r"\W{0,3}virus-free\b", re.I)
_ENVIRONMENT = re.compile(
    r"environment|before you print|save paper|umwelt|l['’]environnement|medio ambiente"
    r"|meio ambiente|środowisk|mediul|milieu|miljø|miljö|l['’]ambiente|çevre|okolj"
    r"|životn|környezet|ympäristö|amgylchedd|окружающ",
    re.I,
)
_PRINT = re.compile(
    r"print|druck|imprim|stamp|druk|afdruk|skriv|yazdır|tisk|tlač|nyomtat|tulost|argraffu"
    r"|распечат|paper",
    re.I,
)
_LIST = re.compile(
    r"unsubscribe|mailing list|abbestellen|désabonner|désinscri|wypisać|dezabon"
    r"|darse de baja|cancellare l['’]iscrizione|отписаться|afmelden"
    r"|you (?:are receiving|received) this (?:message|e-?mail) because|groups\.io"
    r"|groups links",
    re.I,
)
_WHERE = re.compile(r"https?://|www\.|[\w.+-]{1,64}@[\w-]{1,60}\.")
_LINKS = re.compile(
    r"^[\s<>\[\]()#*-]{0,9}(?:https?://|www\.)[^\s>)\]]{1,300}[\s>)\]]{0,9}$"
)
_RULE = re.compile(r"^[\s_=*~#—–-]{3,}$")
_TITLE = re.compile(
    r"^\W{0,5}(?:disclaimer|(?:legal|confidentiality) notice|confidentiality|notice"
    r"|haftungsausschluss|rechtlicher hinweis|avis de confidentialité|aviso legal"
    r"|klauzula poufności|clauză de confidențialitate)\W{0,3}$",
    re.I,
)
# Warnings that the recipient's own mail server puts above an e-mail.
_OUTSIDE = re.compile(
    r"external|outside (?:of )?(?:the|your|our|this)|from outside"
    r"|l['’]extérieur|externe|externo|esterno"
    r"|spoza organizacji|zewnętrzn|extern|buiten|dışından|harici|внешн|utanför|udenfor"
    r"|tu allan|y tu allan",
    re.I,
)
_CAREFUL = re.compile(
    r"click|links?\b|attachments?|klick|anhäng|cliquez|liens|pièces|enlaces|adjuntos"
    r"|collegament|allegati|klikaj|linków|załącznik|linkuri|atașament|koppeling|bijlag"
    r"|tıkla|ссылк|вложени|länkar|bilag|dolen|caution|think before",
    re.I,
)
_OUTSIDE_TITLE = re.compile(
    r"^[\W_]{1,9}(?:(?:this is an )?external (?:e-?mail|sender|message|mail)|external"
    r"|externe e-?mail|extern)[\W_]{1,9}$",
    re.I,
)
_UNKNOWN_SENDER = re.compile(
    r"aka\.ms/LearnAboutSenderIdentification|don['’]t often get e-?mail from", re.I
)


@dataclass(frozen=True)
class _Paragraph:
    """Lines that belong together: their words, and where they begin and end."""

    text: str
    start: int
    end: int


def without(lines: Sequence[str]) -> list[str]:
    """Return the lines of a text without the notices above and below it.

    Args:
        lines: lines of a text.

    Returns:
        The other lines; all of them where nothing else is left.
    """
    paragraphs = list(_paragraphs(lines))
    start, end = _end_of_banners(paragraphs), len(lines)
    for paragraph in reversed(paragraphs):
        if paragraph.start < start:
            break
        if is_notice(paragraph.text):
            end = paragraph.start
        elif not _may_be_part(paragraph.text):
            break
    kept = list(lines[start:end])
    while end < len(lines) and kept and _is_frame(kept[-1]):
        kept.pop()
    return kept if any(line.strip() for line in kept) else list(lines)


def is_notice(paragraph: str) -> bool:
    """Return whether a paragraph is a notice of those that stand below a text.

    Args:
        paragraph: its words.
    """
    kinds = _kinds(paragraph)
    if kinds.count(True) >= MIN_KINDS and kinds[0]:
        return True
    if _SCANNER.search(paragraph) and _SCANNED.search(paragraph):
        return True
    if _ENVIRONMENT.search(paragraph) and _PRINT.search(paragraph):
        return len(paragraph.split()) <= 40
    if _LIST.search(paragraph) and _WHERE.search(paragraph):
        return True
    return bool(_VIRUS_FREE.match(paragraph))


def is_banner(paragraph: str) -> bool:
    """Return whether a paragraph is a warning that stands above a text.

    Args:
        paragraph: its words.
    """
    if _UNKNOWN_SENDER.search(paragraph) or _OUTSIDE_TITLE.match(paragraph):
        return True
    is_about = _kinds(paragraph)[0] or "sender" in paragraph.lower()
    is_outside = is_about and bool(_OUTSIDE.search(paragraph))
    return is_outside and bool(_CAREFUL.search(paragraph))


def _kinds(paragraph: str) -> list[bool]:
    """Return for each kind of words whether a paragraph contains one."""
    text = paragraph.lower()
    return [any(word in text for word in kind) for kind in _KINDS]


def _end_of_banners(paragraphs: Sequence[_Paragraph]) -> int:
    end = 0
    for number, paragraph in enumerate(paragraphs[:MAX_BANNERS]):
        if is_banner(paragraph.text):
            end = paragraphs[number].end
        elif not _is_frame(paragraph.text):
            break
    return end


def _paragraphs(lines: Sequence[str]) -> Iterator[_Paragraph]:
    """Yield what blank lines, rules and long lines separate."""
    words: list[str] = []
    start = 0
    for number, line in enumerate(lines):
        is_alone = len(line) > LONG_LINE or _is_frame(line)
        if words and (is_alone or not line.strip()):
            yield _Paragraph(" ".join(words)[:MAX_PARAGRAPH], start, number)
            words = []
        if is_alone:
            yield _Paragraph(line[:MAX_PARAGRAPH], number, number + 1)
        elif line.strip():
            start = start if words else number
            words.append(line.strip())
    if words:
        yield _Paragraph(" ".join(words)[:MAX_PARAGRAPH], start, len(lines))


def _is_frame(line: str) -> bool:
    """Return whether a line is blank, a rule or the title of a notice."""
    return not line.strip() or bool(_RULE.match(line) or _TITLE.match(line))


def _may_be_part(paragraph: str) -> bool:
    """Return whether a paragraph may belong to a notice above it."""
    if _is_frame(paragraph) or _LINKS.match(paragraph):
        return True
    is_sentence = paragraph.rstrip().endswith((".", "!", "?", "。"))
    is_likely = _kinds(paragraph).count(True) > 1
    return is_likely or (len(paragraph.split()) <= MAX_SHORT_WORDS and not is_sentence)
