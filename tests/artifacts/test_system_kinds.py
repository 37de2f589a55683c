"""Services, tasks, environment, hosts file, accounts, firewall, shares and fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reberth.artifacts.service_key import split_command, words
from reberth.model.system_records import EnvironmentVariable, Font, HostsEntry, LocalUser, ScheduledTask
from tests.artifacts.offline import SERVICES, fates, found, offline, planned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.artifacts.conftest import Built, Everything


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"C:\a b\x.exe" -k "c d"', (r"C:\a b\x.exe", '-k "c d"')),
        (r"C:\Program Files\x\y.exe /s", (r"C:\Program Files\x\y.exe", "/s")),
        (r"C:\tool\run.EXE", (r"C:\tool\run.EXE", "")),
        (r"svchost -k net", ("svchost", "-k net")),
        ('"unclosed', ("unclosed", "")),
        ("", ("", "")),
    ],
)
def test_command_lines(text: str, expected: tuple[str, str]) -> None:
    assert split_command(text) == expected


def test_words_of_a_command_line() -> None:
    assert words('-d "C:/my web" -f x') == ("-d", "C:/my web", "-f", "x")


def test_services_by_what_they_are(tmp_path: Path, everything: Everything) -> None:
    assert "Disk" not in everything.of("Services")
    assert "DNS" not in everything.of("Services")
    files: dict[str, bytes | None] = dict.fromkeys((rf"\x\{name}.exe" for name in "abcd"), b"MZ")
    system: dict[str, dict[str, Any]] = {
        f"{SERVICES}\\Worker": {"ImagePath": r"C:\x\a.exe", "Start": 2, "Type": 16},
        f"{SERVICES}\\Off": {"ImagePath": r"C:\x\b.exe", "Start": 4, "Type": 16},
        f"{SERVICES}\\Gone": {"ImagePath": r"C:\x\gone.exe", "Start": 2, "Type": 16},
        f"{SERVICES}\\Backup": {"ImagePath": r"C:\x\c.exe", "DisplayName": "Acme Backup Agent", "Start": 2, "Type": 16},
        f"{SERVICES}\\SQLAgent$X": {"ImagePath": r"C:\x\d.exe", "Start": 2, "Type": 16},
        f"{SERVICES}\\Inside": {"ImagePath": r"%SystemRoot%\system32\svchost.exe -k a", "Start": 2, "Type": 32},
    }
    assert fates(planned(offline(tmp_path, files, system=system), "Services")) == {
        "Worker": ("Undecided", "artifact.service"),
        "Off": ("LeftOut", "artifact.service-off"),
        "Gone": ("LeftOut", "artifact.service-off"),
        "Backup": ("LeftOut", "artifact.service-host-agent"),
        "SQLAgent$X": ("LeftOut", "artifact.service-of-kind"),
    }


def test_tasks(everything: Everything) -> None:
    records = everything.of("ScheduledTasks")
    assert sorted(records) == [r"\Contoso\Nightly report"]
    task = records[r"\Contoso\Nightly report"]
    assert isinstance(task, ScheduledTask)
    assert (task.program, task.triggers, task.account) == (r"C:\Contoso\report.exe", ("CalendarTrigger",), "S-1-5-18")


def test_hostile_and_old_tasks(tmp_path: Path) -> None:
    tasks = r"\Windows\System32\Tasks"
    bomb = b'<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><Task><Command>&a;</Command></Task>'
    off = (
        '<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><Settings><Enabled>false</Enabled></Settings>'
        "<Actions><Exec><Command>x.exe</Command></Exec></Actions></Task>"
    )
    files: dict[str, bytes | None] = {
        rf"{tasks}\Bomb": bomb,
        rf"{tasks}\Broken": b"\xff\xfe<",
        rf"{tasks}\Off": off.encode(),
        r"\Windows\Tasks\Old.job": b"\1\2",
        rf"{tasks}\Microsoft\Windows\Own": off.encode(),
    }
    told = fates(planned(offline(tmp_path, files), "ScheduledTasks"))
    assert told == {
        r"\Bomb": ("Undecided", "artifact.task"),
        r"\Broken": ("Undecided", "artifact.task"),
        r"\Off": ("LeftOut", "artifact.task-off"),
        r"\Old": ("Undecided", "artifact.task"),
    }
    programs = [item.program for item in found("ScheduledTasks", offline(tmp_path, files)).values()]
    assert programs.count("") == 3


def test_variables(everything: Everything, built: Built) -> None:
    records = everything.of("EnvironmentVariables")
    assert sorted(records) == ["Path", "SHOP_HOME", "SHOP_PASSWORD"]
    secret = records["SHOP_PASSWORD"]
    assert isinstance(secret, EnvironmentVariable)
    assert (secret.value, secret.withheld) == ("", True)
    if built.name == "everything":
        told = fates(built.result.plan)
        assert told["Path"] == ("Undecided", "artifact.path-folders")
        assert told["SHOP_PASSWORD"] == ("Undecided", "artifact.variable-secret")
        values = [item.value for item in built.result.plan.extras.settings if item.name == "SHOP_HOME"]
        assert values == [r"C:\drives\D\shop"]


def test_a_search_path_of_windows_alone_is_nothing(tmp_path: Path) -> None:
    server = offline(tmp_path, environment={"Path": r"%SystemRoot%\system32;%SystemRoot%;"})
    assert fates(planned(server, "EnvironmentVariables")) == {"Path": ("LeftOut", "artifact.path-plain")}


def test_hosts_file_wherever_it_lies(tmp_path: Path) -> None:
    text = (
        "\ufeff10.0.0.1 a A # again\r\n::1 localhost\r\nfe80::1%4 six\r\n10.0.0.1\r\n999.0.0.1 no\r\n1.1.1.1 -bad-\r\n"
    )
    system = {r"ControlSet001\Services\Tcpip\Parameters": {"DataBasePath": r"%SystemDrive%\net"}}
    server = offline(tmp_path, {r"\net\hosts": text.encode()}, system=system)
    plan = planned(server, "HostsFile")
    assert [(item.name, item.address) for item in plan.extras.hosts] == [("a", "10.0.0.1"), ("six", "fe80::1%4")]
    told = fates(plan)
    assert told["no"] == told["-bad-"] == ("Undecided", "artifact.host-broken")


def test_lines_of_the_hosts_file_are_evidence(everything: Everything) -> None:
    record = everything.of("HostsFile")["db01"]
    assert isinstance(record, HostsEntry)
    assert (record.address, record.evidence[0].line) == ("10.0.0.9", 3)


def test_accounts_are_names_and_nothing_else(everything: Everything) -> None:
    records = everything.of("LocalUsers")
    told = {name: (item.rid, item.used_by) for name, item in records.items() if isinstance(item, LocalUser)}
    assert told == {"Administrator": (500, ()), "worker": (1001, ("service OrderWorker",))}


def test_accounts_that_something_runs_as_need_a_decision(tmp_path: Path) -> None:
    names = r"SAM\Domains\Account\Users\Names"
    sam: dict[str, dict[str, Any]] = {f"{names}\\web": {"": (1005, b"")}, f"{names}\\idle": {"": (1006, b"")}}
    system = {f"{SERVICES}\\W": {"ImagePath": r"C:\w.exe", "ObjectName": r"WEB01\web", "Type": 16}}
    system |= {f"{SERVICES}\\D": {"ImagePath": r"C:\d.exe", "ObjectName": r"DOMAIN\idle", "Type": 16}}
    plan = planned(offline(tmp_path, sam=sam, system=system), "LocalUsers")
    assert fates(plan) == {
        "web": ("Undecided", "artifact.account-used"),
        "idle": ("LeftOut", "artifact.account-unused"),
    }


def test_firewall_rules_that_somebody_made(everything: Everything, built: Built) -> None:
    assert sorted(everything.of("FirewallRules")) == ["No admin", "Worker"]
    if built.name == "everything":
        told = fates(built.result.plan)
        assert told["No admin"] == ("Undecided", "artifact.firewall-block")
        assert told["Worker"] == ("LeftOut", "artifact.firewall-allow")


def test_shares_of_folders_only(everything: Everything) -> None:
    assert sorted(everything.of("Shares")) == ["upload"]


def test_fonts(everything: Everything) -> None:
    records = everything.of("Fonts")
    told = {name: (item.stock, item.content is not None) for name, item in records.items() if isinstance(item, Font)}
    assert told == {
        "Arial (TrueType)": (True, True),
        "Contoso Sans (TrueType)": (False, True),
        "Lost (TrueType)": (False, False),
    }


def test_a_font_of_windows_travels_when_it_is_named(built: Built) -> None:
    if built.name != "by-name":
        return
    actions = [item for item in built.result.plan.extras.actions if item.action == "font"]
    assert [dict(item.attributes)["file"] for item in actions] == [r"artifacts\fonts\arial.ttf"]
    assert (built.folder / "artifacts/fonts/arial.ttf").read_bytes() == b"arial"
    assert fates(built.result.plan)["Contoso Sans (TrueType)"] == ("LeftOut", "artifact.not-chosen")


def test_two_names_of_one_font_file_share_it(tmp_path: Path) -> None:
    fonts = {"A (TrueType)": "own.ttc", "B (TrueType)": "OWN.TTC", "C (TrueType)": r"C:\x\con.ttf"}
    software = {r"Microsoft\Windows NT\CurrentVersion\Fonts": fonts}
    files: dict[str, bytes | None] = {r"\Windows\Fonts\own.ttc": b"1", r"\x\con.ttf": b"2"}
    plan = planned(offline(tmp_path, files, software=software), "Fonts")
    assert [item.name for item in plan.extras.files] == ["artifacts/fonts/own.ttc"]
    assert [dict(item.attributes)["name"] for item in plan.extras.actions] == ["A (TrueType)", "B (TrueType)"]
    # No container can hold a file of that name.
    assert fates(plan)["C (TrueType)"] == ("Undecided", "artifact.font-missing")
