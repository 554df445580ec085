"""Words of streets and of names of bodies that are often written short."""

from functools import lru_cache

# The long word last, after its short forms, or another word for the same.
STREET_KINDS = (
    {"st", "street"}, {"rd", "road"}, {"ave", "av", "avenue"}, {"ln", "lane"},
    {"cl", "close"}, {"gr", "grove"}, {"dr", "drive"}, {"cres", "crescent"},
    {"sq", "square"}, {"tce", "ter", "terrace"}, {"gdns", "gardens"}, {"ct", "court"},
    {"pl", "place"}, {"pk", "park"}, {"wk", "walk"}, {"way"}, {"row"}, {"hill"},
)  # fmt: skip
SHORT_WORDS = (
    *STREET_KINDS,
    {"st", "saint"}, {"mt", "mount"}, {"bros", "brothers"},
    {"assoc", "assn", "association"}, {"ctr", "centre", "center"}, {"co", "company"},
    {"ltd", "limited"}, {"comm", "community"}, {"soc", "society"}, {"sch", "school"},
    {"inst", "institute"}, {"hosp", "hospital"}, {"ch", "church"}, {"grp", "group"},
    {"svcs", "services"}, {"dept", "department"}, {"intl", "international"},
    {"dr", "doctor"}, {"fc", "football club"}, {"ta", "tenants association"},
    {"nbhd", "neighbourhood", "neighborhood"}, {"mosque", "masjid"},
    {"wi", "womens institute"}, {"pta", "parent teacher association"},
    {"1st", "first"}, {"2nd", "second"}, {"3rd", "third"}, {"4th", "fourth"},
    {"5th", "fifth"}, {"6th", "sixth"}, {"gurdwara", "gurudwara"}, {"mandir", "temple"},
)  # fmt: skip


def is_street_kind(word: str) -> bool:
    """Return whether a word is a kind of street, written short or not.

    Args:
        word: word in normal form.

    Returns:
        True for `road` and `rd`.
    """
    return any(word in kinds for kinds in STREET_KINDS)


@lru_cache(maxsize=8192)
def spelt_out(word: str) -> frozenset[str]:
    """Return what a short word stands for, and how a long one is shortened.

    >>> sorted(spelt_out("st"))
    ['saint', 'street']

    Args:
        word: word in normal form.

    Returns:
        Words in normal form, without `word`.
    """
    found = (words for words in SHORT_WORDS if word in words)
    return frozenset().union(*found) - {word}
