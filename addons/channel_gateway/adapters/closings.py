"""Closings of letters and messages, in the languages that residents write."""

import re

_WORD = re.compile(r"\w+")


def _phrases(text: str) -> set[str]:
    """Return the words of each phrase in a list that is separated by `|`."""
    phrases = text.casefold().split("|")
    return {" ".join(_WORD.findall(phrase)) for phrase in phrases}


_KINDS = (
    "kind|kindest|best|warm|warmest|many|with kind|with best|with warm|with many|with"
)
# A few words may follow these: "Thanks in advance", "Kind regards from us all".
_BEGINNINGS = _phrases(
    "|".join(
        f"{kind} {noun}"
        for kind in _KINDS.split("|")
        for noun in ("regards", "wishes", "thanks")
    )
    + "|regards|wishes|thanks|thank you|thankyou|cheers|sincerely|yours sincerely"
    "|yours faithfully|faithfully|yours truly|yours respectfully|respectfully"
    "|yours gratefully|gratefully|much appreciated|with appreciation|all the best"
    "|all the very best|take care|god bless|have a good|have a nice|have a lovely"
    "|have a great|look forward to hearing|looking forward to hearing"
    "|i look forward to|we look forward to|looking forward to your"
    "|hope to hear|hoping to hear|i hope to hear"
    # German, Dutch, Scandinavian
    "|mit freundlichen grüßen|mit freundlichen gruessen|mit freundlichem gruß"
    "|mit besten grüßen|mit herzlichen grüßen|mit lieben grüßen|viele grüße"
    "|beste grüße|liebe grüße|herzliche grüße|schöne grüße|freundliche grüße"
    "|hochachtungsvoll|vielen dank|besten dank|herzlichen dank|danke|dank im voraus"
    "|met vriendelijke groet|met vriendelijke groeten|met hartelijke groet"
    "|vriendelijke groet|vriendelijke groeten|bedankt|hoogachtend"
    "|med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|bästa hälsningar"
    "|med venlig hilsen|med vennlig hilsen|venlig hilsen|vennlig hilsen|tusen takk"
    # Icelandic, Finnish, Estonian, Latvian, Lithuanian
    "|bestu kveðjur|með kveðju|með bestu kveðju|kær kveðja|takk fyrir"
    "|ystävällisin terveisin|lugupidamisega|ar cieņu|pagarbiai|su pagarba"
    # French, Spanish, Portuguese, Italian, Romanian
    "|cordialement|bien cordialement|bien à vous|sincères salutations"
    "|meilleures salutations|cordiales salutations|merci d'avance|merci beaucoup"
    "|je vous remercie|bonne journée|respectueusement|un saludo|saludos"
    "|saludos cordiales|cordiales saludos|atentamente|muchas gracias"
    "|gracias de antemano|melhores cumprimentos|com os melhores cumprimentos"
    "|atenciosamente|muito obrigado|muito obrigada|cordiali saluti|distinti saluti"
    "|grazie mille|cu stimă|cu stima|cu respect|cu drag|cu deosebită stimă"
    "|cu deosebită considerație|mulțumesc|mulţumesc|multumesc|vă mulțumesc"
    "|toate cele bune"
    # Polish, Czech, Slovak, southern Slavic, Albanian
    "|z poważaniem|z powazaniem|z wyrazami szacunku|pozdrawiam|serdecznie pozdrawiam"
    "|pozdrowienia|łączę pozdrowienia|dziękuję|dziekuje|z góry dziękuję"
    "|s pozdravem|s pozdravom|s úctou|s poštovanjem|děkuji|ďakujem"
    "|srdačan pozdrav|lep pozdrav|lijep pozdrav|me respekt|faleminderit"
    # Hungarian, Turkish, Vietnamese, Welsh, Somali, Kurdish, Arabic in Latin letters
    "|üdvözlettel|tisztelettel|köszönettel|köszönöm|saygılarımla|saygılarımızla"
    "|saygilarimla|saygılar|teşekkürler|tesekkurler|teşekkür ederim|iyi günler"
    "|trân trọng|cảm ơn|xin cảm ơn|kính thư|cofion|diolch|yn gywir|yr eiddoch"
    "|dymuniadau gorau|mahadsanid|gelek spas|jazakallah|jazak allah|wassalam"
    "|wa salam"
    # Cyrillic and Greek
    "|с уважением|с уважение|с наилучшими пожеланиями|спасибо|большое спасибо"
    "|заранее спасибо|заранее благодарен|заранее благодарна|благодаря|поздрави"
    "|з повагою|з найкращими побажаннями|дякую|з павагай|дзякуй|поздрав|хвала"
    "|с поштовањем|срдачан поздрав|με εκτίμηση|με φιλικούς χαιρετισμούς|ευχαριστώ"
    "|σας ευχαριστώ"
    # Arabic, Persian, Urdu, Hebrew
    "|مع التحية|مع التحيات|مع تحياتي|مع الشكر|مع الاحترام|مع خالص التحية"
    "|مع أطيب التحيات|مع خالص الشكر|وشكرا|شكرا|شكراً|شكرًا|تحياتي|والسلام"
    "|با احترام|با تشکر|با سپاس|ممنون|متشکرم|شکریہ|بہت شکریہ|בברכה|תודה"
    # Scripts of India and Ethiopia
    "|धन्यवाद|सादर|भवदीय|ਧੰਨਵਾਦ|ধন্যবাদ|આભાર|நன்றி|అభినందనలు|አመሰግናለሁ|እናመሰግናለን"
)
# These begin other sentences, too: "Best before…", "Love the new bins".
_WHOLE = _phrases(
    "best|warmly|warmest|love|ta|ta very much|tia|ty|thx|tks|rgds|br|kr|yours"
    "|yours ever|thanx|have a good one|gruß|gruss|lg|vg|mfg|mvg|mvh|lp|pozdr|merci"
    "|amicalement|bises|grazie|saluti|gracias|obrigado|obrigada|cumprimentos|abraços"
    "|hilsen|tack|takk|tak|kveðja|hälsningar|kiitos|terveisin|tervitades|aitäh|ačiū"
    "|paldies|groet|groeten|groetjes|hvala|salutations|sevgiler|spas|سلام|سپاس"
)
# Written without blanks.
_EAST_ASIAN = (
    *(
        "谢谢",
        "謝謝",
        "感谢",
        "感謝",
        "多谢",
        "多謝",
        "非常感谢",
        "此致",
        "敬礼",
        "敬禮",
    ),
    *(
        "非常感谢",
        "敬禮",
        "敬上",
        "敬启",
        "敬具",
        "祝好",
        "顺祝",
        "順祝",
        "祝您",
        "よろしく",
        "宜しく",
    ),
    *("ありがと", "감사", "고맙", "안녕히"),
)
MAX_WORDS = 5
# The longest line that may be a closing with a name.
MAX_LINE = 120
# "in advance", "for your help"
MAX_BEHIND = 24


def is_closing(line: str) -> bool:
    """Return whether a line is a closing, such as "Kind regards" or "Cu stimă,".

    Args:
        line: a line of a text.
    """
    end = farewell_end(line)
    if end and len(line) <= end + MAX_BEHIND:
        return True
    return " ".join(_WORD.findall(line[:MAX_LINE].casefold())) in _WHOLE


def farewell_end(line: str) -> int:
    """Return where the closing at the beginning of a line ends, 0 without one.

    Args:
        line: a line of a text.
    """
    line = line[:MAX_LINE]
    words = list(_WORD.finditer(line))[: 2 * MAX_WORDS]
    if words and words[0][0].startswith(_EAST_ASIAN):
        return words[0].end()
    spelt = [word[0].casefold() for word in words]
    for count in range(len(words), 0, -1):
        if " ".join(spelt[:count]) in _BEGINNINGS:
            return words[count - 1].end()
    return 0
