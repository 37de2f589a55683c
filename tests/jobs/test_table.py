"""The table of verbs fits the verbs, and little is imported before it is needed."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from reberth.jobs.client import Job
from reberth.jobs.command import worker_command
from reberth.jobs.mailbox import Mailbox
from reberth.jobs.protocol import LineDecoder, decode_order, encode
from reberth.jobs.table import VERBS
from reberth.jobs.verb import Verb, at
from reberth.model.errors import ReberthError
from reberth.model.events import Output, Progress
from tests.jobs.acting import ACT, COMMAND, Act

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", VERBS)
def test_every_line_fits_its_verb(name: str) -> None:
    verb = VERBS[name]
    assert verb.name == name
    signature = inspect.signature(at(verb.call))
    # What has a default is for callers of the verb itself.
    kinds = [item.annotation for item in signature.parameters.values() if item.default is item.empty]
    request = at(verb.request)
    result = at(verb.result)
    assert issubclass(request, msgspec.Struct)
    assert kinds[0] == request.__name__
    assert signature.return_annotation == (result.__name__ if result else "None")
    if verb.items:
        assert kinds[1:] == [f"Callable[[{at(verb.items).__name__}], None]", "Emit"]
    else:
        assert kinds[1:] == ["Emit"]
    assert set(verb.outputs) <= set(request.__struct_fields__)
    # What can be asked and answered can cross.
    assert isinstance(LineDecoder(verb).decode(b'{"event":"cancelled"}'), msgspec.Struct)


def imported(statement: str) -> set[str]:
    """Modules that are there after a statement."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


HEAVY = {
    "lxml",
    "pyfsntfs",
    "pyregf",
    "docker",
    "yaml",
    "rich",
    "reberth.sources",
    "reberth.filesystems",
    "reberth.iis",
}


def test_asking_imports_nothing_of_the_engine() -> None:
    asked = "import reberth.cli.main\nfrom reberth.cli import scan, sites, convert, ls, cat, demo"
    assert imported(asked) & {*HEAVY, "reberth.planning", "reberth.context.folder", "platformdirs"} == set()


def test_a_worker_imports_its_verb_alone() -> None:
    assert imported("import reberth.cli.main\nimport reberth.cli.worker") & HEAVY == set()
    listing = imported("from reberth.jobs.table import LIST\nfrom reberth.jobs.verb import at\nat(LIST.call)")
    assert "reberth.filesystems" in listing
    assert listing & {"reberth.iis", "reberth.planning", "reberth.rendering", "docker", "lxml"} == set()


def test_the_version_imports_no_command() -> None:
    code = "import sys, reberth.cli.main as cli\ncli.main(['--version'])\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    version, modules = done.stdout.splitlines()
    assert version.startswith("reberth ")
    unwanted = {
        "argparse",
        "tomllib",
        "traceback",
        "reberth.cli.scan",
        "reberth.jobs.client",
        "reberth_resources.catalogue",
    }
    assert set(modules.split()) & {*HEAVY, *unwanted} == set()


def test_the_worker_of_this_python(tmp_path: Path) -> None:
    """A module in the current folder is not taken for one of ours."""
    for name in ("reberth", "msgspec"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)")
    command = worker_command()
    assert command[0] == sys.executable
    assert command[-1] == "--worker"
    order = {"verb": "scan", "request": {"paths": ["nothing.vhd"]}, "job": "j", "scratch": str(tmp_path / "none")}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(encode(order) + b"\n")
        worker.stdin.flush()
        said = worker.stdout.read()
    assert worker.returncode == 3
    assert said.splitlines()[-1].startswith(b'{"event":"failed","code":"source.not-found"')
    assert said.count(b'"failed"') == 1


def test_the_worker_of_a_packaged_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "reberth-gui"))
    assert worker_command() == (str(tmp_path / "reberth-gui"), "--worker")
    console = tmp_path / ("reberth.exe" if sys.platform == "win32" else "reberth")
    console.touch()
    assert worker_command() == (str(console), "--worker")


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense\n",
        b"{}\n",
        b"[" * 100_000 + b"\n",
        b'{"verb":"frob","request":{},"job":"j","scratch":"s"}\n',
        b'{"verb":"scan","request":{"paths":7},"job":"j","scratch":"s"}\n',
    ],
)
def test_a_bad_order(line: bytes) -> None:
    done = subprocess.run(worker_command(), input=line, capture_output=True, check=False)
    assert done.returncode == 1
    assert msgspec.json.decode(done.stdout)["code"] == "job.bad-order"


@pytest.mark.parametrize("line", [b"", b'{"verb":"scan"'])
def test_no_order(line: bytes) -> None:
    done = subprocess.run(worker_command(), input=line, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_bad_order_says_why() -> None:
    with pytest.raises(ReberthError) as caught:
        decode_order(b'{"verb":3}')
    assert caught.value.code == "job.bad-order"


def test_lone_surrogates_cross_both_ways() -> None:
    decoder = LineDecoder(Verb("x", "", "", "builtins:str"))
    for text in ("\udc80", "plain", "\\ud800", "\U0001f600 \udfff"):
        assert decoder.decode(encode(Output(text))) == Output(text)
    assert decoder.decode(b'{"event":"done","result":"\\udc80"}').result == "\udc80"  # type: ignore[union-attr]


def test_a_mailbox_is_bounded_by_bytes() -> None:
    box = Mailbox(limit=100)
    box.put(Output("one of any size"), 500)
    assert box.take(1) == Output("one of any size")
    box.put(Output("a"), 60)
    box.put(Output("b"), 40)
    assert box.drain(1) == [Output("a")]
    box.close()
    assert (box.over, box.take(1), box.take(5)) == (False, Output("b"), None)
    assert box.over
    box.abandon()
    box.put(Progress("phase.read-file", 1), 1)
    assert box.drain(10) == []


def test_environment_of_a_worker_points_into_its_scratch_folder() -> None:
    before = dict(os.environ)
    with Job(ACT, Act("sleep"), COMMAND) as job:
        event: Any = next(job.events())
        assert "reberth-job-" in event.text
    assert dict(os.environ) == before
