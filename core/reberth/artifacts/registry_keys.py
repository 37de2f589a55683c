r"""Registry keys that the user named: ``--artifact "RegistryKeys/HKLM\SOFTWARE\Contoso"``, with all below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.steps import data_of, setting_of, step_of
from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.system_records import RegistryData, RegistryKey
from reberth.windows.secret_variables import looks_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.extras import RegistrySetting
    from reberth.model.plan import Outcome
    from reberth.registry.hive import Key

_NAME = "RegistryKeys"
_HEADS = ("HKLM\\", "HKEY_LOCAL_MACHINE\\")
_CONTROL = "SYSTEM\\CURRENTCONTROLSET\\"
_DEEPEST = 30
_MOST_VALUES = 5_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """The keys asked for that are there."""
    for name in {name.upper(): name for name in server.asked.get(_NAME, ())}.values():
        path = next((name[len(head) :] for head in _HEADS if name.upper().startswith(head)), "").rstrip("\\")
        key = _key(server, path) if path.count("\\") else None
        if key is not None:
            yield _record(name, key)


def _key(server: OfflineServer, path: str) -> Key | None:
    """A key of the machine by its path on a running system."""
    hive, _, rest = path.partition("\\")
    if path.upper().startswith(_CONTROL):
        return server.control(path[len(_CONTROL) :])
    if hive.upper() == "SOFTWARE":
        return server.software(rest)
    return server.hive("SYSTEM").key(rest) if hive.upper() == "SYSTEM" else None


def _record(name: str, top: Key) -> RegistryKey:
    """A key with the values of all below it; values that look secret stay on the disk."""
    values: list[RegistryData] = []
    withheld: list[str] = []
    stack = [(top, "")]
    while stack and len(values) < _MOST_VALUES:
        key, below = stack.pop()
        for value in key.values():
            place = f"{below}\\{value.name}".lstrip("\\")
            data = data_of(value)
            if data is None or any(looks_secret(value.name, text) for text in (value.text, *value.strings)):
                withheld.append(place)
            elif len(values) < _MOST_VALUES:
                values.append(replace(data, below=below))
        if below.count("\\") < _DEEPEST:
            inner = [(item, f"{below}\\{item.name}".lstrip("\\")) for item in key.subkeys()]
            stack.extend(sorted(inner, key=lambda item: item[1].upper(), reverse=True))
    return RegistryKey(
        kind=_NAME,
        name=name,
        values=tuple(values),
        withheld=tuple(sorted(withheld)),
        evidence=(Evidence("registry", top.path),),
    )


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """Values as they are, paths as the image has them; of withheld ones the names."""
    outcomes: list[Outcome] = []
    settings: list[RegistrySetting] = []
    for record in records:
        if not isinstance(record, RegistryKey):
            continue
        step = step_of(record)
        head = next(item for item in _HEADS if record.name.upper().startswith(item))
        base = "HKEY_LOCAL_MACHINE\\" + record.name[len(head) :].rstrip("\\")
        if planning.inventory.windows.architecture == "x86" and base.upper().startswith(
            "HKEY_LOCAL_MACHINE\\SOFTWARE\\"
        ):
            # Programs of a 32-bit server are 32-bit programs in the image, and look on their own side.
            base = base[:27] + "\\Wow6432Node" + base[27:]
        for item in record.values:
            key = f"{base}\\{item.below}".rstrip("\\")
            value = planning.target_path(item.value) if item.type in {"sz", "expand-sz"} else item.value
            settings.append(setting_of(step, key, replace(item, value=value), record.evidence))
        outcomes.append(CarriedOver("registry key", record.name, (step,), record.evidence))
        for place in record.withheld:
            title = f"{record.name}\\{place}"
            outcomes.append(Undecided("secret", title, "artifact.registry-secret", {"name": title}, record.evidence))
    return Parts(outcomes=tuple(outcomes), settings=tuple(settings))


KIND = Kind(_NAME, "artifact.kind-registry-keys", discover, plan)
