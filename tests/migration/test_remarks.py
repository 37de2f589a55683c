"""What a person should look at: each thing once, heaviest first, acceptances by code and subject."""

from __future__ import annotations

from msgspec.structs import replace

from reberth.migration.document import Migration
from reberth.migration.remarks import accept, open_remarks, remarks
from reberth.model.errors import ReberthError
from reberth.model.finding import Finding
from reberth.model.plan import CarriedOver, LeftOut, Undecided

FINDINGS = (
    Finding("windows.drive-not-supplied", "info", "", {"drive": "E"}),
    Finding("iis.site-root-missing", "action", "S/gone", {"path": "E:\\gone"}),
)
OUTCOMES = (
    CarriedOver("site", "S", ("site:S",)),
    CarriedOver("application", "S", ("site:S",)),
    Undecided("content", "S/gone", "iis.site-root-missing", {"path": "E:\\gone"}),
    LeftOut("binding", "S ftp *:21:", "plan.site-without-web-binding"),
)


def test_all_of_them_once_and_the_heaviest_first() -> None:
    found = remarks(FINDINGS, OUTCOMES, (), ReberthError("selection.nothing", sites="-"))
    assert [(item.weight, item.kind, item.subject) for item in found] == [
        ("blocker", "plan", ""),
        ("action", "finding", "S/gone"),
        ("info", "finding", ""),
        ("info", "binding", "S ftp *:21:"),
        ("passed", "site", "S"),
        ("passed", "application", "S"),
    ]
    assert open_remarks(found) == 2


def test_accepting_needs_a_reason_and_can_be_taken_back() -> None:
    migration = Migration("1")
    asked = next(item for item in remarks(FINDINGS, OUTCOMES, ()) if item.weight == "action")
    assert accept(migration, asked, "  ") == ()
    migration = replace(migration, accepted=accept(migration, asked, "That folder was empty."))
    found = remarks(FINDINGS, OUTCOMES, migration.accepted)
    assert [item.accepted for item in found if item.accepted] == ["That folder was empty."]
    assert open_remarks(found) == 0
    again = accept(migration, asked, "Moved.")
    assert [item.reason for item in again] == ["Moved."]
    assert accept(migration, asked, "") == ()
