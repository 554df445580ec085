"""Recognition of the charset of an unlabelled text in Latin letters.

Bytes above ASCII are other letters in each charset. The right one is that in which the
letters are those of one language.
"""

import re
from collections import Counter

# Letters by frequency, from Odoo's own translations.
_LETTERS = {
    "cp1252": (
        "etaoinsrhldcumfpgwybvkxjqzâéôèêŵŷîûëïöüñçáíóåäßøæ",
        "entirsaolduhcgmfbpkwvzyüäxöjqßé",
        "etnsairouldcpmévhfgbyqxwzkjàèêôçùîâûëœ",
        "eaonisrtdclupmhgbfvyówqjxáíkzúéñü",
        "eaosirtndclmuphvfgbyãçwqxákzéíjóêõúâà",
        "eiaotnrslcdupmgvhfzbywqkxàèjùòéì",
        "entaoirsdlgcumphvkbfwjyzxqëéïö",
        "etnriaosdlgumkpfchvbywæjøåxqzé",
        "etanrisoldmgpukfcvhbäöyåwjxqzé",
        "entaoisrlcduhmpfgybvwkðxjqæízöóáþúéý",
        "eatisnrolcdupmhgfbvywqxókjàzéíèòúçïü",
        "etonaisrlcduhpmfygbwvkxqjzëç",
    ),
    "cp1250": (
        "aeonitrsdcwzypulkmjhgbfłóąśężćvxńqź",
        "eontaisrdlpuvcmkhíybzáfjgřčžěéýwšůxúqňóďť",
        "eoatnirsdlcpuvhmkybfgázwjíéýčúžťxšľqôóňďäĺŕ",
        "etasnoilrdmchkugzpéyáfvbwjíóőöxüqúű",
        "eaitrnosculdpmăfhgvbţyzwşîxkjâq",
        "eaoitnrsldupcmhvjkgbfyzwčšxžćqđ",
        "eaonitrsldpvucmkjhgbzfyčwšxžq",
    ),
    "cp1254": ("eainrtlsodmuıkycbphgfşüvzçöğwxjqâîû",),
    "cp1257": (
        "aeitsonruldmpckhygvfbwjėšųžąxįūzqčę",
        "etainosrlducmphfgybkvwjāzēxīšqņūļķžģč",
        "eatisnolurdmkhpcvgbfyjäwüõxöqzšž",
    ),
    "iso8859-16": ("eaitrnosculdpmăfhgvbțyzwșîxkjâq",),
}
# These share the languages of another, of which they are the rarer spelling.
_LIKE = {"iso8859-2": "cp1250"}
# The cost of a letter that the language does not have, and of a sign within a word.
_STRANGE = 80
# A text costs so many times less in its own charset than in one that it is not in.
_LIKELIHOOD = 1.2
# One word alone may be of any language: cp1252 is written most.
_RARER = 12
_MAX_LETTERS = 2_000

_RANKS = {
    codec: tuple(
        {letter: rank for rank, letter in enumerate(letters)} for letters in languages
    )
    for codec, languages in _LETTERS.items()
}
_SIGNS = set("£€©®°²³½¼¾·•…–—‘’“”„‚‹›«»¿¡§™´\xa0")
# Signs within words, capitals behind small letters, and an accented letter that is a
# word by itself or a part of a number: "Ł5" is "£5".
_ODD = re.compile(
    r"(?<=[^\W\d_])[^\w\s.,;:!?'’&@/()<>\"=*+\x00-\x1f-](?=[^\W\d_])"
    r"|(?<=[a-zà-ÿ])[\u00c0-\u00deŁŚŞŠŤŽŹĄĆČĎĘŃŘŢŻĞİ]|(?<![\w'’-])[^\W\d_a-zA-ZàéèóíáúêôòìâãõöüåäØøÀÁÉÈÓÍÚÔÖÜÅÄ](?![^\W\d_]|['’-])"
)


def charset(sample: bytes) -> str:
    """Return the charset in which a text in Latin letters makes most sense.

    Args:
        sample: the text, or its beginning, with bytes beyond ASCII.

    Returns:
        Name of a codec; "cp1252" where all make as much sense.
    """
    costs = {codec: _cost(sample, codec) for codec in (*_LETTERS, *_LIKE)}
    return min(costs, key=lambda codec: costs[codec])


def is_unlikely(sample: bytes, codec: str) -> bool:
    """Return whether a text makes far more sense in another charset.

    Args:
        sample: as in `charset`.
        codec: name of a codec that `charset` may return.
    """
    # A label is evidence, too.
    costs = [_cost(sample, other) for other in (*_LETTERS, *_LIKE)]
    return _LIKELIHOOD * min(costs) < _cost(sample, codec)


def _cost(sample: bytes, codec: str) -> int:
    """Return how unlikely it is that a text is written in a charset."""
    text = sample.decode(codec, "replace")
    lines = "\n".join(line for line in text.split("\n") if not line.isascii())
    lines = lines[:_MAX_LETTERS]
    letters = Counter(lines.replace("İ", "i").lower())
    signs = sum(count for sign, count in letters.items() if not _is_usual(sign))
    signs += len(_ODD.findall(lines))
    cost = min(_cost_in(letters, ranks) for ranks in _RANKS[_LIKE.get(codec, codec)])
    return signs * _STRANGE + cost + (0 if codec == "cp1252" else _RARER)


def _cost_in(letters: Counter[str], ranks: dict[str, int]) -> int:
    return sum(
        ranks.get(letter, _STRANGE) * count
        for letter, count in letters.items()
        if letter.isalpha()
    )


def _is_usual(sign: str) -> bool:
    return sign.isascii() or sign.isalpha() or sign in _SIGNS
