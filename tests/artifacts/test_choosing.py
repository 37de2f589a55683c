"""The words of ``--artifact``, several of them or ``all`` in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from reberth.artifacts.choosing import read_wishes
from reberth.artifacts.discovering import discover
from reberth.artifacts.table import IIS, KINDS
from reberth.model.errors import ReberthError
from reberth.model.events import silent
from reberth.model.inventory import Inventory
from reberth.model.record_facts import facts
from reberth.model.selection import Selection
from reberth.model.system_records import ComServer
from reberth.planning.planner import make_plan
from reberth.registry.hive import Hive
from reberth.windows.server import read_windows
from tests.artifacts.offline import CONFIG, fates, offline, planned
from tests.support.artifact_server import SOFTWARE
from tests.support.hives import server_hives
from tests.support.trees import MemoryTree, memory_volumes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.artifacts.conftest import Everything


def test_nothing_said_means_the_web_sites_alone() -> None:
    wishes = read_wishes(())
    assert (wishes.iis, wishes.must, wishes.kinds) == (True, True, ())


def test_all_is_every_kind_and_forgives_a_server_without_iis() -> None:
    wishes = read_wishes(("ALL",))
    assert (wishes.iis, wishes.must) == (True, False)
    assert [wish.kind for wish in wishes.kinds] == [kind for kind in KINDS if kind is not IIS]
    assert all(wish.whole and not wish.names for wish in wishes.kinds)


def test_several_kinds_and_single_things_in_any_case() -> None:
    wishes = read_wishes(("fonts", "MSMQ", r"registrykeys/HKLM\SOFTWARE\A/B", "Fonts/Arial (TrueType)"))
    told = {wish.kind.name: (wish.whole, wish.names) for wish in wishes.kinds}
    assert told == {
        "MSMQ": (True, ()),
        "Fonts": (True, ("Arial (TrueType)",)),
        "RegistryKeys": (False, (r"HKLM\SOFTWARE\A/B",)),
    }
    assert not wishes.iis


def test_an_unknown_kind_is_an_error_that_names_the_kinds() -> None:
    with pytest.raises(ReberthError) as caught:
        read_wishes(("Nginx",))
    assert caught.value.code == "selection.no-such-artifact"
    assert "AddRemovePrograms" in str(caught.value.params["known"])


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReberthError) as caught:
        planned(offline(tmp_path, software=SOFTWARE), "Fonts/Nothing")
    assert (caught.value.code, caught.value.params["name"]) == ("selection.no-such-record", "Nothing")


def test_a_kind_that_was_not_scanned_is_undecided(tmp_path: Path) -> None:
    inventory = Inventory((), (), offline(tmp_path).windows)
    plan = make_plan(inventory, Selection(artifacts=("Fonts",)))
    assert fates(plan) == {"Fonts": ("Undecided", "artifact.not-scanned")}


def test_things_that_were_not_named_are_left_out(tmp_path: Path) -> None:
    plan = planned(offline(tmp_path, software=SOFTWARE), "AddRemovePrograms/VMware Tools")
    told = fates(plan)
    assert told["VMware Tools"] == ("Undecided", "artifact.program-installer")
    assert told["Contoso Viewer"] == ("LeftOut", "artifact.not-chosen")


def test_a_kind_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    server_hives(tmp_path, software=SOFTWARE)
    files = {f"{CONFIG}\\{name}": (tmp_path / name).read_bytes() for name in ("SYSTEM", "SOFTWARE")}
    volumes = memory_volumes(MemoryTree("a", files))
    found = discover(volumes, read_windows(volumes), ("LocalUsers", "Fonts"), silent)
    assert {item.kind for item in found.records} == {"Fonts"}
    told = [(item.code, item.params) for item in found.findings]
    assert told == [("artifact.kind-unreadable", {"kind": "LocalUsers", "code": "registry.hive-missing"})]
    assert found.kinds == ("LocalUsers", "Fonts")


def test_one_file_that_is_two_things_has_two_names(tmp_path: Path) -> None:
    """Else one of them would have the other's fate."""
    software = {
        r"Classes\CLSID\{1}\LocalServer32": {"": r"C:\x\both.exe"},
        r"Classes\CLSID\{2}\InprocServer32": {"": r"C:\x\both.exe"},
    }
    server_hives(tmp_path, software=software)
    files = {f"{CONFIG}\\{name}": (tmp_path / name).read_bytes() for name in ("SYSTEM", "SOFTWARE")}
    volumes = memory_volumes(MemoryTree("a", {**files, r"\x\both.exe": b"MZ"}))
    found = discover(volumes, read_windows(volumes), ("ComRegistrations",), silent).records
    assert [item.name for item in found] == [r"C:\x\both.exe", r"C:\x\both.exe #2"]
    assert [item.file for item in found if isinstance(item, ComServer)] == [r"C:\x\both.exe"] * 2


def test_a_flood_of_things_is_bounded_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reberth.artifacts.discovering._MOST_RECORDS", 2)
    server_hives(tmp_path, software=SOFTWARE)
    files = {f"{CONFIG}\\{name}": (tmp_path / name).read_bytes() for name in ("SYSTEM", "SOFTWARE")}
    volumes = memory_volumes(MemoryTree("a", files))
    found = discover(volumes, read_windows(volumes), ("Fonts",), silent)
    assert (len(found.records), [item.code for item in found.findings]) == (2, ["artifact.too-many"])


def test_records_cross_to_another_process_and_say_what_they_hold(everything: Everything) -> None:
    records = everything.inventory.artifacts
    data = msgspec.json.encode(everything.inventory)
    assert msgspec.json.decode(data, type=Inventory).artifacts == records
    assert {item.kind for item in records} == {kind.name for kind in KINDS if kind is not IIS}
    for record in records:
        assert record.evidence, record.name
        assert all(name and text and "\0" not in text for name, text in facts(record))
    viewer = everything.of("AddRemovePrograms")["Contoso Viewer"]
    told = [("key", "Viewer"), ("publisher", "Contoso"), ("sort", "application"), ("view", "32")]
    assert list(facts(viewer)) == told


def test_names_are_unique_within_a_kind(everything: Everything) -> None:
    names = [(item.kind, item.name.upper()) for item in everything.inventory.artifacts]
    assert len(names) == len(set(names))


def test_hives_are_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    before = Hive.close

    def close(hive: Hive) -> None:
        closed.append(hive.name)
        before(hive)

    server = offline(tmp_path, sam={"SAM": {}})
    monkeypatch.setattr(Hive, "close", close)
    with server:
        server.hive("SOFTWARE")
        server.hive("SAM")
    assert closed == ["SOFTWARE", "SAM"]
