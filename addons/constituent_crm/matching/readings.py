"""Readings of the letters of other languages, as an English speaker hears them.

They were chosen by hand, after what the letters of an alphabet stand for in the
BGN/PCGN romanisation guides and in Wells (Longman Pronunciation Dictionary, 2008).
"""

import re

# Patterns, and what is heard instead of them.
Reading = tuple[tuple[re.Pattern[str], str], ...]

READINGS: tuple[Reading, ...] = (
    # English
    (
        (re.compile(r"r(?![aeiouy])"), ""),
        (re.compile(r"(?<=[aeiou])w(?![aeiou])"), ""),
        (re.compile(r"(?<=[ai])gh"), ""),
        (re.compile(r"^x"), "z"),
    ),
    # English
    (
        (re.compile(r"^kw"), "qu"),
        (re.compile(r"tion"), "shon"),
        (re.compile(r"tch"), "ch"),
        (re.compile(r"dge"), "j"),
        (re.compile(r"(?<=[aeiou])l(?=[mkf])"), ""),
    ),
    # Breton
    (
        (re.compile(r"^ll"), "kl"),
        (re.compile(r"ll"), "l"),
    ),
    # Welsh
    (
        (re.compile(r"f(?!f)"), "v"),
        (re.compile(r"ll"), "thl"),
        (re.compile(r"dd"), "th"),
    ),
    # Irish
    (
        (re.compile(r"ao"), "ee"),
        (re.compile(r"^m[ha](?=[aeiou])"), "v"),
        (re.compile(r"[bm]h"), "v"),
        (re.compile(r"[dgft]h"), ""),
        (re.compile(r"^c(?=[ei])"), "k"),
    ),
    # French
    (
        (re.compile(r"(?<=e)s(?=[rlmnt])"), ""),
        (re.compile(r"th"), "t"),
        (re.compile(r"eaux?$"), "o"),
        (re.compile(r"au[dlt]*[tsx]?$"), "o"),
        (re.compile(r"oi[tsx]?"), "wa"),
        (re.compile(r"ill"), "iy"),
        (re.compile(r"gn"), "ny"),
        (re.compile(r"gu(?=[ei])"), "g"),
        (re.compile(r"ch"), "sh"),
        (re.compile(r"^j"), "zh"),
        (re.compile(r"(?<=[rnl])s$"), ""),
        (re.compile(r"[tdsxzp]$"), ""),
        (re.compile(r"c(?=[ao])"), "s"),
    ),
    # Portuguese
    (
        (re.compile(r"ao$"), "ow"),
        (re.compile(r"lh"), "ly"),
        (re.compile(r"nh"), "ny"),
        (re.compile(r"ch"), "sh"),
        (re.compile(r"x"), "sh"),
        (re.compile(r"c(?=[ao])"), "s"),
        (re.compile(r"j"), "zh"),
    ),
    # German
    (
        (re.compile(r"sch"), "sh"),
        (re.compile(r"^v"), "f"),
        (re.compile(r"w"), "v"),
        (re.compile(r"j"), "y"),
        (re.compile(r"tz|z"), "ts"),
        (re.compile(r"chs"), "ks"),
    ),
    # Hungarian
    (
        (re.compile(r"s(?!z)"), "sh"),
        (re.compile(r"sz"), "s"),
        (re.compile(r"cs"), "ch"),
        (re.compile(r"gy"), "j"),
        (re.compile(r"ly"), "y"),
        (re.compile(r"j"), "y"),
    ),
    # Nordic
    (
        (re.compile(r"^[hg]?j"), "y"),
        (re.compile(r"kj|tj"), "ch"),
        (re.compile(r"sk(?=[eiy])"), "sh"),
        (re.compile(r"j"), "y"),
        (re.compile(r"d(?=[mn])"), "th"),
    ),
    # Turkish
    (
        (re.compile(r"c(?!h)"), "j"),
        (re.compile(r"g(?=[bdlmnrst]|$)"), ""),
        (re.compile(r"s"), "sh"),
    ),
    # Turkish
    (
        (re.compile(r"c"), "ch"),
        (re.compile(r"g(?=[bdlmnrst]|$)"), ""),
        (re.compile(r"s"), "sh"),
    ),
    # Kurdish
    (
        (re.compile(r"x"), "kh"),
        (re.compile(r"c(?!h)"), "j"),
        (re.compile(r"s"), "sh"),
        (re.compile(r"j"), "zh"),
    ),
    # Albanian
    (
        (re.compile(r"xh"), "j"),
        (re.compile(r"x"), "z"),
        (re.compile(r"q"), "ch"),
        (re.compile(r"gj"), "j"),
        (re.compile(r"dzh|dj"), "j"),
        (re.compile(r"c"), "ts"),
    ),
    # Somali
    (
        (re.compile(r"^c(?=[aeiou])"), ""),
        (re.compile(r"c$"), ""),
        (re.compile(r"x"), "h"),
        (re.compile(r"(?<=[aeiou])c(?=[aeiou])"), ""),
    ),
    # Slavic
    (
        (re.compile(r"j"), "y"),
        (re.compile(r"c(?=[^hkz]|$)"), "ts"),
        (re.compile(r"h"), "kh"),
        (re.compile(r"w"), "v"),
        (re.compile(r"r(?=[aei])"), "rzh"),
    ),
    # Polish
    (
        (re.compile(r"dzi?"), "j"),
        (re.compile(r"szcz"), "sh"),
        (re.compile(r"sz"), "sh"),
        (re.compile(r"cz"), "ch"),
        (re.compile(r"rz"), "zh"),
        (re.compile(r"w"), "v"),
        (re.compile(r"l"), "w"),
        (re.compile(r"c(?=[^hz]|$)"), "ts"),
    ),
    # Baltic
    (
        (re.compile(r"j"), "y"),
        (re.compile(r"s(?=[^hktpz]|$)"), "sh"),
        (re.compile(r"z"), "zh"),
        (re.compile(r"c"), "ch"),
    ),
    # Cyrillic
    (
        (re.compile(r"kh"), "h"),
        (re.compile(r"shch"), "sh"),
        (re.compile(r"zh"), "j"),
        (re.compile(r"^ye|^ie"), "e"),
        (re.compile(r"^iu"), "yu"),
        (re.compile(r"ts|tz|cz"), "c"),
    ),
    # Greek
    (
        (re.compile(r"g(?=[eiy])"), "y"),
        (re.compile(r"^ch|kh"), "h"),
        (re.compile(r"^nt"), "d"),
        (re.compile(r"mp"), "b"),
        (re.compile(r"nt"), "d"),
        (re.compile(r"gk"), "g"),
        (re.compile(r"^ps"), "s"),
        (re.compile(r"x"), "ks"),
    ),
    # Maghreb
    (
        (re.compile(r"ch"), "sh"),
        (re.compile(r"dj"), "j"),
        (re.compile(r"^ou(?=[aei])"), "w"),
        (re.compile(r"ou(?=[aei])"), "w"),
        (re.compile(r"gu(?=[ei])"), "g"),
        (re.compile(r"c(?=[ei])"), "s"),
    ),
    # Arabic
    (
        (re.compile(r"^kh"), "h"),
        (re.compile(r"dh|th"), "d"),
        (re.compile(r"gh"), "g"),
        (re.compile(r"q"), "k"),
        (re.compile(r"^g"), "j"),
    ),
    # Persian
    (
        (re.compile(r"gh"), "k"),
        (re.compile(r"kh"), "k"),
        (re.compile(r"q"), "k"),
    ),
    # Indian
    (
        (re.compile(r"w"), "v"),
        (re.compile(r"b(?=h?[aeiou]|h?$)"), "v"),
        (re.compile(r"(?<=[bdgjkptc])h"), ""),
        (re.compile(r"sh"), "s"),
        (re.compile(r"x"), "ks"),
    ),
    # Indian
    (
        (re.compile(r"w|v"), "v"),
        (re.compile(r"(?<=[bdgjkpt])h"), ""),
        (re.compile(r"zh"), "l"),
        (re.compile(r"sh"), "s"),
        (re.compile(r"ksh|x"), "ks"),
    ),
    # African
    (
        (re.compile(r"gb"), "b"),
        (re.compile(r"kp"), "p"),
        (re.compile(r"s(?!h)"), "sh"),
    ),
    # African
    (
        (re.compile(r"gb"), "b"),
        (re.compile(r"kp"), "p"),
        (re.compile(r"^ng?(?=[bcdgkmnst])"), ""),
        (re.compile(r"gh"), "g"),
    ),
    # Vietnamese
    (
        (re.compile(r"^ph"), "f"),
        (re.compile(r"^d|^gi"), "z"),
        (re.compile(r"^tr"), "ch"),
        (re.compile(r"^ngh?"), "n"),
        (re.compile(r"^qu"), "kw"),
        (re.compile(r"^x"), "s"),
        (re.compile(r"nh$"), "n"),
        (re.compile(r"^kh"), "k"),
    ),
    # Wade
    (
        (re.compile(r"^ch"), "j"),
        (re.compile(r"^ts"), "z"),
        (re.compile(r"^hs"), "sh"),
        (re.compile(r"^t"), "d"),
        (re.compile(r"^k"), "g"),
        (re.compile(r"^p"), "b"),
    ),
    # Pinyin
    (
        (re.compile(r"^q(?!u)"), "ch"),
        (re.compile(r"^zh"), "ch"),
        (re.compile(r"^x"), "sh"),
        (re.compile(r"^j"), "ch"),
        (re.compile(r"^c(?!h)"), "ts"),
    ),
    # Korean
    (
        (re.compile(r"^j"), "ch"),
        (re.compile(r"^g"), "k"),
        (re.compile(r"^d"), "t"),
        (re.compile(r"^b"), "p"),
        (re.compile(r"^r|^l"), ""),
    ),
)
