"""Words of British addresses: streets, parts of buildings, floors."""

# Short forms of words in names of streets and buildings, by the word in full: those of
# Royal Mail's "Programmers' Guide" to the Postcode Address File, and frequent others.
SHORT_FORMS = {
    "alley": "aly",
    "approach": "app appr",
    "avenue": "ave av aven",
    "boulevard": "blvd bvd",
    "bridge": "bri brg br",
    "broadway": "bdwy bway",
    "buildings": "bldgs bdgs",
    "building": "bldg bdg",
    "bungalow": "bung",
    "business": "bus",
    "centre": "ctr center cntr",
    "church": "ch chch",
    "circus": "circ",
    "close": "cl clo cls clse",
    "common": "comm",
    "cottage": "cott cot ctg",
    "cottages": "cotts cots",
    "court": "ct crt",
    "crescent": "cres cresc cr crs crsc",
    "drive": "dr drv",
    "east": "e",
    "esplanade": "espl",
    "estate": "est",
    "farm": "fm",
    "farmhouse": "fmhse",
    "field": "fld",
    "fields": "flds",
    "garden": "gdn",
    "gardens": "gdns gdn gds grdns",
    "gate": "gte",
    "great": "gt grt",
    "green": "grn",
    "grove": "gr gro grv",
    "heights": "hts hgts hghts",
    "hill": "hl",
    "house": "hse ho",
    "industrial": "ind indl",
    "junction": "jct",
    "lane": "ln la",
    "little": "lt lit litt",
    "lodge": "ldg",
    "lower": "lwr",
    "manor": "mnr",
    "mansions": "mans mansns",
    "market": "mkt",
    "meadow": "mdw",
    "meadows": "mdws",
    "mews": "mws",
    "mount": "mt mnt",
    "north": "n nth",
    "old": "olde",
    "orchard": "orch",
    "parade": "pde par",
    "park": "pk",
    "passage": "psge pass",
    "place": "pl plc",
    "point": "pt pnt",
    "promenade": "prom",
    "quay": "qy",
    "rise": "rse",
    "road": "rd",
    "row": "rw",
    "saint": "snt",
    "school": "sch",
    "south": "s sth",
    "square": "sq sqr",
    "station": "stn",
    "street": "str strt",
    "terrace": "ter terr tce tr trc",
    "tower": "twr",
    "towers": "twrs",
    "trading": "trdg",
    "upper": "upr uppr",
    "view": "vw",
    "villas": "vlls vllas",
    "walk": "wlk wk",
    "way": "wy",
    "wharf": "whf whrf",
    "west": "w",
    "yard": "yd",
}
IN_FULL = {
    short: word for word, forms in SHORT_FORMS.items() for short in forms.split()
}
# `gdn` is more often one garden's; `st` depends on its place.
IN_FULL |= {"gdn": "garden", "saints": "saint", "upp": "upper"}
# 4th Avenue is Fourth Avenue, and 21st Avenue Twenty First Avenue, in one word.
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
for _tens, _word in enumerate(TENS, 2):
    ORDINALS.append(f"{_word[:-1]}ieth")
    ORDINALS += (f"{_word}{ORDINALS[_units]}" for _units in range(9))
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
IN_FULL |= {
    f"{number}{'th' if number in (11, 12, 13) else _ENDINGS.get(number % 10, 'th')}": (
        word
    )
    for number, word in enumerate(ORDINALS, 1)
}
POINTS = {"north", "south", "east", "west"}

# The last word of a street's name.
STREET_TYPES = frozenset(
    "alley approach avenue boulevard bridge broadway chase circle circus close common"
    " copse court courtyard crescent croft cross dale drive drove end esplanade fields"
    " garth gate gardens glade glen green grove heights hill lane lea mead mews mount"
    " orchard"
    " parade park passage path pathway place promenade quay rise road row square"
    " street terrace vale view villas walk way wharf yard".split()
)

# Those that are the whole name of a street.
WHOLE_STREETS = frozenset("broadway embankment esplanade parade promenade".split())

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
        " cabin pod".split(),
        "unit",
    ),
    **dict.fromkeys("room rooms rm bedsit".split(), "room"),
    **dict.fromkeys("garage garages".split(), "garage"),
    "block": "block",
    "plot": "plot",
}
# The same, but only before an identifier: Sandholme Caravan Park has a name.
NUMBERED_UNITS = {
    **dict.fromkeys("pitch caravan chalet lot stand".split(), "pitch"),
    **dict.fromkeys("mooring berth".split(), "mooring"),
    **dict.fromkeys("stall kiosk hut".split(), "stall"),
    **dict.fromkeys("allotment".split(), "plot"),
}
# They are another thing than the house that they belong to, by the word for each.
OUTBUILDINGS = {
    **dict.fromkeys("annexe annex".split(), "annexe"),
    **dict.fromkeys("garage garages".split(), "garage"),
    "cabin": "cabin",
    "penthouse": "penthouse",
    "pod": "pod",
    "workshop": "workshop",
}
ABOVE = frozenset(("above", "over"))
# A part that may be named without an identifier, by the word for each.
NAMED_PARTS = {
    **OUTBUILDINGS,
    **dict.fromkeys("flat flt apartment apt maisonette".split(), "flat"),
    **dict.fromkeys("shop office studio".split(), "shop"),
}
PLURALS = frozenset("units flats rooms garages apartments".split())
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
    **dict.fromkeys("top attic".split(), "floortop"),
}
# First floor flat, in short.
FLOOR_FLATS = {
    "bff": "floor-1", "gff": "floor0", "fff": "floor1", "sff": "floor2",
}  # fmt: skip
FLOOR_WORDS = {"floor", "flr", "fl", "fflr"}
POSITIONS = {"front", "rear", "left", "right", "middle", "back"}
# Words beside the parts of an address that say nothing about which one it is.
FILLERS = frozenset(
    "at the of off over above adj adjacent to rear land address is my our we live"
    " i am im house home property and uk united kingdom england scotland wales".split()
)
# They may stand between a number and the name that it belongs to.
LINKS = frozenset("at the of off on over above to rear in and or".split())
# Words after which an address says where something is near.
BESIDE = frozenset(
    "opposite opp near nr nearby beside behind between alongside facing towards by adj"
    " adjacent adjoining land cnr junction jct past".split()
)
BESIDE_PAIRS = frozenset(
    tuple(words.split())
    for words in (
        "next to,next door,across from,adjacent to,adj to,close to,far from,corner from"
        ",doors from,doors down,doors along,doors up,vicinity of,rear of,r o,back of"
        ",side of,neighbour of,neighbours of,neighbor of,corner of,road from"
        ",street from,up from,down from,along from,way from,yards from,metres from"
        ",end of,top of,bottom of,bungalow at,cottage at,cottages at,lodge at"
        ",caravan at,stable at,stables at,barn at,barns at,barn of"
        ",yard at,yard of,building at"
        ",buildings at,field at,field by,fields at,fields by"
    ).split(",")
)
# Words that say what a building is. A name of these alone, as The Old Mill and Village
# Hall, is that of many, of which the gazetteer may have one.
BUILDING_TYPES = frozenset(
    "academy annexe apartments arcade barn barns building buildings bungalow bungalows"
    " business campus caravan car centre chapel church club college community cottage"
    " cottages court depot estate factory farm farmhouse flats forge garage garages"
    " grange hall hospital hotel house houses industrial infants inn junior kennels"
    " library lodge manor mansions methodist mill nursery office offices park parsonage"
    " pavilion playground post primary public pub rectory retail school shop shops"
    " smithy stable stables station store stores surgery toilets tower towers trading"
    " vicarage village warehouse works workshop yard".split()
)
# Those that may follow the name of a building without being a part of it.
SAME_BUILDING = frozenset("apartments building buildings flats pub".split())
PLAIN_WORDS = BUILDING_TYPES | frozenset(
    "a an and at big east great green high little long lower middle new north of old"
    " our saint side small south st the to top upper west white".split()
)
# What stands in a street and has a number of its own: lamp column 14.
NUMBERED_THINGS = frozenset(
    "column lamp lamppost lampost light streetlight lantern post pole bollard gully"
    " bus route stop sign bay lc lp manhole drain".split()
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
