from odoo.tests import BaseCase

from .. import addresses
from ..addresses import Entry


class AddressesCase(BaseCase):
    """Which property of a small gazetteer somebody means who writes an address."""

    # Parts of `Entry.of` by a name for the test.
    gazetteer = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = list(cls.gazetteer)
        cls.entries = [
            Entry.of(number, *parts)
            for number, parts in enumerate(cls.gazetteer.values())
        ]
        cls.postcodes = {entry.postcode for entry in cls.entries}
        cls.streets = {entry.street for entry in cls.entries}

    def matches(self, text):
        written = addresses.parse(text)
        return addresses.matches(written, self.entries, self.postcodes, self.streets)

    def certain(self, text):
        """Return the property that a text certainly means, "" for none."""
        found = self.matches(text)
        return self.names[found[0].id] if found and found[0].is_certain else ""

    def assertCertain(self, expected):
        for text, name in expected.items():
            with self.subTest(text):
                self.assertEqual(self.certain(text), name)

    def assertFound(self, name, *texts):
        self.assertCertain(dict.fromkeys(texts, name))

    def assertDoubtful(self, *texts):
        self.assertCertain(dict.fromkeys(texts, ""))
