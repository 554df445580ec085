"""Words of a text that are also names: Mr Green does not hide "Green Lane"."""

from collections.abc import Sequence

# What follows a name makes it the name of a street, however it is written.
_STREETS = frozenset(
    "lane ln road rd street avenue ave crescent terrace gardens grove mews".split()
)
# These do so in capitals only: "Smith Close", but "I saw Smith close the gate".
_PLACES = frozenset(
    "st close drive way court place square park walk row rise view green hill house"
    " bridge station school academy college church chapel estate farm wood woods lodge"
    " hall gate wharf quay dock centre hospital surgery library pub arms hotel cemetery"
    " common field fields pond lake marsh ward junction roundabout island".split()
)
# Surnames and given names that are words of everyday reports, in lower case.
_WORDS = frozenset(
    "amber april art august autumn bailey baker ball bank banks bar barber barn "
    "basin beach bean bell berry bill bin bird bishop black bloom blue bond bow box "
    "branch brand bridge brook brooks brown bull burn bush butcher cane car carol "
    "carpenter carter case cash castle chance chapel chase christian church clay "
    "cliff close coal cole cook cooper corner cotton court cross crow dale dawn day "
    "dean dell dike don drain drake drew dusty east eve fair faith farmer fence "
    "field fields finger fisher flood flower flowers foot ford forest fox france "
    "frank freeman frost garage garden gate gates glass glen gold golden goose grace "
    "grant grass gray green grey ground grove gulley gully guy hail hall hand hardy "
    "harry hawk hazel head heath hedge hill hills holly home hope horn house hunt "
    "hunter ice ivy jack jade jay joy june kerb key king kitchen knight knot lake "
    "lamb lamp land lane large leaf leak light little lock long love low main major "
    "mark market marsh marshal mason may mayor meadow meadows middle miles mill "
    "miller mills mint moon moor moss mould mount new night noble north oak old "
    "olive orange page paige parish park parker parks pat patch path pearl penny "
    "pike pipe pit place plain plant pole pond pool poor pope porter post pound "
    "price priest prince queen quick rail rain ray read red reed rich ridge river "
    "rivers road rob robin rock rod roof rose rowan ruby rush rust rusty sage salt "
    "sand sands sandy school scott see sharp shed shepherd shore short signs silver "
    "skip sky slack small smart smith snow south spring square stair starling steel "
    "stone storm street strong stumps sue summer sunny swan swift tanner taylor "
    "temple thorn tiler town trail tree trip turner underhill vale van wade walker "
    "wall walls ward warden wash water waters way weaver weeds well wells west wheel "
    "wheeler white wild will winter wolf wood woods worth wren yard york young".split()
)
_TITLES = frozenset(
    "mr mrs ms miss mx dr sir dame lady lord prof rev reverend master mister mum dad"
    " cllr councillor neighbour named called surname i'm am".split()
)

Span = tuple[int, int, str]


def is_ordinary(text: str, spans: Sequence[Span], at: int) -> bool:
    """Return whether a word that is also a name is no name here.

    Args:
        text: what is searched for names.
        spans: beginning, end and casefolded letters of each of its words.
        at: which word.
    """
    before = spans[at - 1][2] if at else ""
    if before in _TITLES:
        return False
    start, end, word = spans[at]
    if text[start:end].islower() and word in _WORDS:
        return True
    return _is_place(text, spans, at) or (before == "the" and word in _PLACES)


def _is_place(text: str, spans: Sequence[Span], at: int) -> bool:
    if at + 1 == len(spans):
        return False
    _start, end, _word = spans[at]
    start, after, kind = spans[at + 1]
    if text[end:start] != " ":
        return False
    return kind in _STREETS or (kind in _PLACES and text[start:after][:1].isupper())
