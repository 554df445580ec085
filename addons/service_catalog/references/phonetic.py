"""References spelt out for the telephone.

Letters follow the radiotelephony spelling alphabet (ITU Radio Regulations, appendix
14), which radio and police services use. Digits are read as digits.
"""

from .reference import Reference

PHONETIC_ALPHABET = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike"
        " November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray"
        " Yankee Zulu".split(),
        strict=True,
    )
)


def spell_out(reference: Reference) -> str:
    """Spell a reference out, with a comma for each pause.

    >>> spell_out(Reference("HC", "7K2MQ9X4"))
    'Hotel Charlie, 7 Kilo 2 Mike, Quebec 9 X-ray 4'

    Args:
        reference: the reference.

    Returns:
        The words to read out.
    """
    parts = str(reference).split("-")
    return ", ".join(
        " ".join(PHONETIC_ALPHABET.get(character, character) for character in part)
        for part in parts
    )
