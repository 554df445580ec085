"""Numbers as a telephone system dials them."""

import phonenumbers

from odoo.addons.constituent_crm.matching.phone_numbers import phone


def dialled(text: str, region: str | None) -> str:
    """Return the digits that are dialled for a number; "" if it is none.

    Args:
        text: a number as written, or in normal form. An extension is left out: it is
            dialled by hand, once somebody has answered.
        region: ISO 3166 code of the country from which it is dialled.
    """
    normal = phone(text, region).partition(";")[0]
    if not normal:
        return ""
    number = phonenumbers.parse(normal, None)
    shown = phonenumbers.format_out_of_country_calling_number(number, region or "")
    digits = "".join(character for character in shown if character.isdecimal())
    return digits if not shown.startswith("+") else f"00{digits}"
