"""Installed programs and Windows features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.artifacts.add_remove_programs import packed
from reberth.artifacts.program_classes import classify
from reberth.artifacts.unavailable_features import cannot_be_in_containers, is_tool
from reberth.model.artifact_records import InstalledFeature, InstalledProgram
from reberth.model.inventory import Inventory
from reberth.model.selection import Installer, Selection
from reberth.planning.planner import make_plan
from tests.artifacts.offline import SEEN, fates, found, offline, planned
from tests.support.hives import make_hive

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.artifacts.server import OfflineServer
    from tests.artifacts.conftest import Built, Everything

_UNINSTALL = r"Microsoft\Windows\CurrentVersion\Uninstall"


def test_names_versions_and_views(everything: Everything) -> None:
    records = everything.of("AddRemovePrograms")
    seen = {
        name: (item.view, item.sort, item.version)
        for name, item in records.items()
        if isinstance(item, InstalledProgram)
    }
    assert seen == {
        "7-Zip 19.00 (x64 edition)": ("64", "application", "19.00.00.0"),
        "Anna's Editor": ("user", "application", ""),
        "Contoso Viewer": ("32", "application", ""),
        "Microsoft Visual C++ 2013 Redistributable (x64)": ("64", "runtime", ""),
        "Security Update (KB2468871)": ("64", "update", ""),
        "VMware Tools": ("64", "host-agent", ""),
    }


def test_the_package_that_windows_keeps(everything: Everything) -> None:
    record = everything.of("AddRemovePrograms")["7-Zip 19.00 (x64 edition)"]
    assert isinstance(record, InstalledProgram)
    assert record.package == r"C:\Windows\Installer\1a2b.msi"
    assert packed("{12345678-9ABC-DEF0-1234-56789ABCDEF0}") == "87654321CBA90FED21436587A9CBED0F"


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    software = {f"{_UNINSTALL}\\{key}": {"DisplayName": "  Tool\n 1 "} for key in ("A", "B")}
    assert sorted(found("AddRemovePrograms", offline(tmp_path, software=software))) == ["Tool 1", "Tool 1 #2"]


def test_a_user_whose_hive_is_broken_is_told(tmp_path: Path) -> None:
    sid = "S-1-5-21-1-2-3-1001"
    profiles = r"Microsoft\Windows NT\CurrentVersion\ProfileList"
    software = {f"{profiles}\\{sid}": {"ProfileImagePath": r"%SystemDrive%\Users\eve"}}
    server = offline(tmp_path, {r"\Users\eve\NTUSER.DAT": b"regf" * 2000}, software=software)
    assert found("AddRemovePrograms", server) == {}
    assert [(item.code, item.subject) for item in server.findings] == [("artifact.user-unreadable", sid)]


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [
        ("Microsoft Visual C++ 2008 Redistributable - x86 9.0.30729", "Microsoft", "runtime"),
        ("Java 8 Update 45", "Oracle", "runtime"),
        ("IIS URL Rewrite Module 2", "Microsoft", "runtime"),
        ("Microsoft .NET Framework 4.5.2", "Microsoft Corporation", "runtime"),
        ("MySQL Connector/ODBC 5.3", "Oracle", "runtime"),
        ("Crystal Reports 2008 Runtime", "SAP", "runtime"),
        ("Update for Windows Server 2003 (KB925876)", "", "update"),
        ("Symantec Backup Exec Remote Agent", "Symantec", "host-agent"),
        ("HP Insight Management Agents", "HP", "host-agent"),
        ("Acme Orders", "Acme", "application"),
    ],
)
def test_classes(title: str, publisher: str, expected: str) -> None:
    assert classify(title, publisher, update=False) == expected
    assert classify(title, publisher, update=True) == "update"


def program(name: str, *, msi: bool = True) -> InstalledProgram:
    return InstalledProgram(kind="AddRemovePrograms", name=name, windows_installer=msi, evidence=SEEN)


def test_an_installer_with_its_hash_is_carried_and_one_without_is_asked_for(tmp_path: Path) -> None:
    server = offline(tmp_path)
    records = (program("Tool A"), program('Tool: "B" / x', msi=False), program("Other"))
    inventory = Inventory((), (), server.windows, artifacts=records, kinds=("AddRemovePrograms",))
    artifacts = ("AddRemovePrograms", "AddRemovePrograms/tool a", 'AddRemovePrograms/Tool: "B" / x')
    chosen = Selection(artifacts=artifacts, installers=(Installer("Tool A", "a.exe", "ab" * 32, "/S"),))
    plan = make_plan(inventory, chosen)
    told = [(item.name, item.installer, item.arguments, item.sha256) for item in plan.add_ons]
    assert told == [
        ("Tool A", "a.exe", "/S", "ab" * 32),
        ('Tool: "B" / x', "Tool-B-x.exe", "/quiet /norestart", ""),
    ]
    assert fates(plan) == {
        "Tool A": ("CarriedOver", ""),
        'Tool: "B" / x': ("Undecided", "artifact.program-installer"),
        "Other": ("Undecided", "artifact.program-application"),
    }


def test_what_adds_to_iis_is_told_by_the_web_sites(tmp_path: Path) -> None:
    names = (
        "IIS URL Rewrite Module 2",
        "Microsoft ASP.NET Core 8.0.1 Hosting Bundle",
        "Microsoft .NET Framework 4 Client Profile",
        "Contoso URL Tool",
    )
    software = {f"{_UNINSTALL}\\{number}": {"DisplayName": name} for number, name in enumerate(names)}
    told = fates(planned(offline(tmp_path, software=software), "AddRemovePrograms"))
    assert [told[name][1] for name in names] == [
        "artifact.program-of-iis",
        "artifact.program-of-iis",
        "artifact.program-framework",
        "artifact.program-application",
    ]


def test_features_by_witness(everything: Everything) -> None:
    records = everything.of("AllWindowsFeatures")
    seen = {name: item.witnesses for name, item in records.items() if isinstance(item, InstalledFeature)}
    assert seen["NetFx3"] == ("optional-features",)
    assert seen["IIS-FTPServer"] == ("server-manager",)
    assert seen["IIS-WindowsAuthentication"] == ("inetstp",)
    assert "IIS-CGI" not in seen


def test_what_becomes_of_features(built: Built) -> None:
    if built.name != "everything":
        return
    told = fates(built.result.plan)
    assert told["SNMP"] == ("LeftOut", "artifact.feature-impossible")
    assert told["TelnetClient"] == ("LeftOut", "artifact.feature-tool")
    assert told["Contoso-Role"] == ("Undecided", "artifact.feature-unknown-name")
    assert told["IIS-FTPServer"] == ("LeftOut", "artifact.feature-ftp")
    names = [item.name for item in built.result.plan.features]
    # The ASP.NET 3.5 features stand on it, and what the base image has is not enabled again.
    assert names[0] == "NetFx3"
    assert "IIS-ASPNET45" not in names


def test_a_tool_that_was_named_is_enabled(tmp_path: Path) -> None:
    key = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures\TelnetClient"
    server = offline(tmp_path, software={key: {"Selection": 1}}, features=())
    plan = planned(server, "AllWindowsFeatures/TelnetClient")
    assert [item.name for item in plan.features] == ["TelnetClient"]


_OPTIONAL = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures"


def with_features(folder: Path, *names: str) -> OfflineServer:
    """A server with these features by the names that DISM uses."""
    return offline(folder, software={f"{_OPTIONAL}\\{name}": {"Selection": 1} for name in names}, features=())


def test_a_feature_that_would_end_the_build_is_not_enabled_unasked(tmp_path: Path) -> None:
    names = ("IIS-CGI", "SUACore", "IdentityServer-SecurityTokenService", "DNS-Server-Full-Role", "MSMQ-ADIntegration")
    plan = planned(with_features(tmp_path / "a", *names), "AllWindowsFeatures")
    assert fates(plan) == {
        "IIS-CGI": ("CarriedOver", ""),
        "SUACore": ("Undecided", "artifact.feature-unproven"),
        # Of the list of what Microsoft took out, though of no family that others belong to.
        "IdentityServer-SecurityTokenService": ("LeftOut", "artifact.feature-impossible"),
        "DNS-Server-Full-Role": ("LeftOut", "artifact.feature-dns"),
        "MSMQ-ADIntegration": ("LeftOut", "artifact.msmq-domain"),
    }
    assert [item.name for item in plan.features] == ["IIS-CGI"]
    named = planned(with_features(tmp_path / "b", *names), "AllWindowsFeatures/SUACore")
    assert [item.name for item in named.features] == ["SUACore"]


def test_asp_net_3_5_brings_the_framework_it_stands_on(tmp_path: Path) -> None:
    plan = planned(with_features(tmp_path, "IIS-ASPNET", "IIS-ASP"), "AllWindowsFeatures")
    assert [(item.name, item.capability) for item in plan.features] == [
        ("NetFx3", True),
        ("IIS-ASP", False),
        ("IIS-ASPNET", False),
    ]


def test_names_of_what_containers_cannot_have() -> None:
    assert all(map(cannot_be_in_containers, ("SNMP", "Hyper-V", "UpdateServices-UI", "Printing-Server-Role", "BITS")))
    assert not any(map(cannot_be_in_containers, ("MSMQ-Server", "DNS-Server-Full-Role", "IIS-ASP", "NetFx3")))
    assert is_tool("Server-Gui-Shell")
    assert not is_tool("IIS-WebDAV")


def test_windows_server_2003_names_are_not_given_to_dism(tmp_path: Path) -> None:
    key = r"Microsoft\Windows\CurrentVersion\Setup\Oc Manager\Subcomponents"
    server = offline(tmp_path, software={key: {"iehardenadmin": 1, "fp_extensions": 0}}, features=(), iis="")
    assert fates(planned(server, "AllWindowsFeatures")) == {
        "iehardenadmin": ("Undecided", "artifact.feature-unknown-name")
    }


def test_user_hives_of_hivex_are_read(tmp_path: Path) -> None:
    sid = "S-1-5-21-1-2-3-1001"
    profiles = r"Microsoft\Windows NT\CurrentVersion\ProfileList"
    hive = make_hive(tmp_path / "NTUSER.DAT", {f"Software\\Wow6432Node\\{_UNINSTALL}\\X": {"DisplayName": "Own"}})
    software = {
        f"{profiles}\\{sid}": {"ProfileImagePath": r"C:\Users\eve"},
        f"{profiles}\\S-1-5-18": {"ProfileImagePath": r"C:\Users\eve"},
    }
    server = offline(tmp_path / "a", {r"\Users\eve\NTUSER.DAT": hive.read_bytes()}, software=software)
    records = found("AddRemovePrograms", server)
    assert {name: (item.view, item.user) for name, item in records.items()} == {"Own": ("user", sid)}
