"""Cancelled, killed, or left by its engine: the command line leaves nothing behind, and the next start is clean."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reberth.model.engine_requests import BuildRequest, RunRequest
from reberth.model.errors import ExitCode, ReberthError
from reberth.model.events import StepStarted
from reberth.verbs.build import build
from reberth.verbs.command import run_command
from tests.support.builds import BASE, Events, build_folder, running, until
from tests.support.dripping import dripping_registry
from tests.support.engine import running_engine

if TYPE_CHECKING:
    from tests.support.builds import Running
    from tests.support.engine import RealEngine

CLEAN: dict[str, list[str]] = {"containers": [], "dangling": [], "uploads": []}
# Prompt: an engine needs most of it to end a container.
PROMPT = 5.0


def sleeping(place: Path) -> Path:
    return build_folder(place, "RUN echo it runs; sleep 600")


def endless(place: Path) -> Path:
    """A context that takes long to upload: a sparse file of 64 GB."""
    folder = build_folder(place, 'COPY ["large", "C:/large"]')
    with (folder / "large").open("wb") as file:
        file.truncate(64 << 30)
    return folder


def workers(of: Running) -> list[int]:
    """Processes that the command line started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    return [pid for pid, parent in pairs if parent == of.process.pid]


def clean(engine: RealEngine) -> bool:
    left = engine.leftovers()
    # What a step before the cancelled one made is the engine's cache and nobody's leftover.
    return {**left, "dangling": []} == CLEAN


def own_files(folder: Path) -> list[str]:
    return [item.name for item in folder.iterdir() if item.name.startswith("reberth-")]


@pytest.mark.parametrize("how", ["interrupt", "kill the worker", "kill both"])
def test_cancelled_while_a_step_runs(engine: RealEngine, tmp_path: Path, how: str) -> None:
    folder = sleeping(tmp_path / "f")
    with running(tmp_path, "build", folder, "--endpoint", engine.endpoint, "-t", "cancelled:1") as command:
        command.wait_for("it runs")
        worker = workers(command)
        assert len(worker) == 1
        until(lambda: engine.leftovers()["containers"])
        if how == "interrupt":
            assert command.interrupt() == ExitCode.CANCELLED
            assert "Traceback" not in command.said
        elif how == "kill the worker":
            os.kill(worker[0], signal.SIGKILL)
            assert command.process.wait(20) == ExitCode.INTERNAL
        else:
            command.kill()
        assert until(lambda: clean(engine), PROMPT) < PROMPT
        until(lambda: not Path(f"/proc/{worker[0]}").exists(), PROMPT)
    if how != "kill both":
        assert own_files(tmp_path) == []


def test_cancelled_while_uploading(engine: RealEngine, tmp_path: Path) -> None:
    folder = endless(tmp_path / "f")
    with running(tmp_path, "build", folder, "--endpoint", engine.endpoint, "-t", "cancelled:1") as command:
        until(lambda: engine.leftovers()["uploads"])
        assert command.interrupt() == ExitCode.CANCELLED
        assert "Traceback" not in command.said
    assert until(lambda: clean(engine), PROMPT) < PROMPT
    assert own_files(tmp_path) == []


def test_cancelled_while_the_base_image_is_pulled(engine: RealEngine, tmp_path: Path) -> None:
    with dripping_registry() as registry:
        folder = tmp_path / "f"
        folder.mkdir()
        (folder / "Dockerfile").write_text(f"FROM {registry.name}\n")
        with running(tmp_path, "build", folder, "--endpoint", engine.endpoint, "-t", "cancelled:1") as command:
            assert registry.begun.wait(20), command.said
            assert command.interrupt() == ExitCode.CANCELLED
            assert "Traceback" not in command.said
        assert registry.dropped.wait(20), "the engine goes on pulling"
        assert until(lambda: clean(engine), PROMPT) < PROMPT
    assert own_files(tmp_path) == []


def test_cancelled_while_a_command_runs_or_is_followed(engine: RealEngine, tmp_path: Path) -> None:
    script = "echo it runs; sleep 600"
    with running(
        tmp_path, "run", BASE, "--endpoint", engine.endpoint, "--name", "c1", "--", "sh", "-c", script
    ) as command:
        command.wait_for("it runs")
        (follow := tmp_path / "follow").mkdir()
        with running(follow, "logs", "-f", "c1", "--endpoint", engine.endpoint) as log:
            log.wait_for("it runs")
            assert log.interrupt() == ExitCode.CANCELLED
            assert engine.api().inspect_container("c1")["State"]["Running"], "to stop listening is not to stop"
        assert command.interrupt() == ExitCode.CANCELLED
    assert until(lambda: clean(engine), PROMPT) < PROMPT


def test_cancelled_while_waiting_for_a_trial_run(engine: RealEngine, tmp_path: Path) -> None:
    folder = build_folder(
        tmp_path / "f", 'HEALTHCHECK --interval=1s --retries=99 CMD ["false"]', 'ENTRYPOINT ["sleep", "600"]'
    )
    build(BuildRequest(folder=str(folder), endpoint=engine.endpoint, tags=("waiting:1",)), Events())
    with running(tmp_path, "run", "waiting:1", "--endpoint", engine.endpoint) as command:
        until(lambda: any("running" in item for item in engine.leftovers()["containers"]))
        assert command.interrupt() == ExitCode.CANCELLED
    assert until(lambda: clean(engine), PROMPT) < PROMPT


@pytest.mark.parametrize("signalled", [signal.SIGTERM, signal.SIGKILL])
def test_an_engine_that_goes_away_in_mid_build(tmp_path: Path, signalled: signal.Signals) -> None:
    with running_engine(number=2) as engine:
        events = Events()

        def end_it(event: object) -> None:
            events.append(event)  # type: ignore[arg-type]
            if isinstance(event, StepStarted) and event.text.startswith("RUN"):
                until(lambda: engine.leftovers()["containers"])
                os.kill(engine.process.pid, signalled)

        with pytest.raises(ReberthError) as caught:
            build(BuildRequest(folder=str(sleeping(tmp_path / "f")), endpoint=engine.endpoint), end_it)
        assert caught.value.code == "engine.connection-lost"
        assert caught.value.exit_code is ExitCode.ENGINE
        with pytest.raises(ReberthError) as caught:
            build(BuildRequest(folder=str(sleeping(tmp_path / "g")), endpoint=engine.endpoint), events)
        assert caught.value.exit_code is ExitCode.ENGINE
        engine.restart()
        image = build(BuildRequest(folder=str(build_folder(tmp_path / "h")), endpoint=engine.endpoint), events).image_id
        request = RunRequest(image, engine.endpoint, command=("true",), remove=True)
        assert run_command(request, events).exit_code == 0
