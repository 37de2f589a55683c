"""Scheduled tasks that are not Windows' own: something else must call them, for a container runs one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.job_file import read_job
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


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    r"""Task files of ``System32\Tasks`` outside of ``\Microsoft``, and the ``.job`` files of older systems."""
    root = server.windows.system_root
    seen: set[str] = set()
    for name in _names(server, f"{root}\\System32\\Tasks"):
        seen.add(name.upper())
        yield _task(server, name, f"{root}\\System32\\Tasks{name}")
    for entry in server.entries(f"{root}\\Tasks"):
        name = f"\\{entry.name[:-4]}"
        # A newer Windows keeps what old programs schedule in both places.
        if entry.name.lower().endswith(".job") and not entry.directory and name.upper() not in seen:
            yield _job(server, name, f"{root}\\Tasks\\{entry.name}")


def _names(server: OfflineServer, folder: str) -> Iterator[str]:
    """Paths of task files below the folder, Windows' own left out."""
    found = server.find(folder)
    if found is None or not found.entry.directory:
        return
    length = len(found.entry.path)
    try:
        for entry in walk(found.tree, found.entry):
            name = entry.path[length:]
            if not entry.directory and not name.upper().startswith("\\MICROSOFT\\"):
                yield name
    except ReberthError as error:
        server.tell_unreadable(folder, error)


def _job(server: OfflineServer, name: str, path: str) -> ScheduledTask:
    """A task of an older system, whose account stands in no file; of one that cannot be read at least the name."""
    places = (Evidence("file", path),)
    job = read_job(server.read(path) or b"")
    if job is None:
        return ScheduledTask(kind=_NAME, name=name, evidence=places)
    return ScheduledTask(
        kind=_NAME,
        name=name,
        # Nothing keeps a caller of the old interface from writing arguments there too.
        program=split_command(server.expand(job.program))[0],
        triggers=job.triggers,
        enabled=job.enabled,
        evidence=places,
    )


def _task(server: OfflineServer, name: str, path: str) -> ScheduledTask:
    """A task; of one whose file cannot be read at least the name."""
    document = read_xml(server.read(path), tolerant=True)
    places = (Evidence("file", path),)
    if document is None:
        return ScheduledTask(kind=_NAME, name=name, evidence=places)

    def text(path: str) -> str:
        steps = "/".join(f"{_NAMESPACE}{step}" for step in path.split("/"))
        return (document.findtext(steps) or "").strip()

    triggers = document.find(f"{_NAMESPACE}Triggers")
    kinds = [str(item.tag).removeprefix(_NAMESPACE) for item in (triggers if triggers is not None else ())]
    return ScheduledTask(
        kind=_NAME,
        name=name,
        # Arguments stay on the disk: passwords are often among them.
        program=split_command(server.expand(text("Actions/Exec/Command")))[0] or text("Actions/ComHandler/ClassId"),
        triggers=tuple(dict.fromkeys(kinds)),
        account=text("Principals/Principal/UserId") or text("Principals/Principal/GroupId"),
        enabled=text("Settings/Enabled").lower() != "false",
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
