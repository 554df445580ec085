r"""Whether a pattern may take more than linear time in a backtracking engine.

Time grows faster than the text where a piece of text can be read in two ways that both
continue (Weideman, van der Merwe, Berglund, Watson: "Analyzing Matching Time Behavior
of Backtracking Regular Expression Matchers by Using Ambiguity of NFA", CIAA 2016):

- exponentially, where a loop returns to one state in two ways with one text;
- polynomially, where two successive loops both accept one text, which the path from
  the first to the second accepts, too. Searching is such a first loop itself, as the
  engine starts again at each character.

Every pattern is treated as one that is searched for, unless it begins with `^` or `\A`.
After a match no other way is tried, so a loop is harmless if it passes a position at
which the pattern has matched.
"""

import itertools
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache, partial
from typing import TypeVar, cast

from .alphabet import Alphabet
from .automaton import REPEATS, Automaton, NotUnderstood
from .parsing import Item, SubPattern, codes, parse

# A bounded repeat of more times costs as much as an unbounded one.
MAX_TIMES = 300
# Stands for a position: the engine searches for the start of the pattern.
SEARCH = -1

# A position, and the kind of the character read there.
Node = tuple[int, int]
State = TypeVar("State", bound=Hashable)
# The kind of a character, whether two paths differ there, and the next state.
Step = tuple[int, bool, State]
Pair = tuple[Node, Node]
Triple = tuple[Node, Node, Node]
# The state before, and the kind of the character between; None for a start.
Origins = dict[State, tuple[State, int] | None]


@lru_cache(maxsize=4096)
def problem(pattern: str | bytes, flags: int = 0) -> str:
    """Return why a pattern may take more than linear time.

    Args:
        pattern: the regular expression.
        flags: flags of `re`.

    Returns:
        The reason; "" for a linear pattern.

    Raises:
        re.error: when the pattern is invalid.
    """
    # typeshed knows texts only.
    tree = parse(cast(str, pattern), flags)
    try:
        return _problem(tree)
    except NotUnderstood as unknown:
        return f"{unknown} is not understood: write it in another way"


def _problem(tree: SubPattern) -> str:
    """Return why a parsed pattern may take more than linear time."""
    if times := _most_times(tree.data):
        return f"a repeat of {times} times: {MAX_TIMES} are the most"
    alphabet = Alphabet(tree)
    inside = _Graph(Automaton(tree, alphabet))
    if text := inside.ways_round():
        return f"exponential: a loop can take {text!r} in two ways"
    if text := inside.loops_in_a_row():
        return f"two repeats, one after the other, can both take {text!r}"
    searching = Automaton(tree, alphabet, loops_bounded=False)
    if text := _Graph(searching, is_search=True).loops_in_a_row():
        return f"searched from each character of {text!r} on, it reads all that follow"
    return ""


def _most_times(items: Iterable[Item], outer: int = 1) -> int:
    """Return the count of a bounded repeat that exceeds the maximum; or 0."""
    for op, value in items:
        if op in REPEATS:
            ends = value[1] != codes.MAXREPEAT
            times = outer * int(value[1]) if ends else outer
            if times > MAX_TIMES:
                return times
            found = _most_times(value[2], times)
        elif op is codes.BRANCH:
            found = max((_most_times(one, outer) for one in value[1]), default=0)
        elif op is codes.SUBPATTERN:
            found = _most_times(value[3], outer)
        elif op is codes.ATOMIC_GROUP:
            found = _most_times(value, outer)
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            # A look-around is tried at every character, so its length must be bounded.
            longest: int = value[1].getwidth()[1]
            if longest > MAX_TIMES:
                return longest
            found = _most_times(value[1], outer)
        else:
            found = 0
        if found:
            return found
    return 0


class _Graph:
    """The automaton as pairs of position and kind of the character read there."""

    def __init__(self, automaton: Automaton, is_search: bool = False) -> None:
        self.automaton = automaton
        # For each node and kind the next nodes, each edge with its number.
        self.ways: dict[Node, dict[int, list[tuple[int, Node]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        positions = automaton.positions
        for number, edge in enumerate(automaton.edges):
            for before, after in edge.guard:
                if (
                    before in positions[edge.source].kinds
                    and after in positions[edge.target].kinds
                ):
                    way = number, (edge.target, after)
                    self.ways[edge.source, before][after].append(way)
        if is_search:
            self._add_search()
        self.ways = {node: dict(ways) for node, ways in self.ways.items()}
        self.components = _components(
            {
                n: {t for w in ways.values() for _, t in w}
                for n, ways in self.ways.items()
            }
        )

    def _add_search(self) -> None:
        """Add the loop by which the engine searches."""
        every = self.automaton.alphabet.every
        for before in every:
            for after in every:
                self.ways[SEARCH, before][after].append((-1, (SEARCH, after)))
        for number, (guard, at) in enumerate(self.automaton.whole.first):
            for last, first in guard:
                if last in every and first in self.automaton.positions[at].kinds:
                    way = -2 - number, (at, first)
                    self.ways[SEARCH, last][first].append(way)

    def ways_round(self) -> str:
        """Return a text that a loop accepts in two ways; "" if there is none."""
        for loop in self._loops():
            inside = self._undone(loop)
            both = [(node, node) for node in inside]
            forward, told = _reached(both, partial(self._pairs, inside=inside))
            back: defaultdict[Pair, set[Pair]] = defaultdict(set)
            for pair in forward:
                for _kind, _differs, after in self._pairs(pair, inside):
                    back[after].add(pair)
            returning, _told = _reached(
                [pair for pair in both if pair in back],
                partial(_backward, back),
            )
            for pair in forward:
                for kind, differs, after in self._pairs(pair, inside):
                    if differs and after in returning:
                        return self._text(told, pair) + self._sign(kind)
        return ""

    def _pairs(self, pair: Pair, inside: set[Node]) -> Iterator[Step[Pair]]:
        """Yield the steps of two paths in the loop with the same character."""
        one, other = pair
        for kind, ways in self.ways.get(one, {}).items():
            for first, target in ways:
                for second, also in self.ways.get(other, {}).get(kind, ()):
                    if target in inside and also in inside:
                        yield kind, first != second, (target, also)

    def loops_in_a_row(self) -> str:
        """Return a text that two successive loops accept; "" if there is none."""
        for first, then in itertools.permutations(self._loops(), 2):
            # No path leads back to the start of the search.
            if then[0][0] != SEARCH and (text := self._shared(first, then)):
                return text
        return ""

    def _shared(self, first: list[Node], then: list[Node]) -> str:
        """Return a text that both loops and the path between them accept."""
        ours, theirs = self._undone(first), self._undone(then)
        for one in ours:
            for other in theirs:
                if one[1] != other[1] or self._is_atomic(one[0], other[0]):
                    continue
                reached, told = _reached(
                    [(one, one, other)],
                    lambda three: self._triples(three, ours, theirs),
                )
                if (one, other, other) in reached:
                    return self._text(told, (one, other, other))
        return ""

    def _triples(
        self, three: Triple, ours: set[Node], theirs: set[Node]
    ) -> Iterator[Step[Triple]]:
        """Yield the steps in both loops and between them with the same character."""
        one, between, other = three
        for kind, ways in self.ways.get(one, {}).items():
            for _first, target in ways:
                if target not in ours:
                    continue
                for _second, middle in self.ways.get(between, {}).get(kind, ()):
                    for _third, last in self.ways.get(other, {}).get(kind, ()):
                        if last in theirs:
                            yield kind, False, (target, middle, last)

    def _undone(self, loop: list[Node]) -> set[Node]:
        """Return the nodes of a loop at which the pattern has not matched yet."""
        is_done = self.automaton.is_done_at
        return {node for node in loop if node[0] == SEARCH or not is_done(node[0])}

    def _is_atomic(self, one: int, other: int) -> bool:
        """Return whether the engine drops at `other` the alternatives of `one`."""
        if one == SEARCH:
            return False
        positions = self.automaton.positions
        return bool(set(positions[one].atoms) - set(positions[other].atoms))

    def _loops(self) -> list[list[Node]]:
        return [
            nodes
            for nodes in self.components
            if len(nodes) > 1 or self._is_own_next(nodes[0])
        ]

    def _is_own_next(self, node: Node) -> bool:
        ways = self.ways.get(node, {}).values()
        return any(target == node for some in ways for _number, target in some)

    def _text(self, told: Origins[State], state: State) -> str:
        signs = []
        while origin := told[state]:
            state, kind = origin
            signs.append(self._sign(kind))
        return "".join(reversed(signs))

    def _sign(self, kind: int) -> str:
        return self.automaton.alphabet.signs[kind]


def _backward(back: dict[Pair, set[Pair]], pair: Pair) -> Iterator[Step[Pair]]:
    """Yield the steps to a pair; only where they begin matters."""
    return ((0, False, one) for one in back.get(pair, ()))


def _reached(
    starts: Iterable[State], following: Callable[[State], Iterable[Step[State]]]
) -> tuple[set[State], Origins[State]]:
    """Return what can be reached, and from where by which character.

    Starts count as reached, without a predecessor.

    Args:
        starts: the states to start from.
        following: called with a state; yields kind, difference and next state.

    Returns:
        The reached states, and predecessor and kind by state.
    """
    told: Origins[State] = dict.fromkeys(starts)
    waiting = deque(told)
    while waiting:
        state = waiting.popleft()
        for kind, _differs, after in following(state):
            if after not in told:
                told[after] = state, kind
                waiting.append(after)
    return set(told), told


def _components(graph: dict[Node, set[Node]]) -> list[list[Node]]:
    """Return the strongly connected components (Kosaraju's algorithm)."""
    order: list[Node] = []
    seen: set[Node] = set()
    for root in graph:
        stack = [(root, False)]
        while stack:
            node, is_left = stack.pop()
            if is_left:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack += [(one, False) for one in graph.get(node, ())]
    backward: defaultdict[Node, set[Node]] = defaultdict(set)
    for node, targets in graph.items():
        for target in targets:
            backward[target].add(node)
    components: list[list[Node]] = []
    taken: set[Node] = set()
    for root in reversed(order):
        component: list[Node] = []
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node not in taken:
                taken.add(node)
                component.append(node)
                waiting += backward[node]
        if component:
            components.append(component)
    return components
