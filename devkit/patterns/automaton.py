r"""A pattern as a position automaton (Glushkov, 1961).

Each set of characters in the pattern is a position. An edge leads from one position to
the next that may match. Elements between them that match no character (`^`, `\b`,
look-arounds) are guards of the edge: the pairs of characters that they allow.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from re import MULTILINE

from .alphabet import SETS, Alphabet, Kinds
from .parsing import Item, SubPattern, codes

START, END = -1, -2
# A bounded repeat of up to so many times is unrolled; a longer one is a loop.
MAX_WRITTEN_OUT = 4
# Member of every guard except those of unsupported look-arounds.
OPEN = (None, None)
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)

Guard = frozenset[tuple[int | None, int | None]]
# The items of a part; the least and the most times of a repeat, and what it repeats.
Body = Sequence[Item]
Repeat = tuple[int, int, Body]


class NotUnderstood(Exception):
    """The pattern has an unsupported element."""


@dataclass(frozen=True)
class Position:
    """One set of characters; `atoms` are the atomic groups around it."""

    kinds: Kinds
    atoms: tuple[int, ...] = ()


@dataclass(frozen=True)
class Edge:
    """An edge between positions, for the pairs of kinds that `guard` allows."""

    source: int
    target: int
    guard: Guard


@dataclass(frozen=True)
class Fragment:
    """A part of the pattern: how it is skipped, entered and left."""

    empty: tuple[Guard, ...] = ()
    first: tuple[tuple[Guard, int], ...] = ()
    last: tuple[tuple[int, Guard], ...] = ()


@dataclass
class Automaton:
    """The positions and edges of a pattern.

    Args:
        tree: the parsed pattern.
        alphabet: its characters.
        loops_bounded: whether a long bounded repeat counts as unbounded.
        positions: its positions.
        edges: its edges.
    """

    tree: SubPattern
    alphabet: Alphabet
    loops_bounded: bool = True
    positions: list[Position] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def __post_init__(self) -> None:
        kinds = self.alphabet.every
        before, after = kinds | {START}, kinds | {END}
        self.free: Guard = frozenset((a, b) for a in before for b in after) | {OPEN}
        self.is_lazy = False
        self._atoms: tuple[int, ...] = ()
        self._groups = 0
        # Guards after possessive repeats.
        self._after: dict[int, Guard] = {}
        self.whole = self._sequence(self.tree.data, self.tree.state.flags)

    def is_done_at(self, position: int) -> bool:
        """Return whether the pattern has matched at a position, whatever follows.

        It never has with a lazy repeat, which may end anywhere.

        Args:
            position: number of the position.

        Returns:
            True when it has matched.
        """
        if self.is_lazy:
            return False
        return any(at == position and g == self.free for at, g in self.whole.last)

    # Parts

    def _sequence(self, items: Iterable[Item], flags: int) -> Fragment:
        parts = (self._item(item, flags) for item in items)
        return reduce(self._joined, parts, self._passed(self.free))

    def _item(self, item: Item, flags: int) -> Fragment:
        op, value = item
        if op in SETS:
            return self._position(self.alphabet.kinds_of(item, flags))
        if op is codes.AT:
            return self._passed(self._anchor(value, flags))
        if op is codes.BRANCH:
            return _either([self._sequence(one, flags) for one in value[1]])
        if op is codes.SUBPATTERN:
            _group, added, removed, inner = value
            return self._sequence(inner, (flags | added) & ~removed)
        if op in REPEATS:
            return self._repeat(op, value, flags)
        if op is codes.ATOMIC_GROUP:
            return self._atomic(lambda: self._sequence(value, flags))
        if op in (codes.ASSERT, codes.ASSERT_NOT):
            return self._passed(self._look(op, value, flags))
        if op is codes.GROUPREF:
            # A backreference counts as any text.
            return self._looped(self._position(self.alphabet.every))
        raise NotUnderstood(str(op))

    def _passed(self, guard: Guard) -> Fragment:
        return Fragment(empty=(guard,))

    def _position(self, kinds: Kinds) -> Fragment:
        self.positions.append(Position(kinds, self._atoms))
        at = len(self.positions) - 1
        return Fragment(first=((self.free, at),), last=((at, self.free),))

    def _joined(self, one: Fragment, other: Fragment) -> Fragment:
        self._connect(one, other)
        through = [(a & b, at) for a in one.empty for b, at in other.first]
        leaving = [(at, a & b) for at, a in one.last for b in other.empty]
        return Fragment(
            tuple({a & b for a in one.empty for b in other.empty}),
            (*one.first, *through),
            (*other.last, *leaving),
        )

    def _connect(self, one: Fragment, other: Fragment) -> None:
        self.edges += [
            Edge(source, target, left & entered & self._after.get(source, self.free))
            for source, left in one.last
            for entered, target in other.first
        ]

    # Repeats

    def _repeat(self, op: int, value: Repeat, flags: int) -> Fragment:
        least, most, body = value
        self.is_lazy |= op is codes.MIN_REPEAT
        if op is codes.POSSESSIVE_REPEAT:
            return self._possessive(least, most, body, flags)
        return self._times(least, most, body, flags)

    def _times(self, least: int, most: int, body: Body, flags: int) -> Fragment:
        if most == codes.MAXREPEAT or (self.loops_bounded and most > MAX_WRITTEN_OUT):
            # The required repetitions before the last one.
            before = self._passed(self.free)
            if least > 1:
                before = self._sequence(body, flags)
            looped = self._looped(self._sequence(body, flags))
            return self._joined(before, looped if least else self._maybe(looped))
        copies = min(int(most), MAX_WRITTEN_OUT)
        sure = min(least, copies)
        whole = self._passed(self.free)
        # Built from the inside as a(a(a)?)?, so that each count has one way.
        for at in reversed(range(copies)):
            whole = self._joined(self._sequence(body, flags), whole)
            if at >= sure:
                whole = self._maybe(whole)
        return whole

    def _looped(self, body: Fragment) -> Fragment:
        self._connect(body, body)
        return body

    def _maybe(self, body: Fragment) -> Fragment:
        return Fragment((*body.empty, self.free), body.first, body.last)

    def _possessive(self, least: int, most: int, body: Body, flags: int) -> Fragment:
        kinds = self._single(body, flags)
        whole = self._atomic(lambda: self._times(least, most, body, flags))
        if most != codes.MAXREPEAT or kinds is None:
            return whole
        # A possessive repeat has taken all it can, so another kind follows.
        other = self._next_in(self.alphabet.every - kinds)
        self._after.update({at: other for at, _guard in whole.last})
        return whole

    def _atomic(self, build: Callable[[], Fragment]) -> Fragment:
        before, self._groups = self._atoms, self._groups + 1
        self._atoms = (*before, self._groups)
        try:
            return build()
        finally:
            self._atoms = before

    # Guards

    def _next_in(self, kinds: Kinds) -> Guard:
        return frozenset(p for p in self.free if p[1] in kinds or p == OPEN)

    def _previous_in(self, kinds: Kinds) -> Guard:
        return frozenset(p for p in self.free if p[0] in kinds or p == OPEN)

    def _anchor(self, code: int, flags: int) -> Guard:
        words, breaks = self.alphabet.words, self.alphabet.breaks
        by_line = breaks if flags & MULTILINE else frozenset()
        if code is codes.AT_BEGINNING_STRING:
            return self._previous_in(frozenset({START}))
        if code is codes.AT_BEGINNING:
            return self._previous_in(by_line | {START})
        if code in (codes.AT_END, codes.AT_END_STRING):
            return self._next_in(by_line | {END})
        if code in (codes.AT_BOUNDARY, codes.AT_NON_BOUNDARY):
            is_edge = code is codes.AT_BOUNDARY
            return frozenset(
                pair
                for pair in self.free
                if pair == OPEN or ((pair[0] in words) != (pair[1] in words)) == is_edge
            )
        raise NotUnderstood(str(code))

    def _look(self, op: int, value: tuple[int, Body], flags: int) -> Guard:
        direction, body = value
        kinds = self._single(body, flags)
        if kinds is None:
            return self.free - {OPEN}
        if op is codes.ASSERT_NOT:
            kinds = self.alphabet.every - kinds | {START, END}
        return self._previous_in(kinds) if direction < 0 else self._next_in(kinds)

    def _single(self, body: Body, flags: int) -> Kinds | None:
        """Return the kinds of a part that matches one character; None for others."""
        if len(body) != 1:
            return None
        op, value = body[0]
        if op in SETS:
            return self.alphabet.kinds_of(body[0], flags)
        if op is codes.SUBPATTERN:
            return self._single(value[3], (flags | value[1]) & ~value[2])
        return None


def _either(parts: list[Fragment]) -> Fragment:
    return Fragment(
        tuple({guard for part in parts for guard in part.empty}),
        tuple(one for part in parts for one in part.first),
        tuple(one for part in parts for one in part.last),
    )
