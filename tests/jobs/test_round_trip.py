"""Each verb through a worker gives what it gives by itself, and the command line shows the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from reberth.jobs.client import Job
from reberth.jobs.perform import perform
from reberth.jobs.protocol import Items
from reberth.jobs.table import CONVERT, DEMO, LIST, READ, SCAN
from reberth.model.errors import ReberthError
from reberth.model.events import Event, Note, Progress, silent
from reberth.model.inventory import Inventory
from reberth.model.plan import Plan
from reberth.model.requests import ConvertRequest, DemoRequest, ListedEntry, ListRequest, ReadRequest, ScanRequest
from reberth.model.selection import Selection
from reberth.verbs.convert import convert
from reberth.verbs.listing import list_folder
from reberth.verbs.reading import read_file
from reberth.verbs.scan import scan
from tests.cli.running import reberth
from tests.jobs.acting import ACT, COMMAND, STREAM, Act
from tests.jobs.watching import everything, until

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = r"C:\Windows\System32\inetsrv\config\applicationHost.config"


@pytest.mark.usefixtures("scratch")
def test_scan(disk: Path) -> None:
    heard: list[Event] = []
    direct: list[Event] = []
    inventory = perform(SCAN, ScanRequest((str(disk),)), heard.append)
    assert inventory == scan(ScanRequest((str(disk),)), direct.append)
    assert inventory.windows.computer_name == "WEB01"
    assert heard == direct
    assert {event.phase for event in heard if isinstance(event, Progress)} >= {"phase.open-disks", "phase.read-iis"}
    assert msgspec.json.decode(reberth("scan", disk, "--json").out, type=Inventory) == inventory


def test_convert(disk: Path, tmp_path: Path, scratch: Path) -> None:
    heard: list[Event] = []
    request = ConvertRequest((str(disk),), str(tmp_path / "a" / "out"), Selection(("Intranet",)))
    result = perform(CONVERT, request, heard.append)
    assert scratch.exists()
    direct = convert(ConvertRequest((str(disk),), str(tmp_path / "b" / "out"), Selection(("Intranet",))), silent)
    assert result.plan == direct.plan
    assert result.written == direct.written
    assert (result.files, result.bytes) == (direct.files, direct.bytes)
    assert everything(tmp_path / "a" / "out") == everything(tmp_path / "b" / "out")
    assert [item.name for item in (tmp_path / "a").iterdir()] == ["out"]
    phases = [event.phase for event in heard if isinstance(event, Progress)]
    assert phases.index("phase.open-disks") < phases.index("phase.read-iis") < phases.index("phase.copy-content")
    assert phases[-1] == "phase.copy-content" or "phase.write-files" in phases
    for phase in set(phases):
        done = [event.done for event in heard if isinstance(event, Progress) and event.phase == phase]
        assert done == sorted(done), phase
    ran = reberth("convert", disk, "-o", tmp_path / "c" / "out", "--site", "Intranet", "--json")
    assert msgspec.convert(json.loads(ran.out)["plan"], Plan) == direct.plan
    assert everything(tmp_path / "c" / "out") == everything(tmp_path / "b" / "out")


@pytest.mark.usefixtures("scratch")
def test_demo(disk: Path, tmp_path: Path) -> None:
    result = perform(DEMO, DemoRequest(str(tmp_path / "out")), silent)
    direct = convert(ConvertRequest((str(disk),), str(tmp_path / "direct")), silent)
    assert result.plan == direct.plan
    assert everything(tmp_path / "out") == everything(tmp_path / "direct")


@pytest.mark.usefixtures("scratch")
def test_list(disk: Path) -> None:
    request = ListRequest((str(disk),), "C:\\", recursive=True)
    streamed: list[ListedEntry] = []
    direct: list[ListedEntry] = []
    assert perform(LIST, request, silent, streamed.append) == list_folder(request, direct.append, silent)
    assert streamed == direct
    assert r"\inetpub\wwwroot\site.css" in {entry.path for entry in streamed}
    told = reberth("ls", disk, "C:\\", "-r", "--json").out
    assert msgspec.json.decode(told, type=list[ListedEntry]) == direct


@pytest.mark.usefixtures("scratch")
def test_read(disk: Path) -> None:
    request = ReadRequest((str(disk),), CONFIG)
    direct: list[bytes] = []
    read_file(request, direct.append, silent)
    assert b"<configuration>" in b"".join(direct)
    streamed: list[bytes] = []
    assert perform(READ, request, silent, streamed.append) == len(b"".join(direct))
    assert b"".join(streamed) == b"".join(direct)
    assert reberth("cat", disk, CONFIG).out.encode() == b"".join(direct)


@pytest.mark.usefixtures("scratch")
def test_an_error_of_the_verb_keeps_its_code_and_exit_code(disk: Path, tmp_path: Path) -> None:
    with pytest.raises(ReberthError) as caught:
        perform(SCAN, ScanRequest((str(tmp_path / "none.vhdx"),)), silent)
    assert caught.value.code == "source.not-found"
    assert caught.value.params == {"path": str(tmp_path / "none.vhdx")}
    ran = reberth("convert", disk, "-o", tmp_path / "new" / "out", "--site", "Nowhere", "--json")
    assert (ran.code, json.loads(ran.out)["error"]) == (6, "selection.no-such-site")
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("scratch")
def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    """A POSIX host may have any bytes in a path; they come back as they went."""
    name = str(tmp_path / "b\udc80d \udcff\u00fc.vhdx")
    with pytest.raises(ReberthError) as caught:
        perform(SCAN, ScanRequest((name,)), silent)
    assert caught.value.params == {"path": name}
    assert perform(ACT, Act("echo", text=name), silent, command=COMMAND) == name
    assert perform(ACT, Act("echo", text="\\ud800 /uD800 日本 🚢"), silent, command=COMMAND) == "\\ud800 /uD800 日本 🚢"
    ran = reberth("scan", name, "--json")
    assert ran.code == 3
    assert json.loads(ran.out)["params"] == {"path": name}


@pytest.mark.usefixtures("scratch")
def test_every_line_of_a_long_log_comes_in_order() -> None:
    heard: list[Any] = []
    assert perform(ACT, Act("count", 20_000, "日本"), heard.append, command=COMMAND) == 20_000
    assert [event.text for event in heard] == [f"{number} 日本" for number in range(20_000)]


@pytest.mark.usefixtures("scratch")
def test_a_slow_taker_holds_the_worker_back() -> None:
    """What nobody has taken yet is bounded, and nothing of it is lost."""
    with Job(STREAM, Act("", 4000), COMMAND) as job:
        until(lambda: job._mailbox._held > 1 << 20)
        assert not job.wait(1)
        assert job._mailbox._held <= 8 << 20
        pieces: list[bytes] = []
        for event in job.events():
            assert isinstance(event, Items)
            pieces += event.items
        assert job.result() == 4000
    assert pieces == [number.to_bytes(4, "big") * 2048 for number in range(4000)]


@pytest.mark.usefixtures("scratch")
def test_a_window_drains_and_never_waits() -> None:
    job = Job(ACT, Act("count", 3000, "x"), COMMAND)
    states = [job.over]
    job.start()
    taken: list[Any] = []
    while not states[-1]:
        batch = job.drain(100)
        assert len(batch) <= 100
        taken += batch
        states.append(job.over)
    assert states.count(True) == 1
    assert [event.text for event in taken] == [f"{number} x" for number in range(3000)]
    assert job.result() == 3000


@pytest.mark.usefixtures("scratch")
def test_a_verb_may_give_nothing_back() -> None:
    heard: list[Event] = []
    assert perform(ACT, Act("echo"), heard.append, command=COMMAND) == ""
    with pytest.raises(ReberthError) as caught:
        perform(ACT, Act("refuse", text="d.vhd"), heard.append, command=COMMAND)
    assert (caught.value.code, caught.value.params) == ("source.empty", {"name": "d.vhd"})


@pytest.mark.usefixtures("scratch")
def test_what_is_printed_past_the_channel_does_not_disturb_it() -> None:
    heard: list[Event] = []
    with Job(ACT, Act("chatter", text="true"), COMMAND) as job:
        heard += [event for event in job.events() if not isinstance(event, Items)]
        assert job.result() == "true"
    assert heard == [Note("cancelled.by-user")]
    assert job.last_words == ('{"event":"done","result":"forged"}', "\ufffd\ufffd not a linefrom a child")
