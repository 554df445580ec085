"""What counts as a complaint in a log of Odoo."""

import pytest

from devkit import databases

AT = "2026-11-30 12:14:27,892 18742"
REFUSED = f"""{AT} ERROR city odoo.sql_db: bad query: (an update)
ERROR: could not serialize access due to concurrent update
"""
FAULTY = f"""{AT} ERROR city odoo.sql_db: bad query: (a reading)
ERROR: column "nothing" does not exist
"""
FAILED = f"""{AT} ERROR city odoo.addons.mail: Failed processing mail queue
psycopg2.errors.SerializationFailure: could not serialize access
ERROR: could not serialize access due to concurrent update
"""
FINE = f"{AT} INFO city odoo.http: GET /services\n"


@pytest.fixture
def log(tmp_path):
    def write(*entries):
        path = tmp_path / "odoo.log"
        path.write_text("".join(entries))
        return path

    return write


def test_warnings_and_errors_are_complaints(log):
    assert len(databases.complaints_in(log(FINE, FAULTY, REFUSED))) == 2


def test_repeated_statement_is_no_complaint_where_requests_run_at_once(log):
    path = log(REFUSED, FINE)
    assert not databases.complaints_in(path, concurrent=True)
    assert databases.complaints_in(path), "a single request has nothing to wait for"


@pytest.mark.parametrize("entry", [FAULTY, FAILED])
def test_other_faults_are_complaints_where_requests_run_at_once(log, entry):
    assert len(databases.complaints_in(log(entry, FINE), concurrent=True)) == 1
