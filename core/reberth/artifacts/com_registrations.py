"""COM servers that are not part of Windows, one record for each file; libraries are registered by their bitness."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.service_key import split_command
from reberth.artifacts.shared_assemblies import OF_MICROSOFT
from reberth.artifacts.steps import step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import CarriedFile, SetupAction
from reberth.model.names import name_problem
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.system_records import ComServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome
    from reberth.model.record import View
    from reberth.registry.raw_key import RawKey

_NAME = "ComRegistrations"
_CLSID = r"Classes\CLSID"
_CLSID_32 = r"Classes\Wow6432Node\CLSID"
_MOST_CLASSES = 100_000
_MOST_NAMES = 20
# Of Windows and of what Microsoft installs beside it; applications do not bring these.
_PASSED_OVER = ("\\common files\\microsoft shared\\", "\\common files\\system\\", "\\windows defender\\")
_PASSED_OVER_TOO = ("\\internet explorer\\", "\\windows nt\\", "\\microsoft sql server\\", "\\windows mail\\")
_COM_PLUS = re.compile(r"(?i)\\dllhost\.exe\"?\s+/processid:\s*(\{[0-9a-f-]{36}\})")
_SYSTEMS = {"32": "SysWOW64", "64": "System32"}


class _Found(NamedTuple):
    """A class of a file: its name, the COM+ application that runs it ("" for none), the key that says so."""

    title: str
    application: str
    evidence: Evidence


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Files that classes are registered for, outside of the Windows folder."""
    native: View = "32" if server.windows.architecture == "x86" else "64"
    other: tuple[tuple[str, View], ...] = ((_CLSID_32, "32"),) if native == "64" else ()
    for path, view in ((_CLSID, native), *other):
        top = server.software(path)
        root = top.raw() if top is not None else None
        files: dict[tuple[str, bool, bool], list[_Found]] = {}
        spelled: dict[str, str] = {}
        for number, key in enumerate(root.subkeys(by_place=True) if root is not None else ()):
            if number >= _MOST_CLASSES:
                break
            parts = {item.name.upper(): item for item in key.subkeys()}
            for file, local, managed, part in _servers(server, parts):
                spelled.setdefault(file.upper(), file)
                found = files.setdefault((file.upper(), local, managed), [])
                if len(found) < _MOST_NAMES:
                    place = f"SOFTWARE\\{path}\\{key.name}\\{part}"
                    found.append(_Found(_title(key, parts), _application(server, parts), Evidence("registry", place)))
        for (upper, local, managed), found in files.items():
            file = spelled[upper]
            yield ComServer(
                kind=_NAME,
                name=f"{file} (32-bit)" if view == "32" and native == "64" else file,
                file=file,
                view=view,
                classes=tuple(sorted({item.title for item in found})),
                local=local,
                managed=managed,
                content=server.ref(file),
                applications=tuple(sorted({item.application for item in found} - {""})),
                evidence=tuple(item.evidence for item in found[:3]),
            )


def _servers(server: OfflineServer, parts: Mapping[str, RawKey]) -> Iterator[tuple[str, bool, bool, str]]:
    """File, whether it is a program, whether it is a .NET assembly, and the subkey that says so, of one class."""
    for name, local in (("InprocServer32", False), ("LocalServer32", True)):
        inner = parts.get(name.upper())
        text = inner.value("") if inner is not None else ""
        if inner is None or not text:
            continue
        managed = text.rpartition("\\")[2].lower() == "mscoree.dll"
        if managed:
            text = inner.value("CodeBase").removeprefix("file:///").replace("/", "\\")
            assembly = inner.value("Assembly")
            if not text and assembly and not _is_microsoft(assembly):
                # It lies in the global assembly cache; the registration knows its name only.
                yield assembly.partition(",")[0], local, managed, name
        path = server.system_path(split_command(server.expand(text))[0] if local else server.expand(text).strip('"'))
        if path[1:3] == ":\\" and not _of_windows(server, path):
            yield path, local, managed, name


def _is_microsoft(assembly: str) -> bool:
    """Whether an assembly's full name is one of Microsoft's, by its public key token."""
    return assembly.lower().rpartition("publickeytoken=")[2].strip() in OF_MICROSOFT


def _of_windows(server: OfflineServer, path: str) -> bool:
    """Whether the file belongs to Windows, or to what Microsoft installs with it."""
    text = path.lower()
    if text.startswith(server.windows.system_root.lower() + "\\"):
        return True
    return any(part in text for part in (*_PASSED_OVER, *_PASSED_OVER_TOO))


def _title(key: RawKey, parts: Mapping[str, RawKey]) -> str:
    """ProgID of a class, else its number."""
    inner = parts.get("PROGID")
    return (inner.value("") if inner is not None else "") or key.name


def _application(server: OfflineServer, parts: Mapping[str, RawKey]) -> str:
    """The COM+ application that a class runs in: Windows starts it as ``dllhost.exe /ProcessID:{its AppID}``."""
    inner = parts.get("LOCALSERVER32")
    match = _COM_PLUS.search(inner.value("")) if inner is not None else None
    if match is None:
        return ""
    key = server.software(f"Classes\\AppID\\{match.group(1)}")
    return (key.text("") if key is not None else "") or match.group(1)


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """A library that is carried anyway, or that the user named, is registered; others are offered."""
    outcomes: list[Outcome] = []
    files: list[CarriedFile] = []
    actions: list[SetupAction] = []
    for record in records:
        if not isinstance(record, ComServer):
            continue
        path = record.file
        params: dict[str, str | int] = {"name": record.name, "classes": ", ".join(record.classes[:5])}
        place = _carried_at(record, planning)
        if record.content is None and not record.managed:
            outcomes.append(LeftOut("COM", record.name, "artifact.com-file-missing", params, record.evidence))
        elif record.local or record.managed:
            code = "artifact.com-program" if record.local else "artifact.com-managed"
            outcomes.append(Undecided("COM", record.name, code, params, record.evidence))
        elif (
            record.content is None
            or (not place and not planning.chosen(record))
            or any(map(name_problem, path[3:].split("\\")))
        ):
            outcomes.append(Undecided("COM", record.name, "artifact.com-offered", params, record.evidence))
        else:
            step = step_of(record)
            if not place:
                place = planning.target_path(path)
                name = f"artifacts/com/{len(files) + 1:02d}/{path.rpartition(chr(92))[2]}"
                files.append(CarriedFile(step, name, record.content, place, record.evidence))
            attributes = (("file", place), ("system", _SYSTEMS[record.view]))
            actions.append(SetupAction(step, "com", attributes, record.evidence))
            outcomes.append(CarriedOver("COM", record.name, (step,), record.evidence))
    outcomes += _com_plus(records)
    return Parts(outcomes=tuple(outcomes), files=tuple(files), actions=tuple(actions))


def _com_plus(records: Sequence[ArtifactRecord]) -> Iterator[Outcome]:
    """Each COM+ application once: a registered library alone has neither its account nor its transactions."""
    seen: dict[str, ComServer] = {}
    for record in records:
        for name in record.applications if isinstance(record, ComServer) else ():
            if isinstance(record, ComServer):
                seen.setdefault(name, record)
    for name, record in seen.items():
        params: dict[str, str | int] = {"name": name, "file": record.file}
        yield Undecided("COM+ application", name, "artifact.com-plus", params, record.evidence)


def _carried_at(record: ComServer, planning: Planning) -> str:
    """Where the file lies in the image because a site's content brings it, "" where none does."""
    for root in planning.roots if record.content is not None else ():
        base = root.source.path.rstrip("\\") + "\\"
        content = record.content
        inside = content is not None and content.path.upper().startswith(base.upper())
        if content is not None and inside and content.volume == root.source.volume:
            return f"{root.target.rstrip(chr(92))}\\{content.path[len(base) :]}"
    return ""


KIND = Kind(_NAME, "artifact.kind-com-registrations", discover, plan)
