"""Words of British addresses: streets, parts of buildings, floors."""

# Short forms of words in names of streets and buildings, by the word in full.
SHORT_FORMS = {
    "avenue": "ave av aven",
    "boulevard": "blvd bvd",
    "bridge": "bri brg br",
    "buildings": "bldgs bdgs",
    "building": "bldg bdg",
    "bungalow": "bung",
    "church": "ch chch",
    "circus": "circ",
    "close": "cl clo cls",
    "common": "comm",
    "cottage": "cott cot ctg",
    "cottages": "cotts cots",
    "court": "ct crt",
    "crescent": "cres cresc cr crs",
    "drive": "dr drv",
    "east": "e",
    "estate": "est",
    "farm": "fm",
    "farmhouse": "fmhse",
    "garden": "gdn",
    "gardens": "gdns gdn gds",
    "great": "gt grt",
    "green": "grn",
    "grove": "gr gro grv",
    "hill": "hl",
    "house": "hse ho",
    "industrial": "ind",
    "junction": "jct",
    "lane": "ln la",
    "little": "lt",
    "lodge": "ldg",
    "lower": "lwr",
    "manor": "mnr",
    "mansions": "mans",
    "mews": "mws",
    "mount": "mt mnt",
    "north": "n nth",
    "parade": "pde par",
    "park": "pk",
    "passage": "psge pass",
    "place": "pl plc",
    "quay": "qy",
    "road": "rd",
    "row": "rw",
    "saint": "snt",
    "school": "sch",
    "south": "s sth",
    "square": "sq sqr",
    "street": "str strt",
    "terrace": "ter terr tce tr",
    "upper": "upr",
    "view": "vw",
    "villas": "vlls",
    "walk": "wlk wk",
    "way": "wy",
    "west": "w",
    "yard": "yd",
}
IN_FULL = {
    short: word for word, forms in SHORT_FORMS.items() for short in forms.split()
}
# `gdn` is more often one garden's; `st` depends on its place.
IN_FULL |= {"gdn": "garden", "saints": "saint", "upp": "upper"}
POINTS = {"north", "south", "east", "west"}

# The last word of a street's name.
STREET_TYPES = frozenset(
    "avenue boulevard bridge broadway chase circle circus close common copse court"
    " courtyard crescent croft cross dale drive drove end esplanade fields garth gate"
    " gardens glade glen green grove heights hill lane lea mead mews mount orchard"
    " parade park passage path pathway place promenade quay rise road row square"
    " street terrace vale view villas walk way wharf yard".split()
)

# The first word of a Welsh street's name.
WELSH_STREETS = frozenset(
    "allt bryn bwlch cae cilgant clos cwrt ffordd gerddi heol lon maes parc pen pentre"
    " plas rhes rhiw rhodfa rhos sgwar stryd teras trem troed tyle y yr".split()
)

# A part of a building that has a number or a letter. Their kinds are told apart: Room
# 2 of Flat 3 is not Flat 2. Apartment 3 is Flat 3.
UNIT_WORDS = {
    **dict.fromkeys(
        "flat flats flt apartment apartments apt apts appartment maisonette maison"
        " studio unit units suite penthouse annexe annex office shop workshop"
        " garage cabin pod".split(),
        "unit",
    ),
    **dict.fromkeys("room rooms rm bedsit".split(), "room"),
    "block": "block",
    "plot": "plot",
}
# They may precede an identifier: Flat No 4.
NUMBER_WORDS = {"no", "nos", "number", "num", "nr"}
FLOORS = {
    **dict.fromkeys("basement bsmt bment bsment".split(), "floor-1"),
    **dict.fromkeys("ground grd gnd grnd gf".split(), "floor0"),
    **dict.fromkeys("first 1st".split(), "floor1"),
    **dict.fromkeys("second 2nd".split(), "floor2"),
    **dict.fromkeys("third 3rd".split(), "floor3"),
    **dict.fromkeys("fourth 4th".split(), "floor4"),
    **dict.fromkeys("fifth 5th".split(), "floor5"),
    "top": "floortop",
}
FLOOR_WORDS = {"floor", "flr", "fl", "fflr"}
POSITIONS = {"front", "rear", "left", "right", "middle", "back"}
# Words beside the parts of an address that say nothing about which one it is.
FILLERS = frozenset(
    "at the of off over above adj adjacent to rear land address is my our we live"
    " i am im house home property and uk united kingdom england scotland wales".split()
)
# They may stand between a number and the name that it belongs to.
LINKS = frozenset("at the of off over above to rear in and or".split())
# Words after which an address says where something is near.
BESIDE = frozenset(
    "opposite opp near nr beside behind between alongside facing towards".split()
)
BESIDE_PAIRS = frozenset(
    tuple(words.split())
    for words in (
        "next to,next door,across from,adjacent to,adj to,close to,far from,corner from"
        ",doors from,doors down,doors along,doors up,vicinity of"
    ).split(",")
)
# What stands in a street and has a number of its own: lamp column 14.
NUMBERED_THINGS = frozenset(
    "column lamp lamppost lampost light streetlight lantern post pole bollard gully"
    " bus route stop sign bay".split()
)
# Words that begin what is said after an address.
CLOSINGS = frozenset(
    "thanks thank regards cheers kind please best yours sincerely hi hello my the i we"
    " it this there they is was not and but".split()
)
# Parts of counties' names, which follow towns.
COUNTY_WORDS = frozenset(
    "county yorkshire yorks lancashire lancs cheshire hants hampshire cornwall devon"
    " dorset somerset kent essex sussex surrey norfolk suffolk lincs lincolnshire"
    " notts nottinghamshire derbyshire derbys leics leicestershire staffs"
    " staffordshire shropshire salop cumbria northumberland durham cleveland"
    " merseyside manchester midlands worcs worcestershire warks warwickshire"
    " northants northamptonshire cambs cambridgeshire herts hertfordshire beds"
    " bedfordshire bucks buckinghamshire berks berkshire oxon oxfordshire glos"
    " gloucestershire wilts wiltshire avon riding humberside".split()
)
# Ends of numbers that are no letters of a house.
NO_SUFFIXES = frozenset("am pm st nd rd th km kg cm mm ft hr hrs".split())
