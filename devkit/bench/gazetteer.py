"""A synthetic gazetteer: streets of towns and villages, flats, ranges, named houses.

The same seed gives the same gazetteer. The shares are rough ones of an English city
with villages around it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

SEED = 157
DOORS_PER_POSTCODE = 15
# Metres between two streets on the grid.
STREET_SPACING = 120

TOWNS = ("Wexbridge", "Harlow Regis", "Saltmarsh")
LOCALITIES = (
    "Anlaby Northfield Easton Westcote Swanholme Kirkby Marfleet Bramley Cotgrave"
    " Hessington Thornby Skidworth Riplington Walkergate Lowfield Netherby Ashwell"
    " Ellerburn Garthorpe Inkley Oldbeck Priorsfield Ravensby Tranton"
).split()
FIRSTS = (
    "Park Church Mill Station Victoria Albert High Green School Queen King Manor York"
    " London Chapel Hall Grange Spring Chestnut Beech Acorn Elm Maple Cedar Willow"
    " Hawthorn Rowan Laurel Orchard Meadow Field Brook River Bridge Castle Abbey"
    " Priory Cross North South East West New Old Long Broad Alexandra Clarence"
    " Wellington Nelson Trafalgar Waterloo Cromwell Gladstone Windsor Balmoral Sandown"
    " Ascot Epsom Kempton Lincoln Durham Carlisle Exeter Truro Ripon Selby Whitby"
    " Malton Pickering Thirsk Helmsley Skipton Ilkley Otley Wharfe Swale Derwent Aire"
    " Calder Tweed Severn Thames Avon Trent Mersey Humber Kestrel Falcon Heron Swallow"
    " Plover Curlew Lapwing Linnet Badger Fox Squirrel Hazel Holly Ivy Juniper Larch"
    " Sycamore Poplar Alder Birch Aspen Lime Oak Ash Walnut Cherry Damson Pear Quince"
    " Primrose Bluebell Cowslip Foxglove Heather Bracken Gorse Fern Clover Poppy"
    " Stirling Lothian Argyle Kelso Melrose Jedburgh Moray Lorne Newland Cottingham"
    " Beverley Hedon Holder Preston Bilton Sutton Wawne Dunswell Skirlaugh Newton"
    " Weston Norton Milton Burton Carlton Appleton Middleton Eastgate Westgate"
    " Northgate Southgate Saint_Marys Saint_Johns Saint_Peters Saint_Georges All_Saints"
    " Market Corporation Commercial Union Wharf Dock Quay Canal Railway Foundry Forge"
    " Tannery Brewery Pottery Brick Lime_Tree Walnut_Tree Fern_Hill Rose_Hill"
    " Mount_Pleasant Bell_Vue De_La_Pole Sir_Johns Lady_Well Doctors Bishops Priests"
).split()
KINDS = (
    ("Road", 22), ("Street", 20), ("Avenue", 14), ("Close", 14), ("Lane", 10),
    ("Drive", 9), ("Grove", 5), ("Way", 4), ("Crescent", 4), ("Court", 3),
    ("Gardens", 3), ("Terrace", 3), ("Place", 3), ("Walk", 3), ("Mews", 1),
    ("Rise", 1), ("View", 1), ("Square", 1), ("Garth", 2), ("", 2),
)  # fmt: skip
HOUSE_NAMES = (
    "Rose Cottage,Ivy Cottage,The Old Rectory,The Bungalow,Orchard House,Mill House,"
    "The Lodge,Home Farm,Manor Farm,Glebe Farm,Church Cottage,School House,The Barn,"
    "Low Barn,High Barn,Hill Top,Fairview,Meadow View,Woodlands,The Old Forge,"
    "The Coach House,Wisteria House,Honeysuckle Cottage,Keepers Cottage,Station House,"
    "The Laurels,The Willows,The Old School,Beck House,Field House,Grange Farm,"
    "Pear Tree Cottage,Holly House,Yew Tree House,Windyridge,Sunnyside,Lane End,"
    "The Hollies,Brookside,Thornfield,Elmhurst,Ashlea,Westwood,Southlands,Three Gables"
).split(",")
BLOCKS = "Court House Mill Lodge Heights Point Gardens Mansions Tower Buildings".split()


@dataclass(frozen=True)
class Place:
    """One property as plain text; "" where it has no such part.

    Attributes:
        uprn: its number.
        parent: number of the building that it is a part of.
        unit: flat.
        name: name of the building.
        number: number, with suffix or as a range.
        street: name of the street.
        usrn: number of the street.
        locality: village or part of the town.
        town: town.
        postcode: postcode.
        east: metres on the grid.
        north: metres on the grid.
        level: floor, "" where unknown.
    """

    uprn: str
    street: str
    usrn: str
    town: str
    postcode: str
    east: int
    north: int
    locality: str = ""
    number: str = ""
    name: str = ""
    unit: str = ""
    parent: str = ""
    level: str = ""


def places(size: int, seed: int = SEED) -> Iterator[Place]:
    """Yield properties, street by street.

    Args:
        size: number of properties.
        seed: seed of the random numbers.

    Yields:
        Properties.
    """
    chance = random.Random(seed)
    made = doors = 0
    names: dict[str, set[str]] = {}
    street = 0
    while made < size:
        base = _street(chance, street, names)
        for place in _on_street(chance, base):
            if made == size:
                return
            doors += not place.parent
            postcode = _postcode(street, doors)
            yield replace(place, uprn=str(10_000_000_000 + made), postcode=postcode)
            made += 1
        street += 1
        doors = 0


def _street(chance: random.Random, number: int, names: dict[str, set[str]]) -> Place:
    """Return the part that the properties of a new street have in common."""
    town = chance.choices(TOWNS, (6, 2, 1))[0]
    locality = chance.choice(LOCALITIES) if chance.random() < 0.6 else ""
    here = names.setdefault(f"{town} {locality}", set())
    kinds, weights = zip(*KINDS, strict=True)
    while True:
        first = chance.choice(FIRSTS).replace("_", " ")
        if chance.random() < 0.75:
            first = _rarer(chance, first)
        kind = chance.choices(kinds, weights)[0]
        name = f"{first} {kind}".strip()
        if kind == "" and first not in ("Eastgate", "Westgate", "Northgate"):
            name = f"The {chance.choice(KINDS[:8])[0]}"
        if name not in here:
            here.add(name)
            break
    across, along = number % 60, number // 60
    return Place(
        uprn="",
        street=name,
        usrn=str(40_000_000 + number),
        town=town,
        postcode="",
        east=400_000 + across * STREET_SPACING,
        north=430_000 + along * STREET_SPACING,
        locality=locality,
    )


def _rarer(chance: random.Random, first: str) -> str:
    """Return a name that few streets have: a surname or a place."""
    starts = "Al Bar Cam Dal Ed Far Gil Har Ing Kel Lan Mor Nor Os Pem Ray Stan Tor Wal"
    middles = "ber cot der fen gar hol kin lam mon ner per ring shel ter wen".split()
    ends = "ton ley ford by worth ham wick shaw field dale well stead".split()
    return (
        f"{chance.choice(starts.split())}{chance.choice(middles)}{chance.choice(ends)}"
        if chance.random() < 0.9
        else f"{first} {chance.choice(('Hill', 'Wood', 'Field', 'Dale'))}"
    )


def _on_street(chance: random.Random, base: Place) -> Iterator[Place]:
    if base.locality and chance.random() < 0.12:
        # A lane of named houses.
        for name in chance.sample(HOUSE_NAMES, chance.randint(4, 12)):
            yield replace(base, name=name)
        return
    number = 0
    for _door in range(chance.randint(8, 70)):
        number += chance.choices((1, 2, 3), (80, 15, 5))[0]
        yield from _door_of(chance, replace(base, number=str(number)))
    if chance.random() < 0.15:
        yield replace(base, name=chance.choice(HOUSE_NAMES))


def _door_of(chance: random.Random, house: Place) -> Iterator[Place]:
    draw = chance.random()
    if draw < 0.006:
        first = int(house.number)
        yield replace(house, number=f"{first}-{first + 2 * chance.randint(1, 3)}")
    elif draw < 0.012:
        yield from _block(chance, house)
    elif draw < 0.042:
        yield from _converted(chance, house)
    else:
        yield house
        if draw < 0.06:
            yield replace(house, number=f"{house.number}A")
        if draw > 0.99:
            yield replace(house, number=f"{house.number}A", name="", unit="")


def _block(chance: random.Random, house: Place) -> Iterator[Place]:
    """Yield a block of flats; one of four has no number."""
    name = f"{_rarer(chance, 'Park')} {chance.choice(BLOCKS)}"
    number = house.number if chance.random() < 0.75 else ""
    shell = replace(house, name=name, number=number)
    yield shell
    word = chance.choices(("Flat", "Apartment", ""), (75, 20, 5))[0]
    for flat in range(1, chance.randint(6, 60)):
        unit = f"{word} {flat}".strip()
        yield replace(shell, unit=unit, parent="shell", level=str(flat // 6))


def _converted(chance: random.Random, house: Place) -> Iterator[Place]:
    """Yield a house that was made into flats; two of three have an entry of its own."""
    if chance.random() < 0.66:
        yield house
        parent = "shell"
    else:
        parent = ""
    kind = chance.choice(("letters", "numbers", "floors"))
    if kind == "floors":
        for level, floor in enumerate(("Ground", "First", "Second")):
            yield replace(
                house, unit=f"{floor} Floor Flat", parent=parent, level=str(level)
            )
        return
    for flat in range(chance.randint(2, 5)):
        name = "ABCDE"[flat] if kind == "letters" else str(flat + 1)
        yield replace(house, unit=f"Flat {name}", parent=parent, level=str(flat))


def _postcode(street: int, door: int) -> str:
    """Return the postcode of a door: neighbouring streets share a sector."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    unit = street % 60 * 6 + door // DOORS_PER_POSTCODE
    sector = street // 60
    first, last = divmod(unit % (len(letters) ** 2), len(letters))
    return f"HU{sector // 10 + 1} {sector % 10}{letters[first]}{letters[last]}"


def with_parents(some: list[Place]) -> list[Place]:
    """Return the properties with the number of their building as parent."""
    last: dict[tuple[str, str, str], str] = {}
    found = []
    for place in some:
        key = (place.usrn, place.number, place.name)
        if place.unit and place.parent:
            found.append(replace(place, parent=last[key]))
        else:
            found.append(place)
            last[key] = place.uprn
    return found
