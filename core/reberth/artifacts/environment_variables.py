"""Machine environment variables that somebody set; Windows' own are not among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.steps import step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import RegistrySetting
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.system_records import EnvironmentVariable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "EnvironmentVariables"
_KEY = r"Control\Session Manager\Environment"
_IN_IMAGE = rf"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\{_KEY}"
_OF_WINDOWS = frozenset(
    {
        *("COMSPEC", "DRIVERDATA", "FP_NO_HOST_CHECK", "NUMBER_OF_PROCESSORS", "OS", "PATHEXT", "PSMODULEPATH"),
        *("PROCESSOR_ARCHITECTURE", "PROCESSOR_IDENTIFIER", "PROCESSOR_LEVEL", "PROCESSOR_REVISION", "TEMP", "TMP"),
        *("USERNAME", "WINDIR", "CLUSTERLOG", "LIB", "INCLUDE", "DEVMGR_SHOW_DETAILS", "DEFLOGDIR", "ASL.LOG"),
        *("SYSTEMROOT", "SYSTEMDRIVE", "COMPUTERNAME"),
    }
)


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Variables of the machine as the offline system would expand them; values that look secret stay on the disk."""
    key = server.control(_KEY)
    expanded = dict(server.windows.environment)
    for value in key.values() if key is not None else ():
        name = value.name.upper()
        if name in _OF_WINDOWS or not name:
            continue
        withheld = name in server.windows.withheld or name not in expanded
        yield EnvironmentVariable(
            kind=_NAME,
            name=value.name,
            value="" if withheld else expanded[name],
            withheld=withheld,
            evidence=(Evidence("registry", value.key, value.name),),
        )


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """Values travel through the registry, where services see them; the search path only gets what is new in it."""
    outcomes: list[Outcome] = []
    settings: list[RegistrySetting] = []
    for record in records:
        if not isinstance(record, EnvironmentVariable):
            continue
        params: dict[str, str | int] = {"name": record.name}
        if record.withheld:
            outcomes.append(Undecided("variable", record.name, "artifact.variable-secret", params, record.evidence))
        elif record.name.upper() == "PATH":
            more = _own_folders(record, planning.inventory.windows.system_root)
            told: dict[str, str | int] = {"folders": "; ".join(more)}
            code = "artifact.path-folders" if more else "artifact.path-plain"
            fate = Undecided if more else LeftOut
            outcomes.append(fate("variable", record.name, code, told if more else {}, record.evidence))
        else:
            step, value = step_of(record), planning.target_path(record.value)
            settings.append(RegistrySetting(step, _IN_IMAGE, record.name, "sz", value, record.evidence))
            outcomes.append(CarriedOver("variable", record.name, (step,), record.evidence))
    return Parts(outcomes=tuple(outcomes), settings=tuple(settings))


def _own_folders(record: EnvironmentVariable, system_root: str) -> list[str]:
    """Folders of the search path outside of the Windows folder."""
    folders = [item.strip().strip('"').rstrip("\\") for item in record.value.split(";")]
    root = system_root.upper()
    return [item for item in folders if item and item.upper() != root and not item.upper().startswith(root + "\\")]


KIND = Kind(_NAME, "artifact.kind-environment-variables", discover, plan)
