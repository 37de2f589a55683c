"""The sites of a build folder as a Compose project: up, down, ps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import yaml

from reberth.containers.compose import call_compose, find_compose
from reberth.containers.env_file import read_env_file
from reberth.model.errors import ReberthError
from reberth.model.events import silent
from reberth.model.trial_requests import ComposeContainer, ComposeResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reberth.containers.compose import ComposeCli
    from reberth.model.events import Emit
    from reberth.model.trial_requests import ComposeRequest

_FILE = "compose.yaml"
_MOST = 1 << 20
# Our own variables; every other one in .env is the container's alone.
_OURS = "REBERTH_"


def compose(request: ComposeRequest, emit: Emit) -> ComposeResult:
    """Run Compose on a build folder.

    Raises:
        ReberthError: ``component.compose-missing``, ``trial.env-missing``,
            ``trial.compose-file``, ``trial.compose-failed``, ``usage.env-file-line``. A start that is interrupted
            takes away again what it made, unless containers of the project were there before.
    """
    folder = Path(request.folder)
    project = _project(folder / _FILE)
    cli = find_compose(request.endpoint)
    environment = _environment(folder, request)
    if request.action == "up":
        if (folder / ".env.example").exists() and not (folder / ".env").exists():
            raise ReberthError("trial.env-missing", folder=request.folder)
        before = _list(cli, folder, project, environment, emit)
        wait = ("--wait",) if request.wait else ()
        try:
            call_compose(cli, folder, ("-f", _FILE, "-p", project, "up", "-d", "--no-build", *wait), environment, emit)
        except KeyboardInterrupt:
            if not before:
                # Sooner than Compose would by itself: whoever cancels does not wait for an orderly end.
                call_compose(cli, folder, ("-p", project, "down", "--timeout", "2"), environment, silent)
            raise
    elif request.action == "down":
        # By its name: that works without .env, and after compose.yaml has changed.
        call_compose(cli, folder, ("-p", project, "down"), environment, emit)
    return ComposeResult(project, _list(cli, folder, project, environment, emit))


def _list(
    cli: ComposeCli, folder: Path, project: str, environment: Mapping[str, str], emit: Emit
) -> tuple[ComposeContainer, ...]:
    """The project's containers, running or not."""
    lines = call_compose(cli, folder, ("-p", project, "ps", "-a", "--format", "json"), environment, emit)
    return _containers("\n".join(lines))


def _project(file: Path) -> str:
    """The project's name as compose.yaml has it.

    Raises:
        ReberthError: ``trial.compose-file``.
    """
    try:
        with file.open("rb") as opened:
            found = yaml.safe_load(opened.read(_MOST))
    except (OSError, yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ReberthError("trial.compose-file", file=str(file)) from error
    name = found.get("name") if isinstance(found, dict) else None
    if not isinstance(name, str) or not name.replace("-", "").replace("_", "").isalnum():
        raise ReberthError("trial.compose-file", file=str(file))
    return name


def _environment(folder: Path, request: ComposeRequest) -> dict[str, str]:
    """Variables for Compose itself.

    It shall not read .env for them: values with ``$`` or quotes would stop it, or be shown in its warnings.
    """
    values = {"COMPOSE_DISABLE_ENV_FILE": "1"}
    if (folder / ".env").exists():
        given = read_env_file(str(folder / ".env"))
        values |= {name: value for name, value in given.items() if name.startswith(_OURS) and name not in os.environ}
    if request.isolation:
        values["REBERTH_ISOLATION"] = request.isolation
    if request.image:
        values["REBERTH_IMAGE"] = request.image
    return values


def _containers(text: str) -> tuple[ComposeContainer, ...]:
    """What ``ps --format json`` says: one object a line, before Compose 2.21 one array. Other lines are remarks."""
    return tuple(
        sorted((_container(row) for line in text.splitlines() for row in _rows(line)), key=lambda item: item.name)
    )


def _rows(line: str) -> Iterator[dict[str, object]]:
    """The objects on a line."""
    try:
        found = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return
    for row in found if isinstance(found, list) else [found]:
        if isinstance(row, dict):
            yield row


def _container(row: dict[str, object]) -> ComposeContainer:
    """One container."""
    published = row.get("Publishers") or []
    ports = {
        f"{item['PublishedPort']}->{item['TargetPort']}"
        for item in (published if isinstance(published, list) else [])
        if isinstance(item, dict) and item.get("PublishedPort")
    }
    name, service, state, health = (str(row.get(key, "")) for key in ("Name", "Service", "State", "Health"))
    return ComposeContainer(name, service, state, health, tuple(sorted(ports)))
