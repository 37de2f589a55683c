"""Docker Compose, where its command line is installed: ``docker compose`` (a plugin) or ``docker-compose``."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections import deque
from typing import IO, TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.model.events import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reberth.model.events import Emit

_SECONDS = 20
_MOST_LINES = 2000
_MAX_LINE = 4000


class ComposeCli(NamedTuple):
    """The command line of Compose: what to call, and where its engine is ("" for Docker's own choice)."""

    command: tuple[str, ...]
    endpoint: str = ""


def find_compose(endpoint: str = "") -> ComposeCli:
    """Find an installed Compose, the plugin first.

    Raises:
        ReberthError: ``component.compose-missing``.
    """
    docker = shutil.which("docker")
    if docker and _answers(docker, "compose"):
        return ComposeCli((docker, "compose"), endpoint)
    alone = shutil.which("docker-compose")
    if alone:
        return ComposeCli((alone,), endpoint)
    raise ReberthError("component.compose-missing")


def _answers(*command: str) -> bool:
    """Whether ``version`` can be asked; a docker without the plugin does not know the word."""
    try:
        asked = subprocess.run(  # noqa: S603 - a program found on the path, with fixed arguments
            [*command, "version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def call_compose(
    cli: ComposeCli, folder: Path, arguments: tuple[str, ...], environment: Mapping[str, str], emit: Emit
) -> list[str]:
    """Run Compose to its end; what it tells on its way becomes ``Output`` events.

    Args:
        cli: What to call.
        folder: Where to run it.
        arguments: Behind the command: ``("-p", "web01", "ps")``.
        environment: Variables on top of this process's own.
        emit: Gets each line of its standard error, where Compose tells its progress.

    Returns:
        The last 2000 lines of its standard output.

    Raises:
        ReberthError: ``trial.compose-failed`` with its last line.
    """
    told: deque[str] = deque(maxlen=_MOST_LINES)
    written: deque[str] = deque(maxlen=_MOST_LINES)
    variables = {**os.environ, **environment}
    if cli.endpoint:
        variables["DOCKER_HOST"] = cli.endpoint
    process = subprocess.Popen(  # noqa: S603 - a program found on the path; no shell sees the arguments
        [*cli.command, "--ansi", "never", *arguments],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdout is not None  # noqa: S101 - asked for with PIPE
    assert process.stderr is not None  # noqa: S101 - asked for with PIPE
    reader = threading.Thread(target=_collect, args=(process.stdout, written), daemon=True)
    reader.start()
    try:
        for line in _lines(process.stderr):
            told.append(line)
            emit(Output(line, "stderr"))
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        reader.join(_SECONDS)
        process.stdout.close()
        process.stderr.close()
    if code:
        last = next((line for line in reversed(told) if line.strip()), "-")
        raise ReberthError("trial.compose-failed", exit_code=code, line=last)
    return list(written)


def _collect(stream: IO[bytes], lines: deque[str]) -> None:
    """Read a stream to its end, so that its writer never waits for us."""
    lines.extend(_lines(stream))


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Lines of a stream without their ends; a longer one comes in pieces."""
    while line := stream.readline(_MAX_LINE):
        yield line.decode("utf-8", "replace").rstrip("\r\n")
