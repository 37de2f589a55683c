"""The sample on a real engine: replayed against its old logs, explained from inside, and run by docker-compose."""

from __future__ import annotations

import io
import lzma
import tarfile
from typing import TYPE_CHECKING

import pytest
from docker.errors import APIError

from reberth.cli.main import main
from reberth.containers.engine import connect
from reberth.containers.explanation import explain
from reberth.containers.inside import Inside
from reberth.model.engine import Probe, Probed
from reberth.model.engine_requests import BuildRequest, RunRequest
from reberth.model.errors import ExitCode, ReberthError
from reberth.model.events import Progress, silent
from reberth.model.requests import DemoRequest
from reberth.model.trial_requests import ReplayRequest
from reberth.verbs.build import build
from reberth.verbs.compose import _containers
from reberth.verbs.demo import demo
from reberth.verbs.replay import replay_logs
from reberth.verbs.run import run
from tests.support.builds import running, until
from tests.support.compose_cli import COMPOSE
from tests.support.error_pages import event, iis_page
from tests.support.old_logs import STEADY, write_sample_with_logs
from tests.support.sample import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docker import APIClient

    from reberth.model.events import Event
    from tests.support.engine import RealEngine

IMAGE = "web01-web:latest"
SECRETS = (("SHOP", "Data Source=DB01"), ("SHOP_PASSWORD", "x"))
PLANTED = {(1, 80, "/old-prices.html"): 200, (1, 80, "/site.css"): 404, (2, 8080, "/missing/"): 301}


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.vhdx"
    path.write_bytes(lzma.decompress(SHIPPED.read_bytes()))
    return path


@pytest.fixture(scope="module")
def image(engine: RealEngine, disk: Path) -> str:
    build(BuildRequest((str(disk),), endpoint=engine.endpoint, tags=(IMAGE,)), silent)
    return IMAGE


@pytest.fixture(scope="module")
def container(engine: RealEngine, image: str) -> Iterator[str]:
    started = run(RunRequest(image, engine.endpoint, environment=SECRETS, health_seconds=0.5, name="web01"), silent)
    assert {item.status for item in started.probes} == {200}
    yield started.container
    with connect(engine.endpoint) as real:
        real.api.remove_container(started.container, force=True)


def put(api: APIClient, container: str, files: dict[str, bytes]) -> None:
    """Put executable files into a container."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o755
            archive.addfile(member, io.BytesIO(data))
    api.put_archive(container, "/", buffer.getvalue())


def replayed(engine: RealEngine, folder: Path, container: str, **more: object) -> ReplayRequest:
    return ReplayRequest((str(folder),), container, engine.endpoint, **more)  # type: ignore[arg-type]


def test_5000_lines_of_the_old_log_show_exactly_the_planted_differences(
    engine: RealEngine, container: str, tmp_path: Path
) -> None:
    folder = write_sample_with_logs(tmp_path, PLANTED)
    told: list[Event] = []
    result = replay_logs(replayed(engine, folder, container), told.append)
    assert {(item.site, item.url, item.old, item.new) for item in result.differences} == {
        ("Default Web Site", "http://localhost/old-prices.html", 200, 404),
        ("Default Web Site", "http://localhost/site.css", 404, 200),
        ("GET-CMD", "http://localhost:8080/missing/", 301, 404),
    }
    assert (result.files, result.lines, result.unreadable) == (6, 5000, 0)
    assert result.asked == result.distinct == len(STEADY) + 2
    assert (result.others, result.signed_in, result.unreachable) == (249, 249, 0)
    assert result.gets == 5000 - 2 * 249
    reading = [item for item in told if isinstance(item, Progress) and item.phase == "phase.read-logs"]
    assert reading[-1].done == reading[-1].total == sum(item.stat().st_size for item in folder.rglob("u_ex*.log"))


def test_only_the_sites_asked_for_and_no_more_than_the_limit(
    engine: RealEngine, container: str, tmp_path: Path
) -> None:
    folder = write_sample_with_logs(tmp_path, {}, lines=200)
    result = replay_logs(replayed(engine, folder, container, sites=("intranet",), limit=1), silent)
    assert (result.distinct, result.asked, result.differences) == (2, 1, ())
    assert result.unreachable > 100
    with pytest.raises(ReberthError, match=r"selection\.no-such-site"):
        replay_logs(replayed(engine, folder, container, sites=("Nope",)), silent)


def test_replay_by_command_line(
    engine: RealEngine, container: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_sample_with_logs(tmp_path, PLANTED, lines=300)
    words = ["replay", str(folder), "--container", container, "--endpoint", engine.endpoint]
    assert main(words) == 11
    shown = capsys.readouterr().out
    assert "different URLs: 20, asked: 20, answered otherwise: 3" in shown
    assert "WORSE  200 -> 404   http://localhost/old-prices.html   (Default Web Site, " in shown
    assert "other  404 -> 200   http://localhost/site.css" in shown
    assert shown.count("->") == 3
    assert main([*words, "--site", "Intranet"]) == 0


@pytest.mark.parametrize(("name", "code"), [("nobody", "engine.no-container"), ("stopped", "trial.not-running")])
def test_a_container_that_cannot_answer(engine: RealEngine, image: str, tmp_path: Path, name: str, code: str) -> None:
    folder = write_sample_with_logs(tmp_path, {}, lines=30)
    with connect(engine.endpoint) as real:
        made = real.api.create_container(image, name="stopped")["Id"]
        try:
            with pytest.raises(ReberthError) as caught:
                replay_logs(replayed(engine, folder, name), silent)
        finally:
            real.api.remove_container(made)
    assert caught.value.code == code


def test_disks_without_logs_say_where_they_were_looked_for(engine: RealEngine, disk: Path, container: str) -> None:
    with pytest.raises(ReberthError) as caught:
        replay_logs(replayed(engine, disk, container), silent)
    assert caught.value.code == "trial.no-logs"
    assert r"C:\inetpub\logs\LogFiles\W3SVC1" in str(caught.value.params["folders"])


def asked_500(engine: RealEngine, container: str) -> Probed:
    """The answer of the first site, explained from inside the container."""
    probe = Probe("Default Web Site", "http", 80)
    with connect(engine.endpoint) as real:
        return explain(real, container, Probed(probe, "http://localhost/", 500, 0.1))


def plant(api: APIClient, container: str, line: str) -> None:
    """Make the first site fail, and let it write that into its log."""
    put(api, container, {"shim/fail": f"{line}\n".encode()})
    made = api.exec_create(container, ["wget", "-q", "-O", "-", "--header", "Host: x", "http://127.0.0.1:80/"])
    api.exec_start(made["Id"])


def test_the_substatus_comes_from_the_log_inside_the_container(engine: RealEngine, container: str) -> None:
    with connect(engine.endpoint) as real:
        plant(real.api, container, "1|500|19|33")
        try:
            found = asked_500(engine, container)
        finally:
            put(real.api, container, {"shim/fail": b""})
    assert (found.code, found.params["status"], found.params["pool"]) == (
        "trial.section-locked",
        "500.19",
        "DefaultAppPool",
    )
    assert any(line.startswith("IIS log: ") and line.endswith(" GET / 500.19 33") for line in found.details)


def test_page_events_and_offending_line_come_from_inside_the_container(engine: RealEngine, container: str) -> None:
    config = r"C:\inetpub\wwwroot\web.config"
    page = iis_page(500, 19, 0x8007000D, file=config, source=("    4:   <rewrite>",), marked=0)
    told = event("Microsoft-Windows-IIS-W3SVC-WP", 2307, "The worker process could not read its configuration.")
    files = {
        "tmp/page": page,
        "tmp/event": told.encode(),
        "bin/curl": b'#!/bin/sh\nfor last; do :; done\n[ "$last" = http://localhost:80/ ] && cat /tmp/page\n',
        "bin/wevtutil": b'#!/bin/sh\n[ "$2" = Application ] && cat /tmp/event\nexit 0\n',
    }
    with connect(engine.endpoint) as real:
        put(real.api, container, files)
        found = asked_500(engine, container)
    assert (found.code, found.params["file"], found.params["line"]) == ("trial.section-unknown", config, 4)
    assert f"{config}, line 4" in found.details
    assert "    4:   <rewrite>" in found.details
    assert "Microsoft-Windows-IIS-W3SVC-WP 2307: The worker process could not read its configuration." in found.details


def test_a_container_that_is_gone_leaves_the_answer_as_it_was(engine: RealEngine, container: str) -> None:
    probe = Probe("Default Web Site", "http", 80)
    with connect(engine.endpoint) as real:
        found = explain(real, "no-such-container", Probed(probe, "http://localhost/", 503))
        assert (found.status, found.code, found.details) == (503, "trial.service-unavailable", ())
        well = Probed(probe, "http://localhost/", 200, 0.1, "Home")
        assert explain(real, container, well) == well


def test_files_are_read_by_exec_where_the_engine_refuses_archives(
    engine: RealEngine, container: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect(engine.endpoint) as real:
        # Stands for cmd's own word; says how it was called.
        put(real.api, container, {"bin/type": b'#!/bin/sh\nprintf "%s\\n" "type $*"\n', "C:/logs/a.log": b"one\n"})
        put(real.api, container, {"C:/logs/b.log": b"two\n", "C:/logs/c.txt": b"three\n"})
        inside = Inside(real.api, container)
        assert inside.file(r"C:\logs\a.log") == b"one\n"
        assert inside.folder(r"C:\logs", ".log") == b"one\ntwo\n"
        assert inside.run("sh", "-c", "echo out; echo err >&2") == b"out\n"
        assert inside.run("sh", "-c", "echo out; exit 3") == b""
        assert inside.run("no-such-program") == b""

        def refuse(*_: object, **__: object) -> None:
            raise APIError("filesystem operations against a running Hyper-V container are not supported")

        monkeypatch.setattr(real.api, "get", refuse)
        monkeypatch.setattr(real.api, "exec_inspect", lambda _: {"ExitCode": 0})
        assert b"logs" in inside.file(r"C:\logs\a.log")
        assert b".log" in inside.folder(r"C:\logs", ".log")


@pytest.fixture
def nat(engine: RealEngine) -> Iterator[None]:
    """The network that a Windows engine has by itself."""
    with connect(engine.endpoint) as real:
        made = real.api.create_network("nat")["Id"]
        yield
        real.api.remove_network(made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample's build folder."""
    folder = tmp_path / "web01"
    demo(DemoRequest(str(folder)), silent)
    return folder


@pytest.fixture
def _compose(monkeypatch: pytest.MonkeyPatch) -> None:
    """A docker-compose, and ports of the host that the engine chooses."""
    monkeypatch.setenv("PATH", f"{COMPOSE.parent}:/usr/bin:/bin")
    for port in (80, 443, 8080):
        monkeypatch.setenv(f"REBERTH_PORT_{port}", "0")


def look_every(seconds: int, folder: Path) -> None:
    """Have the engine ask the container how it is every few seconds, or so rarely that it never does."""
    file = folder / "compose.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("interval: 30s", f"interval: {seconds}s"), encoding="utf-8"
    )


@pytest.mark.usefixtures("nat", "image", "_compose")
def test_compose_up_ps_and_down(engine: RealEngine, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [str(folder), "--endpoint", engine.endpoint]
    capsys.readouterr()
    assert main(["compose", "up", *words]) == 11
    assert "trial.env-missing" in capsys.readouterr().err
    (folder / ".env").write_text("SHOP=a$b'c \"d\nSHOP_PASSWORD='\n", encoding="utf-8")
    with connect(engine.endpoint) as real:
        try:
            look_every(1, folder)
            real.api.tag("web01-web", "renamed-web")
            assert main(["compose", "up", *words, "--image", "renamed-web", "--wait"]) == 0
            shown = capsys.readouterr().out
            assert shown.startswith("web01, containers: 1\n  web01-web-1   running healthy   ")
            assert "->8080" in shown
            facts = real.api.inspect_container("web01-web-1")
            assert facts["Config"]["Image"] == "renamed-web"
            assert "SHOP=a$b'c \"d" in facts["Config"]["Env"]
            assert "SHOP_PASSWORD='" in facts["Config"]["Env"]
            (folder / ".env").unlink()
            assert main(["compose", "ps", *words, "--json"]) == 0
            assert '"name":"web01-web-1"' in capsys.readouterr().out
        finally:
            assert main(["compose", "down", *words]) == 0
            real.api.remove_image("renamed-web", noprune=True)
        assert capsys.readouterr().out.endswith("web01, containers: 0\n")
        assert not real.api.containers(all=True, filters={"name": "web01-web"})


@pytest.mark.usefixtures("nat", "image", "_compose")
def test_compose_up_cancelled_takes_away_what_it_made(engine: RealEngine, folder: Path, tmp_path: Path) -> None:
    (folder / ".env").write_text("SHOP=x\nSHOP_PASSWORD=x\n", encoding="utf-8")
    look_every(300, folder)
    api = engine.api()

    def made() -> list[dict[str, str]]:
        return api.containers(all=True, filters={"label": "com.docker.compose.project=web01"})  # type: ignore[no-any-return]

    with running(tmp_path, "compose", "up", folder, "--endpoint", engine.endpoint, "--wait") as command:
        until(lambda: any(item["State"] == "running" for item in made()), 30)
        assert command.interrupt() == ExitCode.CANCELLED
    assert made() == []


def test_remarks_between_the_rows_of_compose_are_passed_over() -> None:
    row = '{"Name":"b","Service":"web","State":"running","Publishers":[{"PublishedPort":81,"TargetPort":80}]}'
    found = _containers(f'time="..." level=warning msg="..."\n{row}\n[{{"Name":"a"}}, 1]\n')
    assert [(item.name, item.ports) for item in found] == [("a", ()), ("b", ("81->80",))]


def test_without_compose_the_error_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["compose", "ps", str(folder)]) == 8
    assert "component.compose-missing" in capsys.readouterr().err
    assert main(["compose", "ps", str(tmp_path)]) == 11
    assert "trial.compose-file" in capsys.readouterr().err


@pytest.mark.usefixtures("_compose")
def test_compose_s_own_words_are_passed_on(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["compose", "ps", str(folder), "--endpoint", f"unix://{tmp_path}/none.sock"]) == 11
    told = capsys.readouterr().err
    assert "trial.compose-failed" in told
    assert "none.sock" in told
