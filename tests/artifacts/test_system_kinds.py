"""Services, tasks, environment, hosts file, accounts, firewall, shares and fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reberth.artifacts.job_file import read_job
from reberth.artifacts.service_key import split_command, words
from reberth.model.system_records import EnvironmentVariable, Font, HostsEntry, LocalUser, ScheduledTask
from tests.artifacts.offline import SERVICES, fates, found, offline, planned
from tests.support.job_files import BOOT, DAILY, DISABLED, IDLE, LOGON, ONCE, WEEKLY, job_file
from tests.support.planted import planted, value_of

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
        (r"C:\Program Files\Common Files\x\serve -p y", (r"C:\Program Files\Common Files\x\serve", "-p y")),
        (r"C:\tools\run D:\data\x", (r"C:\tools\run", r"D:\data\x")),
        (r"C:\tools\run /p:C:\x", (r"C:\tools\run", r"/p:C:\x")),
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


@pytest.mark.parametrize("wrapper", [r"%SystemRoot%\system32\srvany.exe", r"C:\nssm\nssm.exe"])
def test_a_program_that_another_made_a_service_of(tmp_path: Path, wrapper: str) -> None:
    key = f"{SERVICES}\\Import"
    system: dict[str, dict[str, Any]] = {
        key: {"ImagePath": wrapper, "Start": 2, "Type": 16},
        f"{key}\\Parameters": {"Application": planted(r"C:\Program Files\Orders\import.exe -p §wrapped§")},
        f"{SERVICES}\\Bare": {"ImagePath": r"C:\nssm\nssm.exe", "Type": 16},
    }
    files: dict[str, bytes | None] = {r"\Program Files\Orders\import.exe": b"MZ"}
    records = found("Services", offline(tmp_path, files, system=system))
    assert (records["Import"].program, records["Import"].there) == (r"C:\Program Files\Orders\import.exe", True)
    assert [item.location for item in records["Import"].evidence] == ["ImagePath", "Application", "Start"]
    assert records["Bare"].program == r"C:\nssm\nssm.exe"


def test_a_library_that_windows_runs_as_a_service(tmp_path: Path) -> None:
    def hosted(name: str, library: str) -> dict[str, dict[str, Any]]:
        key = f"{SERVICES}\\{name}"
        image = {"ImagePath": r"%SystemRoot%\System32\svchost.exe -k x", "Start": 2, "Type": 0x20}
        return {key: image, f"{key}\\Parameters": {"ServiceDll": library}}

    system = hosted("Own", r"C:\Program Files\Orders\queue.dll") | hosted(
        "Dnscache", r"%SystemRoot%\System32\dnsrslvr.dll"
    )
    records = found("Services", offline(tmp_path, {r"\Program Files\Orders\queue.dll": b"MZ"}, system=system))
    assert {name: item.program for name, item in records.items()} == {"Own": r"C:\Program Files\Orders\queue.dll"}


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


def test_task_files_of_windows_server_2003(tmp_path: Path) -> None:
    tasks = r"\Windows\Tasks"
    task = (
        '<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><Triggers><LogonTrigger><UserId>eve</UserId>'
        "</LogonTrigger></Triggers><Principals><Principal><GroupId>S-1-5-32-544</GroupId></Principal></Principals>"
        "<Actions><ComHandler><ClassId>{1-2}</ClassId></ComHandler></Actions></Task>"
    )
    backup = job_file(r"%SystemRoot%\backup.exe", planted("/p:§job§"), triggers=(WEEKLY, DAILY, BOOT))
    files: dict[str, bytes | None] = {
        rf"{tasks}\Backup.job": backup,
        rf"{tasks}\Off.job": job_file(r"C:\x y\off.exe", flags=DISABLED, triggers=()),
        rf"{tasks}\Whole.job": job_file(planted(r"C:\x y\whole.exe -p §job§")),
        rf"{tasks}\Both.JOB": job_file("both.exe"),
        rf"{tasks}\SA.DAT": b"1",
        r"\Windows\System32\Tasks\Both": task.encode(),
    }
    server = offline(tmp_path, files)
    told = {name: (item.program, item.triggers, item.enabled) for name, item in found("ScheduledTasks", server).items()}
    assert told == {
        r"\Backup": (r"C:\Windows\backup.exe", ("CalendarTrigger", "BootTrigger"), True),
        r"\Both": ("{1-2}", ("LogonTrigger",), True),
        r"\Off": (r"C:\x y\off.exe", (), False),
        r"\Whole": (r"C:\x y\whole.exe", ("CalendarTrigger",), True),
    }
    assert found("ScheduledTasks", server)[r"\Both"].account == "S-1-5-32-544"
    assert value_of("job").encode("utf-16-le") in backup


@pytest.mark.parametrize("length", [0, 67, 70, 90, 200])
def test_a_task_file_that_was_cut_off_is_told_by_name(length: int) -> None:
    whole = job_file(r"C:\Contoso\report.exe", triggers=(ONCE, IDLE, LOGON))
    job = read_job(whole[:length])
    assert job is None or r"C:\Contoso\report.exe".startswith(job.program)
    assert read_job(b"PK" + whole[2:4] + b"\xff" * 90) is None
    assert read_job(whole) == (r"C:\Contoso\report.exe", ("TimeTrigger", "IdleTrigger", "LogonTrigger"), True)


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


_POLICY = rf"{SERVICES}\SharedAccess\Parameters\FirewallPolicy"


def test_rules_by_range_by_caller_and_by_group_policy(tmp_path: Path) -> None:
    """Grammar of [MS-GPFAS] 2.2.2.19: ranges stand in a field of their own, callers in others."""
    own = {
        "{A}": "v2.20|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|LPort2_10=5000-5010|Name=Range|",
        "{B}": "v2.20|Action=Allow|Active=TRUE|Dir=In|LPort=81|RA4=10.0.0.0/255.0.0.0|RA6=LocalSubnet|Name=Some|",
    }
    policy = {"{C}": "v2.10|Action=Block|Active=TRUE|Dir=In|Name=Range|"}
    system: dict[str, dict[str, Any]] = {
        rf"{_POLICY}\FirewallRules": own,
        rf"{_POLICY}\PublicProfile": {"EnableFirewall": 1},
    }
    software: dict[str, dict[str, Any]] = {r"Policies\Microsoft\WindowsFirewall\FirewallRules": policy}
    server = offline(tmp_path / "on", system=system, software=software)
    told = {name: (item.action, item.ports, item.addresses) for name, item in found("FirewallRules", server).items()}
    assert told == {
        "Range": ("Block", "", ""),
        "Range #2": ("Allow", "80, 5000-5010", ""),
        "Some": ("Allow", "81", "10.0.0.0/255.0.0.0, LocalSubnet"),
    }
    assert fates(planned(server, "FirewallRules")) == {
        "Range": ("Undecided", "artifact.firewall-block"),
        "Range #2": ("LeftOut", "artifact.firewall-allow"),
        "Some": ("Undecided", "artifact.firewall-limited"),
    }
    for profile in ("DomainProfile", "StandardProfile", "PublicProfile"):
        system[rf"{_POLICY}\{profile}"] = {"EnableFirewall": 0}
    assert found("FirewallRules", offline(tmp_path / "off", system=system, software=software)) == {}


def test_exceptions_of_the_firewall_of_windows_server_2003(tmp_path: Path) -> None:
    system: dict[str, dict[str, Any]] = {
        rf"{_POLICY}\StandardProfile": {"EnableFirewall": 1},
        rf"{_POLICY}\StandardProfile\GloballyOpenPorts\List": {
            "8080:TCP": "8080:TCP:10.0.0.0/255.0.0.0:Enabled:Shop: old",
            "81:UDP": "81:UDP:*:Enabled:",
            "82:TCP": "82:TCP:*:Disabled:Off",
            "3389:TCP": "3389:TCP:*:Enabled:@xpsp2res.dll,-22009",
            "x": "broken",
        },
        rf"{_POLICY}\StandardProfile\AuthorizedApplications\List": {
            r"C:\x\worker.exe": r"C:\x\worker.exe:*:Enabled:Worker",
            r"%windir%\y.exe": r"%windir%\y.exe:LocalSubNet:Enabled:",
            "z": "z",
        },
        # The other profile repeats one, and has one of its own behind a firewall that is off.
        rf"{_POLICY}\DomainProfile\GloballyOpenPorts\List": {"99:TCP": "99:TCP:*:Enabled:Nobody"},
    }
    software: dict[str, dict[str, Any]] = {
        r"Policies\Microsoft\WindowsFirewall\DomainProfile": {"EnableFirewall": 0},
    }
    server = offline(tmp_path, version="5.2", system=system, software=software)
    told = {
        name: (item.protocol, item.ports, item.program, item.addresses)
        for name, item in found("FirewallRules", server).items()
    }
    assert told == {
        "Shop: old": ("TCP", "8080", "", "10.0.0.0/255.0.0.0"),
        "UDP 81": ("UDP", "81", "", ""),
        "Worker": ("", "", r"C:\x\worker.exe", ""),
        "y.exe": ("", "", r"C:\Windows\y.exe", "LocalSubNet"),
    }
    assert fates(planned(server, "FirewallRules"))["y.exe"] == ("Undecided", "artifact.firewall-limited")
    # As it is after a fresh installation.
    system[f"{SERVICES}\\SharedAccess"] = {"Start": 4}
    assert found("FirewallRules", offline(tmp_path / "off", version="5.2", system=system, software=software)) == {}


def test_group_policy_switches_a_firewall_on_and_both_profiles_are_told_once(tmp_path: Path) -> None:
    port = {"8080:TCP": "8080:TCP:*:Enabled:Shop"}
    system: dict[str, dict[str, Any]] = {
        rf"{_POLICY}\{profile}\GloballyOpenPorts\List": port for profile in ("StandardProfile", "DomainProfile")
    }
    system[rf"{_POLICY}\StandardProfile"] = {"EnableFirewall": 0}
    policies = r"Policies\Microsoft\WindowsFirewall"
    software: dict[str, dict[str, Any]] = {
        rf"{policies}\{profile}": {"EnableFirewall": 1} for profile in ("StandardProfile", "DomainProfile")
    }
    assert list(found("FirewallRules", offline(tmp_path, version="5.2", system=system, software=software))) == ["Shop"]


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
