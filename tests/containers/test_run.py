"""Containers on a real engine: started, waited for, asked, watched, stopped and removed."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING, Any

import pytest

from reberth.containers import processes as processes_module
from reberth.containers import trial
from reberth.containers.labels import MIGRATION
from reberth.model.engine import Probe
from reberth.model.engine_requests import (
    BuildRequest,
    LogsRequest,
    ProcessesRequest,
    RemoveRequest,
    RemoveResult,
    RunRequest,
    StopRequest,
)
from reberth.model.errors import ExitCode, ReberthError
from reberth.model.events import Note, Output, Progress
from reberth.verbs.build import build
from reberth.verbs.command import run_command
from reberth.verbs.logs import logs
from reberth.verbs.processes import processes
from reberth.verbs.remove import remove
from reberth.verbs.run import run
from reberth.verbs.stop import stop
from reberth_resources.sample_disk import sample_disk
from tests.support.builds import BASE, Events, build_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reberth.model.engine_requests import RunResult
    from tests.support.engine import RealEngine

QUICK: dict[str, Any] = {"health_seconds": 0.3, "wait": 20.0}


@pytest.fixture(scope="module")
def image(engine: RealEngine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample's image."""
    disk = sample_disk(tmp_path_factory.mktemp("sample"))
    return build(BuildRequest((str(disk),), endpoint=engine.endpoint, tags=("run/sample:1",)), Events()).tags[0]


@pytest.fixture(autouse=True)
def _nothing_left(engine: RealEngine) -> Iterator[None]:
    yield
    remove(RemoveRequest(endpoint=engine.endpoint, everything=True), Events())
    assert engine.leftovers()["containers"] == []


def started(engine: RealEngine, image: str, **more: Any) -> RunResult:
    return run(RunRequest(image, engine.endpoint, **{**QUICK, **more}), Events())


def small(engine: RealEngine, place: Path, *lines: str) -> str:
    """An image of a few lines."""
    folder = build_folder(place, *lines)
    return build(
        BuildRequest(folder=str(folder), endpoint=engine.endpoint, tags=(f"run/{place.name}:1",)), Events()
    ).tags[0]


def test_every_site_answers_under_its_own_name(engine: RealEngine, image: str) -> None:
    result = started(engine, image, name="sample", environment=(("CONNECTIONSTRING_SHOP", "x"),))
    assert (result.name, result.healthy) == ("sample", True)
    assert [port for port, _ in result.ports] == [80, 443, 8080]
    assert all(outside > 1024 for _, outside in result.ports)
    assert [(item.probe.site, item.status, item.title, item.code) for item in result.probes] == [
        ("Default Web Site", 200, "Default Web Site", ""),
        ("Default Web Site", 200, "Default Web Site", ""),
        ("GET-CMD", 200, "GET-CMD", ""),
        ("Intranet", 200, "Intranet", ""),
    ]
    assert re.fullmatch(r"CN=localhost \([0-9A-F]{40}\)", result.probes[1].certificate)
    assert all(0 < item.seconds < 10 for item in result.probes)
    labels = engine.api().inspect_container(result.container)["Config"]["Labels"]
    assert labels[MIGRATION] == engine.api().inspect_image(image)["Config"]["Labels"][MIGRATION]  # type: ignore[no-untyped-call]


def test_a_site_that_does_not_answer_well_is_told_and_the_container_stays(
    engine: RealEngine, image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "_CONNECT_SECONDS", 0.5)
    probes = (
        Probe("Default Web Site", "http", 80, path="/none"),
        Probe("Nobody", "http", 8080, "unknown.example"),
        Probe("Silent", "https", 80),
        Probe("Unpublished", "http", 443),
    )
    result = started(engine, image, probes=probes, ports=((80, 0), (8080, 0)), wait=3.0)
    assert [(item.status, item.code) for item in result.probes] == [
        (404, "trial.not-found"),
        (200, ""),
        (0, "trial.no-answer"),
        (0, "trial.port-not-published"),
    ]
    assert engine.api().inspect_container(result.container)["State"]["Running"]


@pytest.mark.parametrize("code", [0, 3])
def test_a_container_that_ends_at_once_is_no_success(engine: RealEngine, tmp_path: Path, code: int) -> None:
    name = small(engine, tmp_path / f"ends{code}", f'ENTRYPOINT ["sh", "-c", "echo last words >&2; exit {code}"]')
    events = Events()
    with pytest.raises(ReberthError) as caught:
        run(RunRequest(name, engine.endpoint, **QUICK), events)
    assert caught.value.code == "trial.exited-at-once"
    assert caught.value.params["exit_code"] == code
    assert caught.value.exit_code is ExitCode.TRIAL
    assert Output("last words", "stderr") in events
    assert len(engine.leftovers()["containers"]) == 1, "it stays for reberth logs"


def test_appcmd_refusing_at_start_is_named(engine: RealEngine, tmp_path: Path) -> None:
    name = small(
        engine, tmp_path / "appcmd", 'ENTRYPOINT ["sh", "-c", "echo APPCMD failed with error code 4312; exit 1"]'
    )
    with pytest.raises(ReberthError) as caught:
        started(engine, name)
    assert caught.value.code == "trial.configuration-refused"


def test_unhealthy_and_never_ready(engine: RealEngine, tmp_path: Path) -> None:
    check = "HEALTHCHECK --interval=1s --timeout=1s --start-period={} --retries=2 CMD [{}]"
    name = small(engine, tmp_path / "ill", check.format("1s", '"false"'), 'ENTRYPOINT ["sleep", "600"]')
    with pytest.raises(ReberthError) as caught:
        started(engine, name)
    assert caught.value.code == "trial.unhealthy"
    name = small(engine, tmp_path / "slow", check.format("60s", '"false"'), 'ENTRYPOINT ["sleep", "600"]')
    events = Events()
    with pytest.raises(ReberthError) as caught:
        run(RunRequest(name, engine.endpoint, wait=1.5, health_seconds=0.3), events)
    assert caught.value.code == "trial.not-ready"
    assert any(event.phase == "phase.wait-healthy" for event in events.seen(Progress))


def test_without_a_health_check_alive_is_enough(engine: RealEngine, tmp_path: Path) -> None:
    name = small(engine, tmp_path / "alive", 'ENTRYPOINT ["sleep", "600"]')
    result = started(engine, name, wait=1.0)
    assert (result.healthy, result.probes) == (False, ())


def test_limits_variables_and_names_reach_the_container(engine: RealEngine, image: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("FROM_FILE=1\nBOTH=file\n")
    result = started(
        engine,
        image,
        env_file=str(file),
        environment=(("BOTH", "option"),),
        cpus=0.5,
        memory=256 << 20,
        remove=True,
        no_probes=True,
    )
    facts = engine.api().inspect_container(result.container)
    assert {"FROM_FILE=1", "BOTH=option"} <= set(facts["Config"]["Env"])
    limits = facts["HostConfig"]
    assert (limits["NanoCpus"], limits["Memory"], limits["AutoRemove"]) == (500_000_000, 256 << 20, True)
    assert all(place["HostIp"] == "" for places in limits["PortBindings"].values() for place in places)


def test_a_taken_port_is_exchanged_for_a_free_one(engine: RealEngine, image: str) -> None:
    with socket.socket() as taken, socket.socket() as other:
        taken.bind(("", 0))
        taken.listen()
        other.bind(("", 0))
        free = other.getsockname()[1]
        other.close()
        port = taken.getsockname()[1]
        events = Events()
        request = RunRequest(image, engine.endpoint, ports=((80, port), (8080, free)), no_probes=True, **QUICK)
        result = run(request, events)
    assert events.seen(Note) == [Note("trial.port-changed", {"port": port})]
    assert dict(result.ports)[8080] == free
    assert dict(result.ports)[80] != port
    assert len(engine.leftovers()["containers"]) == 1, "the first attempt is gone"


def test_the_same_name_twice(engine: RealEngine, image: str) -> None:
    started(engine, image, name="twice", no_probes=True)
    with pytest.raises(ReberthError) as caught:
        started(engine, image, name="twice", no_probes=True)
    assert caught.value.exit_code is ExitCode.ENGINE
    assert len(engine.leftovers()["containers"]) == 1


def test_isolation_that_the_engine_cannot_do_leaves_nothing(engine: RealEngine, image: str) -> None:
    with pytest.raises(ReberthError) as caught:
        started(engine, image, isolation="hyperv")
    assert caught.value.exit_code is ExitCode.ENGINE
    assert engine.leftovers()["containers"] == []


def test_interrupted_while_waiting_leaves_nothing(
    engine: RealEngine, image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("reberth.verbs.run.wait_until_ready", interrupted)
    with pytest.raises(KeyboardInterrupt):
        started(engine, image)
    assert engine.leftovers()["containers"] == []


def test_a_command_and_its_exit_code(engine: RealEngine, image: str) -> None:
    events = Events()
    command = ("sh", "-c", "echo out; echo err >&2; exit 7")
    done = run_command(RunRequest(image, engine.endpoint, command=command, remove=True), events)
    assert done.exit_code == 7
    assert set(events.seen(Output)) == {Output("out"), Output("err", "stderr")}
    assert engine.leftovers()["containers"] == []


def test_lines_go_into_a_command(engine: RealEngine, image: str) -> None:
    events = Events()
    request = RunRequest(image, engine.endpoint, command=("sh", "-c", "while read x; do echo [$x]; done; echo end"))
    done = run_command(request, events, [b"one\n", b"two\n"])
    assert done.exit_code == 0
    assert events.seen(Output) == [Output("[one]"), Output("[two]"), Output("end")]


def test_logs_of_both_streams_whole_and_in_part(engine: RealEngine, image: str) -> None:
    count = 5000
    script = f"for i in $(seq {count}); do echo line $i; done; echo error >&2; printf 'no end'"
    done = run_command(RunRequest(image, engine.endpoint, command=("sh", "-c", script)), Events())
    every = Events()
    logs(LogsRequest(done.container, engine.endpoint, follow=True), every)
    lines = [event.text for event in every.seen(Output) if event.stream == "stdout"]
    assert lines == [f"line {number}" for number in range(1, count + 1)] + ["no end"]
    assert [event.text for event in every.seen(Output) if event.stream == "stderr"] == ["error"]
    last = Events()
    logs(LogsRequest(done.container, engine.endpoint, tail=3), last)
    assert len(last.seen(Output)) == 3


def test_processes_are_compared_with_the_hosts_own(
    engine: RealEngine, image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = started(engine, image, name="watched", no_probes=True).container
    shared = processes(ProcessesRequest("watched", engine.endpoint), Events())
    rows = len(shared.processes.rows)
    assert shared.processes.titles[1] == "PID"
    assert rows >= 4
    assert shared.processes.on_host >= rows - 1, "a health check may have ended between the two lists"
    assert shared.usage.memory > 0
    # A machine of its own: the same numbers mean other programs there, or none.
    monkeypatch.setattr(processes_module, "host_processes", lambda: {1: "systemd", 14284: "explorer"})
    assert processes(ProcessesRequest(container, engine.endpoint), Events()).processes.on_host == 0


def test_stop_and_remove_only_what_is_ours(engine: RealEngine, image: str) -> None:
    ours = started(engine, image, name="ours", no_probes=True).container
    api = engine.api()
    foreign = api.create_container(BASE, ["60"], entrypoint=["sleep"], name="foreign")["Id"]
    try:
        stop(StopRequest(("ours",), engine.endpoint, grace=5), Events())
        assert not api.inspect_container(ours)["State"]["Running"]
        stop(StopRequest(("ours",), engine.endpoint), Events())
        with pytest.raises(ReberthError) as caught:
            remove(RemoveRequest(("foreign",), engine.endpoint), Events())
        assert caught.value.code == "engine.not-ours"
        with pytest.raises(ReberthError) as caught:
            remove(RemoveRequest((BASE,), engine.endpoint, images=True), Events())
        assert caught.value.code == "engine.not-ours"
        gone = remove(RemoveRequest(endpoint=engine.endpoint, everything=True), Events())
        assert gone.containers == (ours,)
        assert [item.split()[0] for item in engine.leftovers()["containers"]] == [foreign[:12]]
    finally:
        api.remove_container(foreign, force=True)


def test_a_container_that_others_run_from_our_image_is_theirs(engine: RealEngine, tmp_path: Path) -> None:
    """It has the image's labels, as in production; neither it nor its image is taken away."""
    image = small(engine, tmp_path / "theirs", 'ENTRYPOINT ["sleep", "600"]')
    api = engine.api()
    theirs = api.create_container(image, name="production")["Id"]
    try:
        assert MIGRATION in api.inspect_container(theirs)["Config"]["Labels"]
        with pytest.raises(ReberthError) as caught:
            remove(RemoveRequest(("production",), engine.endpoint), Events())
        assert caught.value.code == "engine.not-ours"
        with pytest.raises(ReberthError) as caught:
            remove(RemoveRequest((image,), engine.endpoint, images=True), Events())
        assert (caught.value.code, caught.value.params["container"]) == ("engine.image-in-use", "production")
        migration = api.inspect_image(image)["Config"]["Labels"][MIGRATION]  # type: ignore[no-untyped-call]
        events = Events()
        every = RemoveRequest(endpoint=engine.endpoint, everything=True, images=True, migration=migration)
        assert remove(every, events) == RemoveResult((), ())
        assert [note.code for note in events.seen(Note)] == ["engine.image-in-use"]
        assert api.inspect_image(image)["RepoTags"] == [image]  # type: ignore[no-untyped-call]
    finally:
        api.remove_container(theirs, force=True)
    assert len(remove(every, Events()).images) == 1


def test_the_processes_of_a_stopped_container_are_not_to_be_had(engine: RealEngine, image: str) -> None:
    started(engine, image, name="still", no_probes=True)
    stop(StopRequest(("still",), engine.endpoint, grace=1), Events())
    with pytest.raises(ReberthError) as caught:
        processes(ProcessesRequest("still", engine.endpoint), Events())
    assert caught.value.code == "trial.not-running"


@pytest.mark.parametrize("verb", ["logs", "processes", "stop", "remove", "run"])
def test_what_is_not_there_is_said_to_be_so(engine: RealEngine, verb: str) -> None:
    calls: dict[str, Callable[[], object]] = {
        "logs": lambda: logs(LogsRequest("nobody", engine.endpoint), Events()),
        "processes": lambda: processes(ProcessesRequest("nobody", engine.endpoint), Events()),
        "stop": lambda: stop(StopRequest(("nobody",), engine.endpoint), Events()),
        "remove": lambda: remove(RemoveRequest(("nobody",), engine.endpoint), Events()),
        "run": lambda: run(RunRequest("nobody:1", engine.endpoint), Events()),
    }
    with pytest.raises(ReberthError) as caught:
        calls[verb]()
    assert caught.value.code == ("engine.no-image" if verb == "run" else "engine.no-container")
    assert str(caught.value.params["name"]).startswith("nobody")


def test_images_go_with_their_containers(engine: RealEngine, tmp_path: Path) -> None:
    name = small(engine, tmp_path / "gone", 'ENTRYPOINT ["sleep", "600"]')
    migration = engine.api().inspect_image(name)["Config"]["Labels"][MIGRATION]  # type: ignore[no-untyped-call]
    started(engine, name, wait=0.5)
    gone = remove(RemoveRequest(endpoint=engine.endpoint, everything=True, images=True, migration=migration), Events())
    assert (len(gone.containers), len(gone.images)) == (1, 1)
    with pytest.raises(ReberthError) as caught:
        started(engine, name)
    assert caught.value.code == "engine.no-image"
