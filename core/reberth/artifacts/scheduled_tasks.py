"""Scheduled tasks that are not Windows' own: something else must call them, for a container runs one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.safe_xml import read_xml
from reberth.artifacts.service_key import split_command
from reberth.filesystems.walk import walk
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.plan import LeftOut, Undecided
from reberth.model.system_records import ScheduledTask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "ScheduledTasks"
_NAMESPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
_MOST_TASKS = 2_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    r"""Task files of ``System32\Tasks`` outside of ``\Microsoft``, and the ``.job`` files of older systems."""
    root = server.windows.system_root
    for entry in server.entries(f"{root}\\Tasks"):
        if entry.name.lower().endswith(".job"):
            place = (Evidence("file", f"{root}\\Tasks\\{entry.name}"),)
            yield ScheduledTask(kind=_NAME, name=f"\\{entry.name[:-4]}", evidence=place)
    found = server.find(f"{root}\\System32\\Tasks")
    if found is None or not found.entry.directory:
        return
    length = len(found.entry.path)
    try:
        for number, entry in enumerate(walk(found.tree, found.entry)):
            name = entry.path[length:]
            if number >= _MOST_TASKS * 2:
                return
            if not entry.directory and not name.upper().startswith("\\MICROSOFT\\"):
                yield _task(server, name, f"{root}\\System32\\Tasks{name}")
    except ReberthError as error:
        server.tell_unreadable(f"{root}\\System32\\Tasks", error)


def _task(server: OfflineServer, name: str, path: str) -> ScheduledTask:
    """A task; of one whose file cannot be read at least the name."""
    document = read_xml(server.read(path), tolerant=True)
    places = (Evidence("file", path),)
    if document is None:
        return ScheduledTask(kind=_NAME, name=name, evidence=places)

    def text(element: str) -> str:
        return (document.findtext(f".//{_NAMESPACE}{element}") or "").strip()

    triggers = document.find(f"{_NAMESPACE}Triggers")
    kinds = [str(item.tag).removeprefix(_NAMESPACE) for item in (triggers if triggers is not None else ())]
    settings = document.find(f"{_NAMESPACE}Settings")
    enabled = settings is None or (settings.findtext(f"{_NAMESPACE}Enabled") or "true").strip().lower() != "false"
    return ScheduledTask(
        kind=_NAME,
        name=name,
        # Arguments stay on the disk: passwords are often among them.
        program=split_command(server.expand(text("Command")))[0],
        triggers=tuple(dict.fromkeys(kinds)),
        account=text("UserId") or text("GroupId"),
        enabled=enabled,
        evidence=places,
    )


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """An enabled task needs a decision."""
    outcomes: list[Outcome] = []
    for record in records:
        if isinstance(record, ScheduledTask):
            params: dict[str, str | int] = {"name": record.name, "program": record.program or "?"}
            fate = Undecided if record.enabled else LeftOut
            code = "artifact.task" if record.enabled else "artifact.task-off"
            outcomes.append(fate("task", record.name, code, params, record.evidence))
    return Parts(outcomes=tuple(outcomes))


KIND = Kind(_NAME, "artifact.kind-scheduled-tasks", discover, plan)
