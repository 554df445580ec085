"""Lines that a telephone or a mail program adds below a text: "Sent from my iPhone"."""

import re

from .lines import MAX_LINE

MAX_LENGTH = 100
MAX_WORDS = 14
# So many words may stand between the beginning and the device, and behind it.
MAX_BEFORE, MAX_BEHIND = 4, 4
MAX_WORDS_OF_ENDING = 7

# How the names of devices and programs begin, in lower case.
NAMES = tuple(
    "ios айфон galaxy samsung huawei honor xiaomi redmi pixel nokia blackberry"
    " oneplus vivo realme xperia motorola android windows outlook yahoo gmx proton"
    " web.de яндекс yandex k-9 superhuman canary typeapp spark sparrow thunderbird aol"
    " tuta icloud newton vodafone courrier correo poczt pošt libero mobil handy"
    " smartphone smartfon telefon tablet device gerät appareil urządzeni cihaz"
    " dispositivo teléfono mobiel telefoon puhelin telefón телефон устройств пристро"
    " τηλέφωνο هاتف جهاز טלפון".split()
)
# These are parts of others: "fairemail", "iPhone'umdan", "我的手机".
PARTS = "iphon ipad אייפון mail phone почт 手机 手機 邮箱 郵箱 小米 华为 메일".split()
# These are such names by themselves only.
WHOLE = {"oppo", "posta", "shift", "orange", "onet", "em"}
_BEGINNING = re.compile(
    r"^\W{0,3}(?:sent (?:from|via|with|using|by)|envoyé (?:de|depuis|à partir|par|via"
    r"|avec)|provenance|von mein\w{1,3}|von (?:samsung|outlook|yahoo)"
    r"|gesendet (?:von|mit|über|aus)|diese (?:e-?mail|nachricht) wurde"
    r"|wysłan[eoy] (?:z|za|przez)|trimis (?:de pe|din|de la|prin|cu)"
    r"|inviat[oa] (?:da|dal|dalla|con|tramite)|enviad[oa] (?:desde|do|da|de|con|pelo"
    r"|a partir)|enviat des|(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via|van)"
    r"|skickat (?:från|med)|sendt (?:fra|med|via)|lähetetty|odesl[aá]no (?:z|ze)"
    r"|odoslan[éoá] (?:z|zo|pomocou)|poslan[oe] (?:z|s|sa|iz|preko)|poslato (?:sa|s|iz)"
    r"|послато (?:са|с|из)|отправлено (?:с|со|из|через)"
    r"|(?:надіслано|відправлено) (?:з|із|зі|через)|изпратен[ао] (?:от|чрез|с)"
    r"|(?:στάλθηκε|εστάλη|απεσταλμένο) από"
    r"|išsiųsta (?:iš|naudojant)|(?:nosūtīts|sūtīts) no|saadetud|dërguar nga"
    r"|(?:el)?küldve|anfonwyd o)\b"
    r"|^\W{0,3}(?:发自|發自|来自|來自|寄件自|从我的|從我的|나의|내|네이버"
    r"|ارسلت من|تم الارسال من|مرسل من|ارسال شده از|فرستاده شده از|נשלח (?:מ|באמצעות)"
    r"|đã gửi từ|gửi từ|dikirim dari|ส่งจาก)",
    re.I,
)
_ENDING = re.compile(
    r"(?:d[ae]n gönderildi|t[ae]n gönderildi|ile gönderildi|から送信|より送信|发送"
    r"|傳送|에서 보냄|에서 보낸 메일|भेजा गया|পাঠানো|পাঠানো হয়েছে|ਭੇਜਿਆ ਗਿਆ|بھیجا گیا"
    r"|મોકલ્યું|r[óő]l küldve|gesendet)\W{0,3}$",
    re.I,
)
# Advertisements of Outlook and others below the text.
_ADVERT = re.compile(
    r"^\W{0,3}(?:get|télécharge[rz]?|obten(?:ez|ir)|holen|outlook für|pobierz|uzyskaj"
    r"|descărcați|descarcă|obțineți|scarica|ottieni|obtener|obtén|descargar|obter"
    r"|baixe|outlook voor|download|hämta|hent|få|hanki|získ[ae][tť]|скачать|получить"
    r"|отримати|завантажити|изтегляне|λήψη|az outlook|获取|取得|下載|下载|الحصول|קבל"
    r"|nabavite|prenesite|hangi|atsisiųst|iegūt)|(?:edinin|beziehen|herunterladen"
    r"|downloaden|を入手|다운로드|받기)\W{0,3}$",
    re.I,
)
_APP = re.compile(
    r"\b(?:outlook|bluemail|typeapp|gmail|yahoo|k-9|spark|aquamail|canary)(?![a-z])",
    re.I,
)
_SYSTEM = re.compile(r"\b(?:android|ios|iphone|mobile)(?![a-z])", re.I)
# "Sent from my phone, please excuse typos"
_APOLOGY = re.compile(
    r"\b(?:excuse|forgive|pardon|apologi|typo|brevity|spelling|errors)\w{0,8}", re.I
)
_LINK = re.compile(r"[<(\[]?\s?https?://[^\s<>]{1,300}[>)\]]?")
_MARKS = re.compile("[\u064b-\u0652\u0640\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HAMZA = str.maketrans("أإآ", "ااا")
_SENTENCE = re.compile(r"[a-z\u00df-\u024f]{2}[.!?]\s")


def is_added(line: str) -> bool:
    """Return whether a telephone or a mail program has added a line.

    Args:
        line: a line of a text.
    """
    head = _LINK.sub(" ", line[:MAX_LINE]).strip()
    words = head.split()
    if not words or len(head) > MAX_LENGTH or len(words) > MAX_WORDS:
        return False
    plain = _MARKS.sub("", head).translate(_HAMZA)
    if len(words) <= MAX_WORDS_OF_ENDING and _ADVERT.search(plain):
        return bool(_APP.search(plain) and _SYSTEM.search(plain))
    if _SENTENCE.search(head):
        return False
    if len(words) <= MAX_WORDS_OF_ENDING and _ENDING.search(plain):
        is_german = plain.lower().rstrip(".! ").endswith("gesendet")
        return bool(_devices(words)) and (
            not is_german or bool(_BEGINNING.match(plain))
        )
    beginning = _BEGINNING.match(plain)
    return beginning is not None and _ends_with_device(plain[beginning.end() :])


def _ends_with_device(rest: str) -> bool:
    """Return whether a device follows, and little behind it."""
    words = rest.split()
    found = _devices(words)
    if not found or found[0] > MAX_BEFORE:
        return False
    behind = words[found[-1] + 1 :]
    return len(behind) <= MAX_BEHIND or bool(_APOLOGY.search(" ".join(behind)))


def _devices(words: list[str]) -> list[int]:
    return [number for number, word in enumerate(words) if _is_device(word.casefold())]


def _is_device(word: str) -> bool:
    bare = word.strip(".,;:!|()<>[]\"'’")
    is_named = bare in WHOLE or bare.startswith(NAMES)
    return is_named or any(part in bare for part in PARTS)
