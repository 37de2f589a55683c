"""What records say of themselves: each simple field has a title of people, no value is a Python word."""

from __future__ import annotations

import typing

from reberth.model.artifact_records import ArtifactRecord, InstalledProgram
from reberth.model.service_records import MessageQueuing, WindowsService
from reberth.model.system_records import LocalUser
from reberth_gui.pages.artifacts.facts import fact_titles, facts_of

NOT_TOLD = {"kind", "name", "evidence", "pem"}


def test_every_simple_field_has_a_title() -> None:
    titles = fact_titles()
    fields: set[str] = set()
    for record in typing.get_args(ArtifactRecord):
        for name, kind in typing.get_type_hints(record).items():
            literal = typing.get_origin(kind) is typing.Literal
            if literal or kind in {str, int, bool, tuple[str, ...]}:
                fields.add(name)
    assert fields - NOT_TOLD == set(titles)


def test_values_are_words() -> None:
    program = InstalledProgram(kind="AddRemovePrograms", name="Zip", version="9.20", windows_installer=True)
    facts = dict(facts_of(program))
    assert facts["Version"] == "9.20"
    assert facts["Windows Installer package"] == "yes"
    assert "Publisher" not in facts
    queues = dict(facts_of(MessageQueuing(kind="MSMQ", name="MSMQ", features=("core", "http"), message_bytes=2048)))
    assert (queues["Features"], queues["Size of the messages"]) == ("core, http", "2.0 kB")
    service = dict(facts_of(WindowsService(kind="Services", name="x", there=False)))
    assert service["Program is there"] == "no"
    user = dict(facts_of(LocalUser(kind="LocalUsers", name="u", used_by=("a" * 300,))))
    assert len(user["Used by"]) == 200
