"""The check list of artifacts: ticks are the words of --artifact, each record tells its fate and its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from reberth.artifacts.table import KINDS
from reberth.migration import flow
from reberth.migration.document import Migration
from reberth.model.artifact_records import InstalledFeature, InstalledProgram
from reberth.model.evidence import Evidence
from reberth.model.selection import Installer, Selection
from reberth_gui.models.artifact_tree import EVIDENCE, FATE, HOW, ArtifactTree
from reberth_gui.pages.artifacts.page import ArtifactsPage
from reberth_gui.session.session import Session
from reberth_resources.catalogue import message
from tests.gui.pages.doubles import Played, Stage
from tests.support.inventories import application, inventory, site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from reberth.model.recognition import InstallerRequest
    from reberth_gui.session.settings import Settings

PROGRAMS, FEATURES = "AddRemovePrograms", "AllWindowsFeatures"
PLACE = (Evidence("registry", "SOFTWARE\\Uninstall\\Zip", "DisplayName"),)
RECORDS = (
    InstalledFeature(kind=FEATURES, name="TelnetClient", evidence=PLACE),
    InstalledProgram(kind=PROGRAMS, name="<b>Zip</b> 9", evidence=PLACE, version="9.20", publisher="Zip & Co"),
    InstalledProgram(kind=PROGRAMS, name="Agent", evidence=PLACE, sort="host-agent"),
)
FOUND = replace(
    inventory(site("Shop", application("/", r"C:\shop"))),
    artifacts=RECORDS,
    kinds=tuple(kind.name for kind in KINDS if kind.name != "IIS"),
)


def hashed(request: InstallerRequest) -> Played:
    return Played(outcome=Installer(request.program, request.path.rpartition("/")[2], "ab" * 32))


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> ArtifactsPage:
    session = Session(Migration("1", ("/vm/web.vhdx",)), settings=settings, make_work=Stage(installer=hashed))
    session.take(FOUND)
    page = ArtifactsPage(session)
    qtbot.addWidget(page)
    page.enter()
    page.show()
    return page


def at(page: ArtifactsPage, kind: str, name: str = "") -> QModelIndex:
    names = [group.kind for group in page.model.groups]
    top = page.model.index(names.index(kind), 0)
    if not name:
        return top
    group = page.model.groups[top.row()]
    return page.model.index([item.name for item in group.items].index(name), 0, top)


def state(index: QModelIndex) -> str:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)).name


def click(page: ArtifactsPage, index: QModelIndex, on: Qt.CheckState) -> None:
    assert page.model.setData(index, on, Qt.ItemDataRole.CheckStateRole)


def chosen(page: ArtifactsPage) -> Sequence[str]:
    return page.session.migration.selection.artifacts


def test_every_kind_says_what_it_is_what_it_means_and_what_it_needs(page: ArtifactsPage) -> None:
    assert [group.kind for group in page.model.groups] == [kind.name for kind in KINDS]
    assert [state(at(page, kind.name)) for kind in KINDS[:3]] == ["Checked", "Unchecked", "Unchecked"]
    page.tree.setCurrentIndex(at(page, PROGRAMS))
    words = message("artifact.kind-add-remove-programs", {}, "en")
    for part in ("Installed programs", *words):
        assert part in page.text.toPlainText()
    assert page.note() == "Web sites"


def test_every_kind_has_a_title_of_its_own(page: ArtifactsPage) -> None:
    titles = [group.title for group in page.model.groups]
    assert len(set(titles)) == len(KINDS)
    assert not {"AllWindowsFeatures", "OdbcDsn", "HostsFile"} & set(titles)


def test_a_record_tells_fate_facts_and_evidence(page: ArtifactsPage) -> None:
    index = at(page, PROGRAMS, "<b>Zip</b> 9")
    assert [index.siblingAtColumn(column).data() for column in (HOW, FATE)] == ["", ""]
    click(page, at(page, PROGRAMS), Qt.CheckState.Checked)
    assert [index.siblingAtColumn(column).data() for column in (HOW, FATE)] == ["by rule", "to be decided"]
    assert "SOFTWARE" in index.siblingAtColumn(EVIDENCE).data()
    page.tree.setCurrentIndex(index)
    text = page.text.toPlainText()
    for part in ("<b>Zip</b> 9", "Version: 9.20", "Zip & Co", "SOFTWARE\\Uninstall\\Zip DisplayName"):
        assert part in text
    assert at(page, PROGRAMS, "Agent").siblingAtColumn(FATE).data() == "left out"


def test_ticks_are_the_words_of_the_command_line(page: ArtifactsPage) -> None:
    click(page, at(page, FEATURES), Qt.CheckState.Checked)
    assert (chosen(page), page.note()) == (("IIS", FEATURES), "Web sites and 1 more")
    record = at(page, FEATURES, "TelnetClient")
    assert state(record) == "PartiallyChecked"
    click(page, record, Qt.CheckState.Checked)
    assert chosen(page) == ("IIS", FEATURES, f"{FEATURES}/TelnetClient")
    assert record.siblingAtColumn(HOW).data() == "as you say"
    click(page, at(page, FEATURES), Qt.CheckState.Unchecked)
    assert (chosen(page), state(record)) == ((), "Unchecked")
    click(page, record, Qt.CheckState.Checked)
    click(page, at(page, "IIS"), Qt.CheckState.Unchecked)
    assert chosen(page) == (f"{FEATURES}/TelnetClient",)
    assert state(at(page, FEATURES)) == "PartiallyChecked"


def test_words_of_the_command_line_become_ticks(page: ArtifactsPage) -> None:
    page.session.update(selection=Selection(artifacts=("all",)))
    assert {state(at(page, kind.name)) for kind in KINDS} == {"Checked"}
    page.session.update(selection=Selection(artifacts=(f"{PROGRAMS.lower()}/agent",)))
    assert state(at(page, PROGRAMS, "Agent")) == "Checked"
    assert state(at(page, "IIS")) == "Unchecked"
    page.session.update(selection=Selection(artifacts=("Nonsense",)))
    assert "Nonsense" in page.banner.text


def test_nothing_at_all_is_not_kept(page: ArtifactsPage) -> None:
    click(page, at(page, "IIS"), Qt.CheckState.Unchecked)
    assert (chosen(page), page.can_next(), page.leave()) == ((), False, False)
    assert page.banner.text
    click(page, at(page, "IIS"), Qt.CheckState.Checked)
    assert (page.can_next(), page.leave(), page.banner.text) == (True, True, "")


def test_a_change_here_leaves_disks_and_sites_alone(page: ArtifactsPage) -> None:
    for name in flow.NAMES[:5]:
        page.session.mark_seen(name)
    click(page, at(page, FEATURES), Qt.CheckState.Checked)
    states = [page.session.state(name, current="", warnings=frozenset()) for name in flow.NAMES[:5]]
    assert states == ["done", "done", "done", "look-again", "look-again"]


def test_the_model_keeps_the_rules_of_qt(page: ArtifactsPage) -> None:
    model = ArtifactTree()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_groups(page.model.groups)
    model.show_ticks(frozenset({FEATURES}), frozenset())
    model.show_groups(page.model.groups[:2])
    assert model.rowCount(QModelIndex()) == 2
    assert tester.parent() is None


def test_an_installer_makes_a_program_one_that_is_carried_over(qtbot: QtBot, page: ArtifactsPage) -> None:
    index = at(page, PROGRAMS, "Agent")
    page.tree.setCurrentIndex(at(page, FEATURES, "TelnetClient"))
    assert not page.bring.isEnabled()
    page.tree.setCurrentIndex(index)
    assert page.bring.isEnabled()
    page.bring_installer("/brought/agent.msi")
    qtbot.waitUntil(lambda: not page.session.jobs)
    assert page.session.migration.selection.installers == (Installer("Agent", "agent.msi", "ab" * 32),)
    assert chosen(page) == ("IIS", f"{PROGRAMS}/Agent")
    assert index.siblingAtColumn(FATE).data() == "carried over"
    page.bring_installer("/brought/other.msi")
    qtbot.waitUntil(lambda: not page.session.jobs)
    assert [item.file for item in page.session.migration.selection.installers] == ["other.msi"]
