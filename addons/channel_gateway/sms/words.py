"""Words with which residents stop texts, and have them sent again.

A word counts only if it is the whole message: "Stop the lorries" is no such message.
Words that may answer a question ("yes") or cancel something else ("cancel") are left
out. The languages are those of the catalogue's phrases and their neighbours.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Action = Literal["stop", "start"]
# Longer texts say more than that.
MAX_LENGTH = 60
# Letters that Unicode does not decompose, and Arabic letters typed for each other.
SAME_LETTERS = str.maketrans("łøđıیىکەھ", "lodiييكهه")

# Language, "" for words that every language uses; to stop; to start.
WORDS: tuple[tuple[str, str, str], ...] = (
    ("", "stop; stop all; stopall; opt out; optout", "start; unstop; opt in; optin"),
    (
        "en",
        "please stop; stop please; stop now; unsubscribe; stop texts; stop the texts;"
        " stop all texts; stop texting; stop texting me; please stop texting me; stop"
        " messages; stop messaging me; stop sms; no more texts; no more messages; no"
        " texts; remove me; remove my number; do not text me; dont text me",
        "start please; please start; subscribe; start texts; resume; restart",
    ),
    (
        "cy",
        "stopio; stopiwch; stopia; peidio; peidiwch; dim mwy; dim mwy o negeseuon; dim"
        " mwy o negeseuon testun; dad danysgrifio; daddanysgrifio",
        "dechrau; dechreuwch; cychwyn; ailddechrau; tanysgrifio",
    ),
    (
        "pl",
        "rezygnuję; rezygnacja; wypisz; wypisz mnie; wypisuję się; zatrzymaj; stop"
        " sms; nie wysyłać; proszę nie wysyłać; nie wysyłajcie",
        "wznów; zapisz; zapisz mnie",
    ),
    (
        "ro",
        "oprește; opriți; opriți mesajele; oprire; dezabonare; dezabonează-mă; nu mai"
        " vreau mesaje",
        "pornește; reia; abonare; abonează-mă; începe",
    ),
    (
        "fr",
        "arrêt; arrêter; arrêtez; désabonner; désabonnez-moi; désinscription;"
        " désinscrire; plus de sms; plus de messages",
        "reprendre; réabonner; réinscription; recommencer",
    ),
    (
        "lt",
        "sustabdyti; sustabdykite; nebesiųskite; atsisakau; atsisakyti pranešimų",
        "pradėti; atnaujinti; tęsti",
    ),
    (
        "ar",
        "توقف; توقفوا; قف; أوقف; أوقفوا الرسائل; إيقاف; إيقاف الرسائل; إلغاء الاشتراك;"
        " ستوب",
        "ابدأ; بدء; استئناف; اشتراك; ستارت",
    ),
    (
        "ur",
        "بند; بند کریں; بند کرو; روکیں; روک دیں; پیغام بند کریں; پیغامات بند کریں;"
        " اسٹاپ; سٹاپ",
        "شروع; شروع کریں; اسٹارٹ; سٹارٹ",
    ),
    ("fa", "توقف پیام; متوقف کنید; پیام نفرستید", "آغاز; شروع کنید"),
    ("es", "parar; baja; darme de baja; no más mensajes", "alta; empezar; reanudar"),
    ("pt", "pare; sair; não quero mais mensagens", "iniciar; começar; retomar"),
    ("de", "stopp; stoppen; abmelden; abbestellen; keine sms mehr", "anmelden"),
    ("it", "ferma; fermare; disiscrivi; disiscrivimi; basta sms", "inizia; riprendi"),
    ("nl", "afmelden; uitschrijven; geen sms meer", "aanmelden; hervatten"),
    ("tr", "dur; durdur; ret; abonelikten çık", "başla; başlat; devam"),
    ("ru", "стоп; отписаться; отписка; прекратите", "старт; начать; подписаться"),
    ("uk", "відписатися; припиніть; зупинити", "почати; підписатися; відновити"),
    ("bg", "отпиши ме; спри; спрете", "започни; абонирай ме"),
    ("hu", "leiratkozás; leiratkozom; állj", "feliratkozás; feliratkozom; indít"),
    ("cs", "odhlásit; zastavit; nechci sms", "přihlásit; začít; obnovit"),
    ("sk", "odhlásiť; zastaviť", "prihlásiť; začať; obnoviť"),
    ("lv", "apturēt; pārtraukt; atteikties", "sākt; atsākt"),
    ("el", "στοπ; σταματήστε; σταμάτα", "έναρξη; ξεκινήστε"),
    ("so", "jooji; joojiya", "bilow; bilaw"),
    ("bn", "বন্ধ; বন্ধ করুন; স্টপ", "শুরু; শুরু করুন; স্টার্ট"),
    ("pa", "ਬੰਦ; ਬੰਦ ਕਰੋ; ਰੋਕੋ; ਸਟਾਪ", "ਸ਼ੁਰੂ; ਸ਼ੁਰੂ ਕਰੋ; ਸਟਾਰਟ"),
    ("gu", "બંધ; બંધ કરો; સ્ટોપ", "શરૂ; શરૂ કરો; સ્ટાર્ટ"),
    ("hi", "बंद; बंद करो; बंद करें; रोको; स्टॉप", "शुरू; शुरू करो; शुरू करें; स्टार्ट"),
    (
        "zh",
        "停止; 停; 退订; 退訂; 取消订阅; 取消訂閱",
        "开始; 開始; 恢复; 恢復; 订阅; 訂閱",
    ),
)


@dataclass(frozen=True)
class Command:
    """What a resident asks for with one word.

    Attributes:
        action: whether texts shall stop, or start again.
        lang: ISO 639 code of the word's language, "" for a word of all languages.
    """

    action: Action
    lang: str = ""


def find_command(text: str) -> Command | None:
    """Return what a text asks for, if it is one of the words and nothing more.

    >>> find_command(" Stop! "), find_command("Stop the lorries")
    (Command(action='stop', lang=''), None)

    Args:
        text: the whole message.
    """
    if len(text) > MAX_LENGTH:
        return None
    return _COMMANDS.get(_plain(text))


def _plain(text: str) -> str:
    """Return the letters of a text: without case, accents and punctuation."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(SAME_LETTERS))
    kept = [
        "" if _is_dropped(character) else character if _is_letter(character) else " "
        for character in apart
    ]
    return " ".join("".join(kept).translate(SAME_LETTERS).split())


def _is_letter(character: str) -> bool:
    # Vowel signs of Indian scripts are marks with a width of their own.
    return character.isalnum() or unicodedata.category(character) == "Mc"


def _is_dropped(character: str) -> bool:
    # Accents, invisible signs and the apostrophe of "don't".
    return unicodedata.category(character) in ("Mn", "Cf") or character in "'’"


def _commands() -> dict[str, Command]:
    found: dict[str, Command] = {}
    for lang, stop, start in WORDS:
        both: tuple[tuple[Action, str], ...] = (("stop", stop), ("start", start))
        for action, words in both:
            for word in words.split(";"):
                found.setdefault(_plain(word), Command(action, lang))
    return found


_COMMANDS = _commands()
