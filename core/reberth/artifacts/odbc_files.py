"""ODBC data sources that are files (``*.dsn``), as ``FILEDSN=`` of a connection string names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.artifacts.steps import drive_settings, step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import CarriedFile
from reberth.model.names import name_problem
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.system_records import OdbcFile
from reberth.windows.secret_variables import looks_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.artifacts.kind import Planning
    from reberth.artifacts.server import OfflineServer
    from reberth.model.extras import RegistrySetting
    from reberth.model.plan import Outcome

# "SQLWriteFileDSN": where files lie that are named without a folder, and the value that moves that place.
_FOLDERS = (r"%CommonProgramFiles%\ODBC\Data Sources", r"%CommonProgramFiles(x86)%\ODBC\Data Sources")
_MOVED = r"ODBC\ODBC.INI\ODBC File DSN"
_MOST = 500
_MOST_BYTES = 64 << 10


class PlannedFile(NamedTuple):
    """What a file data source adds to the plan."""

    outcome: Outcome
    files: tuple[CarriedFile, ...] = ()
    settings: tuple[RegistrySetting, ...] = ()


def discover_files(server: OfflineServer) -> Iterator[OdbcFile]:
    """The files of the folders in which ODBC looks for them."""
    moved = [key.text("DefaultDSNDir") for key, _ in server.views(_MOVED)]
    folders: dict[str, str] = {}
    for text in (*_FOLDERS, *moved):
        folder = server.expand(text).rstrip("\\")
        if folder[1:3] == ":\\":
            folders.setdefault(folder.upper(), folder)
    for folder in folders.values():
        found = [entry.name for entry in server.entries(folder) if not entry.directory]
        for name in [name for name in found if name.lower().endswith(".dsn")][:_MOST]:
            record = _read(server, f"{folder}\\{name}")
            if record is not None:
                yield record


def _read(server: OfflineServer, path: str) -> OdbcFile | None:
    """One file; None where it cannot be read, which is told, or is no data source."""
    data = server.read(path, _MOST_BYTES)
    if data is None:
        return None
    settings: dict[str, str] = {}
    section = ""
    for line in _text(data).splitlines():
        name, equals, value = (part.strip() for part in line.partition("="))
        if name.startswith("["):
            section = name.strip("[]").strip().upper()
        elif section == "ODBC" and equals and not name.startswith(";"):
            settings.setdefault(name.upper(), value)
    if not settings:
        return None
    return OdbcFile(
        kind="OdbcDsn",
        name=path,
        driver=settings.get("DRIVER", "").strip("{}"),
        files=tuple(sorted(value for value in settings.values() if value[1:3] == ":\\" and "=" not in value)),
        withheld=tuple(sorted(name for name, value in settings.items() if _is_secret(name, value))),
        content=server.ref(path),
        evidence=(Evidence("file", path),),
    )


def _is_secret(name: str, value: str) -> bool:
    """Whether an attribute must not be in the image; whom the data source logs on as may."""
    return looks_secret("" if name == "UID" else name, value)


def _text(data: bytes) -> str:
    """An .ini file of Windows: UTF-16 with its mark, else the code page, which only names outside ASCII depend on."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("cp1252", errors="replace")


def plan_file(record: OdbcFile, number: int, planning: Planning) -> PlannedFile:
    """The file at its own place in the image; not one with a password, which everyone in the container could read.

    Args:
        record: The file.
        number: For a name in the build context that no other has.
        planning: What is known of the image.
    """
    file = record.name.rpartition("\\")[2]
    if record.withheld:
        params: dict[str, str | int] = {"name": record.name, "attributes": ", ".join(record.withheld)}
        return PlannedFile(Undecided("ODBC", record.name, "artifact.odbc-file-secret", params, record.evidence))
    if record.content is None or any(map(name_problem, record.name[3:].split("\\"))):
        told: dict[str, str | int] = {"path": record.name}
        return PlannedFile(Undecided("ODBC", record.name, "filesystem.file-unreadable", told, record.evidence))
    step = step_of(record)
    files = tuple(
        CarriedFile(step, f"artifacts/odbc/{number + more:02d}/{file}", record.content, target, record.evidence)
        for more, target in enumerate(_targets(record.name, planning))
    )
    fate = CarriedOver("ODBC", record.name, (step,), record.evidence)
    return PlannedFile(fate, files, tuple(drive_settings(step, record.files, record.evidence)))


def _targets(path: str, planning: Planning) -> tuple[str, ...]:
    """Its own place, and of a 32-bit server also where the image's 32-bit programs look for a file without a folder."""
    own = planning.target_path(path)
    below = own.removeprefix("C:\\Program Files\\")
    if planning.inventory.windows.architecture != "x86" or below == own:
        return (own,)
    return own, f"C:\\Program Files (x86)\\{below}"
