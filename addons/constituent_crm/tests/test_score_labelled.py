import csv
from datetime import date
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..matching import blocks, score
from ..matching.person import Person

PAIRS = Path(__file__).parent / "labelled_pairs.csv"


def person(row, side):
    """One side of a row of labelled pairs; nobody in it lives."""
    values = {name.removesuffix(side): row[name] for name in row if name.endswith(side)}
    born = values["birth_date"]
    return Person(
        name=values["name"],
        street=values["street"],
        postcode=values["postcode"],
        birth_date=date.fromisoformat(born) if born else None,
        phones=frozenset(filter(None, [values["phone"], values["landline"]])),
        emails=frozenset(filter(None, [values["email"]])),
    )


@tagged("-at_install", "post_install")
class TestScoreLabelled(BaseCase):
    """Four hundred pairs, half of them one person's, that stay as they are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with PAIRS.open(encoding="utf-8", newline="") as file:
            cls.pairs = [
                (person(row, "_one"), person(row, "_other"), row["is_same"] == "1")
                for row in csv.DictReader(file)
            ]

    def test_certain_pairs_are_right_and_most_pairs_are_certain(self):
        attached = [
            is_same
            for one, other, is_same in self.pairs
            if score.compare(one, other).is_certain
        ]
        same = sum(is_same for *_pair, is_same in self.pairs)
        self.assertGreaterEqual(sum(attached) / len(attached), 0.995)
        self.assertGreaterEqual(sum(attached) / same, 0.88)

    def test_nearly_all_true_pairs_are_proposed(self):
        likely = [
            score.compare(one, other).is_proposed
            for one, other, is_same in self.pairs
            if is_same
        ]
        self.assertGreaterEqual(sum(likely) / len(likely), 0.97)

    def test_score_is_symmetrical(self):
        for one, other, _is_same in self.pairs:
            there, back = score.compare(one, other), score.compare(other, one)
            self.assertAlmostEqual(there.probability, back.probability, places=6)

    def test_nearly_all_true_pairs_share_a_key(self):
        met = [
            not blocks.keys(one).isdisjoint(blocks.keys(other))
            for one, other, is_same in self.pairs
            if is_same
        ]
        self.assertGreaterEqual(sum(met) / len(met), 0.97)
