"""What ./dev test says about an upgraded database."""

import json

import pytest

from devkit import manifests
from devkit.upgrade import run
from devkit.upgrade.expectations import Changes, condense, differences
from devkit.upgrade.fresh import schema_differences, shipped_differences

BEFORE = {
    "records": {"service.request": 2},
    "values": {
        "service.request": {"note": {"5": "deep", "7": "dry"}, "stage": {}},
        "res.partner": {"birth_date": {"3": "1971-04-18"}},
    },
    "attached": {"mail.message of service.request": 4},
}


def after(**values):
    """The same database, where fields of requests have other values."""
    found = json.loads(json.dumps(BEFORE))
    fields = found["values"]["service.request"]
    for name, by_id in values.items():
        fields[name] = by_id
        if by_id is None:
            del fields[name]
    return found


def told(found, **changes):
    return list(differences(condense(BEFORE), found, Changes(**changes)))


# Values


def test_the_same_database_reads_the_same():
    assert told(after()) == []


def test_a_field_that_is_gone_is_named_with_a_value_that_is_lost():
    assert told(after(note=None, remark={})) == [
        "service.request.note: the field is gone, with 2 values of the dump;"
        " record 5 had 'deep'"
    ]


def test_a_renamed_field_must_have_the_values():
    renamed = {"service.request.note": {"renamed": "remark"}}
    kept = BEFORE["values"]["service.request"]["note"]
    assert told(after(note=None, remark=kept), fields=renamed) == []
    assert told(after(note=None, remark={}), fields=renamed) == [
        "service.request.note: 2 values before the upgrade, 0 after;"
        " record 5 had 'deep' and has None"
    ]


def test_a_value_that_changed_is_shown():
    (line,) = told(after(note={"5": "shallow", "7": "dry"}))
    assert "record 5 had 'deep' and has 'shallow'" in line


def test_values_of_another_record_than_the_example_count_too():
    (line,) = told(after(note={"5": "deep", "7": "wet"}))
    assert line.startswith("service.request.note: 2 values before the upgrade, 2")


def test_a_rewritten_field_has_other_values_and_not_none():
    rewritten = {"service.request.note": {"rewritten": "in capitals"}}
    assert told(after(note={"5": "DEEP", "7": "DRY"}), fields=rewritten) == []
    (line,) = told(after(note={}), fields=rewritten)
    assert line == "service.request.note: 2 values before the upgrade, none after"


def test_the_last_field_of_ours_on_a_model_of_core_is_missed():
    found = after()
    del found["values"]["res.partner"]
    (line,) = told(found)
    assert line.startswith("res.partner.birth_date: the field is gone")


def test_a_removed_field_is_not_missed_and_must_be_gone():
    removed = {"service.request.note": {"removed": "is in the ledger"}}
    assert told(after(note=None), fields=removed) == []
    assert told(after(), fields=removed) != []


def test_a_lost_record_and_a_lost_message_are_counted():
    found = after()
    found["records"]["service.request"] = 1
    found["attached"] = {}
    del found["values"]["service.request"]["note"]["7"]
    assert told(found) == [
        "service.request: 2 records before the upgrade, 1 after",
        "mail.message of service.request: 4 before the upgrade, 0 after",
    ]


def test_a_renamed_model_must_have_the_records_and_what_is_attached():
    found = {
        "records": {"service.case": 2},
        "values": {
            "service.case": BEFORE["values"]["service.request"],
            "res.partner": BEFORE["values"]["res.partner"],
        },
        "attached": {"mail.message of service.case": 4},
    }
    renamed = {"service.request": {"renamed": "service.case"}}
    assert told(found, models=renamed) == []
    assert told(found) == [
        "service.request: the model is gone, with 2 records of the dump",
        "mail.message of service.request: 4 before the upgrade, 0 after",
    ]


def test_a_rewritten_model_may_have_more_records_and_keeps_its_fields():
    found = after(note={"5": "deep", "7": "dry", "9": "new"})
    found["records"]["service.request"] = 3
    rewritten = {"service.request": {"rewritten": "one more for each"}}
    assert told(found, models=rewritten) == []
    del found["values"]["service.request"]["note"]
    (line,) = told(found, models=rewritten)
    assert line.startswith("service.request.note: the field is gone")


def test_a_removed_model_is_not_missed_and_must_be_gone():
    found = after()
    removed = {"service.request": {"removed": "is in the ledger"}}
    (line,) = told(found, models=removed)
    assert line == "service.request: is said to be removed, and is there"
    del found["records"]["service.request"], found["values"]["service.request"]
    del found["attached"]["mail.message of service.request"]
    assert told(found, models=removed) == []


@pytest.mark.parametrize(
    "entry",
    [
        {"service.request.nothing": {"removed": "never was"}},
        {"service.request.note": {"deleted": "no such word"}},
    ],
)
def test_an_entry_that_means_nothing_is_a_problem(entry):
    (line,) = told(after(), fields=entry)
    assert line.startswith("changes.toml: ")


def test_changes_are_read_from_the_file(tmp_path):
    path = tmp_path / "changes.toml"
    path.write_text('[fields]\n"service.request.note" = { renamed = "remark" }\n')
    fields = {"service.request.note": {"renamed": "remark"}}
    assert Changes.read(path) == Changes(fields=fields)


# Tables


def schema(**columns):
    named = {f"service_request.{name}": kind for name, kind in columns.items()}
    return {"column": named, "index": {}, "constraint": {}}


def test_the_same_tables_do_not_differ():
    assert not list(schema_differences(schema(note="text"), schema(note="text")))


def test_a_renamed_column_is_missing_and_left_over():
    lines = list(schema_differences(schema(note="text"), schema(remark="text")))
    assert lines == [
        "column service_request.note: is left over, no model has it (text)",
        "column service_request.remark: is missing (text)",
    ]


def test_a_column_of_another_type_differs():
    fresh = schema(note="text, not null")
    (line,) = schema_differences(schema(note="text"), fresh)
    assert line == (
        "column service_request.note: is 'text',"
        " in a fresh installation 'text, not null'"
    )


# Shipped records


def test_noupdate_data_that_an_update_left_alone_differs():
    lines = shipped_differences(
        {"channel_gateway.cron": {"interval_number": 5}},
        {"channel_gateway.cron": {"interval_number": 1}},
    )
    assert list(lines) == [
        "record channel_gateway.cron: interval_number is 5, in a fresh installation 1;"
        " an update leaves it alone"
    ]


def test_a_record_that_no_addon_ships_any_more_is_left_over():
    (line,) = shipped_differences({"service_catalog.gone": {}}, {})
    assert line == "record service_catalog.gone: is left over, no addon ships it"


# The dump


def test_the_newest_dump_is_of_the_highest_version(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "FOLDER", tmp_path)
    for version in ("19.0.1.9.0", "19.0.1.10.0"):
        (tmp_path / f"{version}.sql.xz").touch()
    assert run.Dump.newest().version == "19.0.1.10.0"


def test_the_dump_is_of_no_version_to_come():
    dump = run.Dump.newest()
    assert dump.expectations.exists()
    versions = [dump.version, manifests.release()]
    assert versions == sorted(versions, key=manifests.numbers)
