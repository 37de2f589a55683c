"""Images built by a real engine: the generated Dockerfile, its steps with their lines, and each way it can fail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from reberth.containers.labels import MIGRATION, PROBES
from reberth.filesystems.ntfs import NtfsTree
from reberth.model.engine import Probe
from reberth.model.engine_requests import BuildRequest
from reberth.model.errors import ExitCode, ReberthError
from reberth.model.events import Note, Output, Progress, StepDone, StepStarted
from reberth.verbs.build import build
from reberth.verbs.convert import ConvertRequest, convert
from reberth_resources.sample_disk import sample_disk
from tests.support.builds import Events, build_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reberth.filesystems.tree import Entry
    from tests.support.engine import RealEngine

PROBED = (
    Probe("Default Web Site", "http", 80),
    Probe("Default Web Site", "https", 443),
    Probe("GET-CMD", "http", 8080),
    Probe("Intranet", "http", 80, "intranet.example"),
)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_disk(tmp_path_factory.mktemp("sample"))


def built(engine: RealEngine, folder: Path, **more: object) -> tuple[str, Events]:
    """Image id and events of a build of a folder."""
    events = Events()
    request = BuildRequest(folder=str(folder), endpoint=engine.endpoint, tags=("test/small:1",), **more)  # type: ignore[arg-type]
    return build(request, events).image_id, events


def test_a_disk_becomes_an_image_and_its_folder_the_same(engine: RealEngine, disk: Path, tmp_path: Path) -> None:
    events = Events()
    request = BuildRequest((str(disk),), endpoint=engine.endpoint, tags=("web01:1", "web01:second"))
    result = build(request, events)
    steps = events.seen(StepStarted)
    folder = convert(ConvertRequest((str(disk),), str(tmp_path / "web01")), lambda _: None).folder
    lines = (tmp_path / "web01" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    ours = [step for step in steps if step.line]
    assert [step.number for step in steps] == list(range(1, result.steps + 1))
    assert all(lines[step.line - 1].split()[0] == step.text.split()[0] for step in ours)
    assert len(steps) - len(ours) == 3, "one label each for migration, probes and version"
    assert result.probes == PROBED
    api = engine.api()
    labels = api.inspect_image("web01:second")["Config"]["Labels"]  # type: ignore[no-untyped-call]
    assert labels[MIGRATION] == result.migration
    assert tuple(Probe(**item) for item in json.loads(labels[PROBES])) == PROBED
    assert api.inspect_image("web01:1")["Id"] == result.image_id  # type: ignore[no-untyped-call]

    again = Events()
    second = build(BuildRequest(folder=folder, endpoint=engine.endpoint), again)
    assert second.tags == ("web01-web",)
    assert second.probes == PROBED
    cached = [step.cached for step in again.seen(StepDone)]
    assert all(cached[1 : len(ours)]), "the folder holds what was streamed, to the byte"
    assert engine.leftovers() == {"containers": [], "dangling": [], "uploads": []}


def test_saving_the_context_gives_the_same_image_layers(engine: RealEngine, disk: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    result = build(BuildRequest((str(disk),), endpoint=engine.endpoint, save_context=str(kept)), Events())
    assert (kept / "evidence.json").exists()
    assert result.probes == PROBED


def test_steps_output_and_upload_are_told(engine: RealEngine, tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "f", "RUN echo out; echo oops >&2", 'COPY ["a.txt", "C:/a/"]', a__txt="hello")
    _, events = built(engine, folder)
    assert set(events.seen(Output)) == {Output("out"), Output("oops", "stderr")}
    assert [(step.number, step.line) for step in events.seen(StepStarted)][:4] == [(1, 2), (2, 3), (3, 4), (4, 5)]
    uploads = [event for event in events.seen(Progress) if event.phase == "phase.upload"]
    assert uploads[-1].done == uploads[-1].total == sum(item.stat().st_size for item in folder.iterdir())


def test_only_what_is_copied_leaves_the_machine(engine: RealEngine, tmp_path: Path) -> None:
    folder = build_folder(
        tmp_path / "f", 'COPY ["in/", "C:/in/"]', "COPY . C:/all/", __env="PASSWORD=secret", b__txt="b"
    )
    (folder / "in").mkdir()
    (folder / "in" / "x.log").write_text("x")
    (folder / "in" / "y.txt").write_text("y")
    (folder / ".dockerignore").write_text("# no logs\n**/*.log\n")
    image, _ = built(engine, folder)
    api = engine.api()
    made = api.create_container(image, ["-c", "cd /C:; find in all -type f | sort"], entrypoint=["sh"])
    try:
        api.start(made)
        api.wait(made)
        names = api.logs(made).decode().split()
    finally:
        api.remove_container(made, force=True)
    assert names == ["all/.dockerignore", "all/Dockerfile", "all/b.txt", "all/in/y.txt", "in/y.txt"]


@pytest.mark.parametrize(
    ("line", "code", "more"),
    [
        ("RUN echo no luck; exit 5", "build.step-failed", {"exit_code": 5}),
        ("RUN exit 194", "build.step-failed", {"exit_code": 194}),
        ("RUN echo Error: 0x800f081f; exit 1", "build.feature-source-missing", {"number": "0x800f081f"}),
        ("RUN echo APPCMD failed with error code 4312; exit 1", "build.configuration-refused", {}),
    ],
)
def test_the_step_that_failed_is_named(
    engine: RealEngine, tmp_path: Path, line: str, code: str, more: dict[str, object]
) -> None:
    folder = build_folder(tmp_path / "f", "# a comment", line, "RUN echo never")
    with pytest.raises(ReberthError) as caught:
        built(engine, folder)
    assert caught.value.code == code
    assert caught.value.exit_code is ExitCode.BUILD
    # Three labels follow the four steps of the Dockerfile.
    assert caught.value.params == {"step": 3, "total": 7, "line": 5, "text": line, **more}
    assert engine.leftovers()["containers"] == []


def test_what_only_the_engine_finds_is_named_with_its_line(engine: RealEngine, tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "f", 'HEALTHCHECK --start-period=0s CMD ["cmd"]')
    with pytest.raises(ReberthError) as caught:
        built(engine, folder)
    assert caught.value.code == "build.dockerfile-syntax"
    assert caught.value.params["line"] == 4


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (('COPY ["nothing/", "C:/x/"]',), "build.file-missing"),
        (("ENTRYPOINT ['a', 'b']",), "build.json-form-broken"),
    ],
)
def test_what_is_wrong_with_the_dockerfile_is_known_before_anything_is_uploaded(
    tmp_path: Path, lines: tuple[str, ...], code: str
) -> None:
    folder = build_folder(tmp_path / "f", *lines)
    with pytest.raises(ReberthError) as caught:
        build(BuildRequest(folder=str(folder), endpoint="unix:///nowhere/docker.sock"), Events())
    assert caught.value.code == code


@pytest.mark.parametrize("tag", ["Shop", "shop:", "a b", "-x", "reg.example/team/Shop:1"])
def test_a_name_that_no_image_can_have_is_known_before_anything_is_done(tmp_path: Path, tag: str) -> None:
    with pytest.raises(ReberthError) as caught:
        build(
            BuildRequest(folder=str(tmp_path), endpoint="unix:///nowhere/docker.sock", tags=("good:1", tag)), Events()
        )
    assert (caught.value.code, caught.value.params) == ("usage.tag", {"tag": tag})


def test_a_missing_installer_is_known_before_anything_is_uploaded(tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "f", 'COPY ["setup/add-ons.xml", "installers/", "C:/x/"]')
    (folder / "setup").mkdir()
    (folder / "installers").mkdir()
    (folder / "setup" / "add-ons.xml").write_text('<add-ons><add-on name="x" installer="x.msi"/></add-ons>')
    with pytest.raises(ReberthError) as caught:
        build(BuildRequest(folder=str(folder), endpoint="unix:///nowhere/docker.sock"), Events())
    assert caught.value.code == "build.installer-missing"
    assert caught.value.params == {"file": "x.msi"}


def test_build_arguments_reach_the_steps(engine: RealEngine, tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "f", "ARG WHO=nobody", "RUN echo hello %WHO% $WHO")
    assert Output("hello %WHO% you") in built(engine, folder, build_args=(("WHO", "you"),))[1]


def test_isolation_goes_to_the_engine(engine: RealEngine, tmp_path: Path) -> None:
    """A Linux engine knows none and says so."""
    built(engine, build_folder(tmp_path / "f"), isolation="default")
    with pytest.raises(ReberthError) as caught:
        built(engine, build_folder(tmp_path / "g"), isolation="hyperv")
    assert caught.value.exit_code is ExitCode.ENGINE
    assert "hyperv" in str(caught.value)


def test_quotes_and_dollars_in_names_survive_in_the_label(engine: RealEngine, tmp_path: Path) -> None:
    probe = {"site": 'Bob\'s "$HOME" `site` \\ é', "scheme": "http", "port": 80}
    folder = build_folder(tmp_path / "f")
    (folder / "probes.json").write_text(json.dumps([probe]))
    image, _ = built(engine, folder)
    labels = engine.api().inspect_image(image)["Config"]["Labels"]  # type: ignore[no-untyped-call]
    assert json.loads(labels[PROBES]) == [probe]


def test_a_large_file_that_breaks_off_is_left_behind_by_a_second_upload(
    engine: RealEngine, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk says a page has 6 MB; reading it fails near its end."""
    size = 6 << 20
    entry = NtfsTree._entry
    chunks = NtfsTree.chunks

    def larger(self: NtfsTree, *arguments: Any) -> Entry:
        found = entry(self, *arguments)
        return replace(found, size=size) if found.name == "site.css" else found

    def breaking(self: NtfsTree, asked: Entry, *arguments: Any) -> Iterator[bytes]:
        if asked.name != "site.css":
            yield from chunks(self, asked, *arguments)
            return
        yield b"x" * (size - 100)
        raise ReberthError("filesystem.file-unreadable", path="site.css")

    monkeypatch.setattr(NtfsTree, "_entry", larger)
    monkeypatch.setattr(NtfsTree, "chunks", breaking)
    events = Events()
    result = build(BuildRequest((str(disk),), endpoint=engine.endpoint, tags=("broken:1",)), events)
    codes = [note.code for note in events.seen(Note)]
    assert codes == ["build.upload-again", "filesystem.file-unreadable"]
    done = [event.done for event in events.seen(Progress) if event.unit == "bytes"]
    assert done == sorted(done)
    api = engine.api()
    made = api.create_container(result.image_id, ["/C:/inetpub/wwwroot"], entrypoint=["ls"])
    try:
        api.start(made)
        api.wait(made)
        assert api.logs(made).decode().split() == ["default.aspx", "index.html"]
    finally:
        api.remove_container(made, force=True)
