"""Fill a database with a city by COPY: python -m devkit.bench.fill DATABASE SIZE."""

import io
import itertools
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import psycopg2
from psycopg2.extensions import cursor as Cursor

from . import without_orm
from .city import Resident, residents

if TYPE_CHECKING:
    from constituent_crm.matching import keys, normalise
else:
    without_orm.register("constituent_crm")
    from constituent_crm.matching import keys, normalise

People = list[tuple[int, Resident]]

BATCH = 10_000

PARTNER = (
    "id name complete_name type active is_company is_constituent kind_id lang "
    "email email_normalized phone phone_sanitized street zip commercial_partner_id "
    "partner_share lookup_postcode create_date write_date"
).split()
LOOKUP = "partner_id text outward is_address".split()
WORD = "text spellings".split()
TABLES = (
    "res_partner",
    "constituent_identifier",
    "constituent_lookup",
    "constituent_lookup_word",
)
IDENTIFIER = (
    "partner_id type value value_normalised is_verified is_shared active"
    " create_date write_date"
).split()
BRITISH = """
    UPDATE res_partner SET country_id = (SELECT id FROM res_country WHERE code = 'GB')
    WHERE id IN (SELECT partner_id FROM res_company)
"""
# Indexes and foreign keys of the tables: statements to drop and to restore each.
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique
"""
REFERENCES = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
            pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f'
"""


def fill(database: str, size: int) -> None:
    """Add `size` constituents with derived rows, and show progress."""
    with psycopg2.connect(dbname=database) as connection:
        cursor = connection.cursor()
        kind = _number(cursor, "SELECT id FROM constituent_kind WHERE code = 'citizen'")
        start = _number(cursor, "SELECT max(id) FROM res_partner") + 1
        # The rows are consistent: foreign keys and indexes are restored at the end.
        postponed = [*_postponed(cursor, INDEXES), *_postponed(cursor, REFERENCES)]
        numbered = enumerate(residents(size), start)
        done = 0
        words: set[str] = set()
        while batch := list(itertools.islice(numbered, BATCH)):
            texts = list(_texts(batch))
            _copy(cursor, "res_partner", PARTNER, _partners(batch, kind))
            _copy(cursor, "constituent_identifier", IDENTIFIER, _identifiers(batch))
            _copy(cursor, "constituent_lookup", LOOKUP, texts)
            words |= keys.words_of(row["text"] for row in texts)
            done += len(batch)
            print(f"\r  … {done:,} of {size:,} constituents", end="", flush=True)
        _copy(cursor, "constituent_lookup_word", WORD, _words(words))
        print(f"\r  … {size:,} constituents, indexes", end="", flush=True)
        for statement in postponed:
            cursor.execute(statement)
        cursor.execute(
            "SELECT setval('res_partner_id_seq', (SELECT max(id) FROM res_partner))"
        )
        # The country that national phone numbers belong to.
        cursor.execute(BRITISH)
        print()
    _analyse(database)


def _number(cursor: Cursor, query: str) -> int:
    cursor.execute(query)
    ((number,),) = cursor.fetchall()
    found: int = number
    return found


def _postponed(cursor: Cursor, query: str) -> list[str]:
    """Drop what `query` returns; return the statements that restore it."""
    cursor.execute(query, (list(TABLES),))
    found = cursor.fetchall()
    for drop, _make in found:
        cursor.execute(drop)
    return [make for _drop, make in found]


def _partners(batch: People, kind: int) -> Iterator[dict[str, object]]:
    for number, one in batch:
        yield {
            "id": number,
            "name": one.name,
            "complete_name": one.name,
            "type": "contact",
            "active": "t",
            "is_company": "f",
            "is_constituent": "t",
            "kind_id": kind,
            "lang": "en_US",
            "email": one.email,
            "email_normalized": one.email,
            "phone": one.phone,
            "phone_sanitized": one.phone,
            "street": one.street,
            "zip": one.postcode,
            "commercial_partner_id": number,
            "partner_share": "t",
            "lookup_postcode": normalise.postcode(one.postcode),
        }


def _identifiers(batch: People) -> Iterator[dict[str, object]]:
    for number, one in batch:
        for kind, value in (("phone", one.phone), ("email", one.email)):
            if value:
                yield {
                    "partner_id": number,
                    "type": kind,
                    "value": value,
                    "value_normalised": value,
                    "is_verified": "f",
                    "is_shared": "f",
                    "active": "t",
                }


def _texts(batch: People) -> Iterator[dict[str, str]]:
    for number, one in batch:
        row = {
            "partner_id": str(number),
            "outward": keys.outward(one.postcode),
            "is_address": "f",
        }
        for text in keys.of_name(one.name):
            yield {**row, "text": text}
        for text in keys.of_street(one.street):
            yield {**row, "text": text, "is_address": "t"}


def _words(words: set[str]) -> Iterator[dict[str, str]]:
    for word in sorted(words):
        yield {"text": word, "spellings": " ".join(keys.of_word(word))}


def _copy(
    cursor: Cursor,
    table: str,
    columns: list[str],
    rows: Iterable[Mapping[str, object]],
) -> None:
    text = io.StringIO()
    now = {"create_date": "2026-01-01", "write_date": "2026-01-01"}
    for row in rows:
        values: dict[str, object] = {**now, **row}
        text.write("\t".join(str(values.get(name) or r"\N") for name in columns) + "\n")
    text.seek(0)
    cursor.copy_from(text, table, columns=columns)


def _analyse(database: str) -> None:
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE")
    connection.close()


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
