"""What an English speaker hears of a word, for the look-up.

`phonetics` has the sounds by which two records are compared. A look-up may offer more
than a comparison may conclude: it has further readings, and further names that are not
said as they are written.

The readings were chosen by hand, after what the letters of an alphabet stand for in
the BGN/PCGN romanisation guides and in Wells (Longman Pronunciation Dictionary, 2008).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from doublemetaphone import doublemetaphone
from rapidfuzz.distance import OSA

from . import phonetics, said_names

# A shorter sound is common to too many words.
MIN_CODE = 2
# Similarity of a typed word to what is heard of a name: alone, and with its sound.
SPELT_AS_HEARD = 0.75
SOUNDS_AS_HEARD = 0.4
# Each line is a reading: a language, patterns, and what is heard instead of them.
_READINGS = r"""
english r(?![aeiouy])> (?<=[aeiou])w(?![aeiou])> (?<=[ai])gh> ^x>z
english2 ^kw>qu tion>shon tch>ch dge>j (?<=[aeiou])l(?=[mkf])>
breton ^ll>kl ll>l
welsh f(?!f)>v ll>thl dd>th
irish ao>ee ^m[ha](?=[aeiou])>v [bm]h>v [dgft]h> ^c(?=[ei])>k
french (?<=e)s(?=[rlmnt])> th>t eaux?$>o au[dlt]*[tsx]?$>o oi[tsx]?>wa ill>iy \
gn>ny gu(?=[ei])>g ch>sh ^j>zh (?<=[rnl])s$> [tdsxzp]$> c(?=[ao])>s
portuguese ao$>ow lh>ly nh>ny ch>sh x>sh c(?=[ao])>s j>zh
german sch>sh ^v>f w>v j>y tz|z>ts chs>ks
hungarian s(?!z)>sh sz>s cs>ch gy>j ly>y j>y
nordic ^[hg]?j>y kj|tj>ch sk(?=[eiy])>sh j>y d(?=[mn])>th
turkish c(?!h)>j g(?=[bdlmnrst]|$)> s>sh
turkish2 c>ch g(?=[bdlmnrst]|$)> s>sh
kurdish x>kh c(?!h)>j s>sh j>zh
albanian xh>j x>z q>ch gj>j dzh|dj>j c>ts
somali ^c(?=[aeiou])> c$> x>h (?<=[aeiou])c(?=[aeiou])>
slavic j>y c(?=[^hkz]|$)>ts h>kh w>v r(?=[aei])>rzh
polish dzi?>j szcz>sh sz>sh cz>ch rz>zh w>v l>w c(?=[^hz]|$)>ts
baltic j>y s(?=[^hktpz]|$)>sh z>zh c>ch
cyrillic kh>h shch>sh zh>j ^ye|^ie>e ^iu>yu ts|tz|cz>c
greek g(?=[eiy])>y ^ch|kh>h ^nt>d mp>b nt>d gk>g ^ps>s x>ks
maghreb ch>sh dj>j ^ou(?=[aei])>w ou(?=[aei])>w gu(?=[ei])>g c(?=[ei])>s
arabic ^kh>h dh|th>d gh>g q>k ^g>j
persian gh>k kh>k q>k
indian w>v b(?=h?[aeiou]|h?$)>v (?<=[bdgjkptc])h> sh>s x>ks
indian2 w|v>v (?<=[bdgjkpt])h> zh>l sh>s ksh|x>ks
african gb>b kp>p s(?!h)>sh
african2 gb>b kp>p ^ng?(?=[bcdgkmnst])> gh>g
vietnamese ^ph>f ^d|^gi>z ^tr>ch ^ngh?>n ^qu>kw ^x>s nh$>n ^kh>k
wade ^ch>j ^ts>z ^hs>sh ^t>d ^k>g ^p>b
pinyin ^q(?!u)>ch ^zh>ch ^x>sh ^j>ch ^c(?!h)>ts
korean ^j>ch ^g>k ^d>t ^b>p ^r|^l>
"""


def _readings() -> Iterator[tuple[tuple[re.Pattern[str], str], ...]]:
    for line in filter(None, _READINGS.replace("\\\n", "").splitlines()):
        _language, *rules = line.split()
        pairs = (rule.rpartition(">") for rule in rules)
        yield tuple((re.compile(spelt), heard) for spelt, _sign, heard in pairs)


READINGS = tuple(_readings())


@lru_cache(maxsize=50_000)
def codes(word: str) -> frozenset[str]:
    """Return the codes of a word: two that may sound alike share one.

    >>> bool(codes("xoshnaw") & codes("khoshnaw")), bool(codes("szabo") & codes("sabo"))
    (True, True)

    Args:
        word: word in lower case Latin letters.

    Returns:
        At most two for each reading; none for a word without letters.
    """
    word = word[: phonetics.MAX_LENGTH]
    heard = {_heard(word, reading) for reading in READINGS}
    found = {code for one in heard for code in doublemetaphone(one)}
    long = {code for code in found if len(code) >= MIN_CODE}
    return phonetics.codes(word) | long


def _heard(word: str, reading: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for spelt, sound in reading:
        word = spelt.sub(sound, word)
    return word


@lru_cache(maxsize=50_000)
def said_as(typed: str) -> frozenset[str]:
    """Return the names that are not said as written, but as a typed word is read.

    >>> sorted(said_as("fanshaw")), sorted(said_as("jones"))
    (['featherstonehaugh', 'featherstonhaugh'], [])

    Args:
        typed: word in normal form.

    Returns:
        Names in normal form.
    """
    typed = typed[: phonetics.MAX_LENGTH]
    return frozenset(
        name
        for heard, names in _heard_from(typed[:1])
        if _is_spelt_so(typed, heard)
        for name in names
    )


def are_said_alike(typed: str, word: str) -> bool:
    """Return whether one of two words is known to be said as the other is read.

    Args:
        typed: word in normal form.
        word: another one.

    Returns:
        False also where they sound alike by rule only.
    """
    if word in said_as(typed):
        return True
    return any(_is_spelt_so(word, heard) for heard in _said().get(typed, ()))


@cache
def _said() -> dict[str, frozenset[str]]:
    return said_names.table()


@cache
def _heard_from(letter: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the words that are heard and begin with a letter, with the names."""
    found: dict[str, set[str]] = {}
    for name, sounds in _said().items():
        for heard in sounds:
            if heard.startswith(letter):
                found.setdefault(heard, set()).add(name)
    return tuple((heard, frozenset(names)) for heard, names in found.items())


def _is_spelt_so(typed: str, heard: str) -> bool:
    likeness = OSA.normalized_similarity(typed, heard)
    if likeness >= SPELT_AS_HEARD or likeness < SOUNDS_AS_HEARD:
        return likeness >= SPELT_AS_HEARD
    return typed[:1] == heard[:1] and _sounds(typed) == _sounds(heard)


@lru_cache(maxsize=8192)
def _sounds(word: str) -> tuple[str, str]:
    first, second = doublemetaphone(word[: phonetics.MAX_LENGTH])
    return first, second
