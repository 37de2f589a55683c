"""Where the old server kept its logs: site by site, in a folder of their own choice, or all in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.iis import ConfigElement, ConfigSection, IisConfiguration
from reberth.model.windows import WindowsInfo
from reberth.verbs.old_logs import log_folders, read_logs
from tests.support.inventories import HOST, application, settings, site
from tests.support.trees import Broken, MemoryTree, memory_volumes

if TYPE_CHECKING:
    from reberth.containers.iis_log import LogEntry
    from reberth.filesystems.volumes import Volumes
    from reberth.model.events import Event
    from reberth.verbs.old_logs import LogsRead

FIELDS = b"#Fields: s-sitename cs-method cs-uri-stem sc-status\r\n"
WINDOWS = WindowsInfo(
    "c", r"C:\Windows", ansi_code_page=1252, environment=(("LOGS", r"D:\logs"), ("SYSTEMDRIVE", "C:"))
)


def configured(**directories: str) -> IisConfiguration:
    sites = []
    for number, (name, directory) in enumerate(directories.items(), start=1):
        made = site(name, application("/", r"C:\web"))
        own = settings(logFile__directory=directory) if directory else settings()
        sites.append(type(made)(made.name, number, made.evidence, made.bindings, made.applications, own))
    return IisConfiguration("8.5", tuple(sites))


def volumes(c: dict[str, bytes | None], d: dict[str, bytes | None] | None = None) -> Volumes:
    found = memory_volumes(MemoryTree("c", c, modified=5), MemoryTree("d", d or {}))
    found.assign_letters({"c": "C", "d": "D"})
    return found


def read(disks: Volumes, iis: IisConfiguration) -> tuple[list[tuple[str, LogEntry]], LogsRead, list[Event]]:
    entries: list[tuple[str, LogEntry]] = []
    told: list[Event] = []
    found = read_logs(disks, WINDOWS, iis, lambda name, entry: entries.append((name, entry)), told.append)
    return entries, found, told


def test_folders_are_the_site_s_own_or_the_stock_one() -> None:
    iis = configured(Shop=r"%LOGS%\web", Blog="", Odd=r"%NOWHERE%\x")
    assert [tuple(item) for item in log_folders(iis, WINDOWS)] == [
        ("Shop", r"D:\logs\web\W3SVC1"),
        ("Blog", r"C:\inetpub\logs\LogFiles\W3SVC2"),
        ("Odd", r"%NOWHERE%\x\W3SVC3"),
    ]


def test_only_logs_of_the_folder_are_read_oldest_name_first() -> None:
    line = b"W3SVC1 GET /%d 200\r\n"
    disks = volumes(
        {
            r"\inetpub\logs\LogFiles\W3SVC2\u_ex150902.log": FIELDS + line % 2,
            r"\inetpub\logs\LogFiles\W3SVC2\u_ex150901.LOG": FIELDS + line % 1 + b"torn\r\n",
            r"\inetpub\logs\LogFiles\W3SVC2\u_ex150901.zip": FIELDS + line % 9,
            r"\inetpub\logs\LogFiles\W3SVC2\old.log\u_ex.log": FIELDS + line % 9,
            r"\inetpub\logs\LogFiles\W3SVC9\u_ex150901.log": FIELDS + line % 9,
        },
        {r"\logs\W3SVC1\u_ex15.log": FIELDS + line % 3},
    )
    entries, found, told = read(disks, configured(Shop="%LOGS%", Blog=""))
    assert [(name, entry.path) for name, entry in entries] == [("Shop", "/3"), ("Blog", "/1"), ("Blog", "/2")]
    assert found == (3, 4, 1)
    progress = [item for item in told if isinstance(item, Progress)]
    assert [item.done for item in progress] == sorted(item.done for item in progress)
    assert progress[-1].done == progress[-1].total


def test_a_central_log_names_the_site_in_each_line() -> None:
    children = (ConfigElement("centralW3CLogFile", (("enabled", "true"), ("directory", "%LOGS%")), (), ()),)
    element = ConfigElement("log", (("centralLogFileMode", "CentralW3C"),), (), children)
    iis = configured(Shop="", Blog="")
    central = ConfigSection("system.applicationHost/log", "", element, HOST)
    iis = IisConfiguration("8.5", iis.sites, sections=(central,))
    lines = b"W3SVC2 GET /b 200\r\nW3SVC1 GET /s 200\r\nW3SVC7 GET /gone 200\r\n"
    entries, found, _ = read(volumes({}, {r"\logs\W3SVC\u_ex15.log": FIELDS + lines}), iis)
    assert [(name, entry.path) for name, entry in entries] == [("Blog", "/b"), ("Shop", "/s")]
    assert found.lines == 3


def test_a_log_that_cannot_be_read_is_an_error_not_an_empty_log() -> None:
    disks = memory_volumes(Broken("c", {r"\inetpub\logs\LogFiles\W3SVC1\u_ex15.log": FIELDS}))
    disks.assign_letters({"c": "C"})
    with pytest.raises(ReberthError, match=r"filesystem\.file-unreadable"):
        read(disks, configured(Shop=""))
