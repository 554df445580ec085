"""The characters that a pattern distinguishes, one of each kind."""

import re
from collections.abc import Callable, Iterable, Iterator

from .parsing import Item, SubPattern, codes

# Beyond ASCII: letters with and without case, a mark, a digit, spaces, line separators.
SAMPLES = "éßŁıſ中ا३\u0300\u00a0\u2028\x85–’€😀"
# Number of characters that represent a long range.
RANGE_SAMPLES = 24

Kinds = frozenset[int]

CATEGORIES: dict[int, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdecimal,
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
}
NOT_CATEGORIES = {
    codes.CATEGORY_NOT_DIGIT: codes.CATEGORY_DIGIT,
    codes.CATEGORY_NOT_SPACE: codes.CATEGORY_SPACE,
    codes.CATEGORY_NOT_WORD: codes.CATEGORY_WORD,
}
SETS = {codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN}


class Alphabet:
    """The kinds of characters in a parsed pattern, numbered from 0.

    Two characters are of one kind when each set of the pattern contains both or
    neither.

    Args:
        tree: the parsed pattern.
    """

    def __init__(self, tree: SubPattern) -> None:
        self._sets = [*_sets(tree.data, tree.state.flags)]
        kinds: dict[tuple[bool, ...], str] = {}
        for sign in _candidates(self._sets):
            key = tuple(_has(item, sign, flags) for item, flags in self._sets)
            kinds.setdefault((*key, _is_word(sign), sign == "\n"), sign)
        self.signs = tuple(kinds.values())

    @property
    def every(self) -> Kinds:
        """Return all kinds."""
        return frozenset(range(len(self.signs)))

    def kinds_of(self, item: Item, flags: int) -> Kinds:
        """Return the kinds that a set of the pattern matches."""
        return self.having(lambda sign: _has(item, sign, flags))

    def having(self, test: Callable[[str], bool]) -> Kinds:
        """Return the kinds whose characters pass `test`."""
        return frozenset(at for at, sign in enumerate(self.signs) if test(sign))

    @property
    def words(self) -> Kinds:
        r"""Return the kinds of `\w`."""
        return self.having(_is_word)

    @property
    def breaks(self) -> Kinds:
        """Return the kind of the line break."""
        return self.having(lambda sign: sign == "\n")


def _is_word(sign: str) -> bool:
    return CATEGORIES[codes.CATEGORY_WORD](sign)


def _sets(items: Iterable[Item], flags: int) -> Iterator[tuple[Item, int]]:
    """Yield each set of characters in the items, with the flags in effect."""
    for item in items:
        op, value = item
        if op in SETS:
            yield item, flags
        elif op is codes.BRANCH:
            for branch in value[1]:
                yield from _sets(branch, flags)
        elif op is codes.SUBPATTERN:
            _group, added, removed, inner = value
            yield from _sets(inner, (flags | added) & ~removed)
        elif op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            yield from _sets(value[2], flags)
        elif op is codes.ATOMIC_GROUP:
            yield from _sets(value, flags)
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _sets(value[1], flags)


def _candidates(sets: Iterable[tuple[Item, int]]) -> Iterator[str]:
    yield from map(chr, range(128))
    yield from SAMPLES
    for (op, value), _flags in sets:
        for kind, told in value if op is codes.IN else [(op, value)]:
            if kind in (codes.LITERAL, codes.NOT_LITERAL):
                yield from _cases(chr(told))
            elif kind is codes.RANGE:
                first, last = told
                step = max(1, (last - first) // RANGE_SAMPLES)
                yield from map(chr, (*range(first, last, step), last))


def _cases(sign: str) -> set[str]:
    """Return `sign` in upper and lower case, where that is one character."""
    cases = (sign, sign.lower(), sign.upper(), sign.swapcase())
    return {one for one in cases if len(one) == 1}


def _has(item: Item, sign: str, flags: int) -> bool:
    """Return whether a set of a pattern contains `sign`."""
    op, value = item
    if op is codes.ANY:
        return sign != "\n" or bool(flags & re.DOTALL)
    if op is codes.NOT_LITERAL:
        return not _accepts((codes.LITERAL, value), sign, flags)
    if op is codes.IN:
        is_negated = value[0][0] is codes.NEGATE
        return is_negated != any(_accepts(one, sign, flags) for one in value)
    return _accepts(item, sign, flags)


def _accepts(item: Item, sign: str, flags: int) -> bool:
    op, value = item
    if op is codes.CATEGORY:
        if value in NOT_CATEGORIES:
            return not _in_category(NOT_CATEGORIES[value], sign, flags)
        return _in_category(value, sign, flags)
    signs = _cases(sign) if flags & re.IGNORECASE else {sign}
    if op is codes.LITERAL:
        return any(ord(one) == value for one in signs)
    if op is codes.RANGE:
        return any(value[0] <= ord(one) <= value[1] for one in signs)
    return False


def _in_category(category: int, sign: str, flags: int) -> bool:
    is_ascii_alone = bool(flags & re.ASCII) and not sign.isascii()
    return not is_ascii_alone and CATEGORIES[category](sign)
