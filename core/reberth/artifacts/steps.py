"""Ids and registry values that several kinds make alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.extras import RegistrySetting
from reberth.model.system_records import RegistryData
from reberth.registry.value import BINARY, DWORD, EXPAND_SZ, MULTI_SZ, QWORD, SZ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.evidence import Evidence
    from reberth.model.extras import RegistryType
    from reberth.model.record import View
    from reberth.registry.value import RegistryValue

_TYPES: dict[int, RegistryType] = {
    SZ: "sz",
    EXPAND_SZ: "expand-sz",
    MULTI_SZ: "multi-sz",
    DWORD: "dword",
    QWORD: "qword",
    BINARY: "binary",
}
_DOS_DEVICES = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager\DOS Devices"
_MOST_DATA = 64 << 10


def step_of(record: ArtifactRecord) -> str:
    """The id of the step that a record becomes."""
    return f"{record.kind}:{record.name}"


def data_of(value: RegistryValue) -> RegistryData | None:
    """A registry value as plain data; None for types that a registry file of ours does not hold, or too much data."""
    kind = _TYPES.get(value.type)
    if kind is None or len(value.data) > _MOST_DATA:
        return None
    if kind in {"dword", "qword"}:
        return RegistryData(value.name, kind, str(value.integer or 0))
    if kind == "binary":
        return RegistryData(value.name, kind, value.data.hex())
    return RegistryData(value.name, kind, "\0".join(value.strings) if kind == "multi-sz" else value.text)


def setting_of(step: str, key: str, data: RegistryData, evidence: tuple[Evidence, ...]) -> RegistrySetting:
    """A registry value of the image."""
    kind: RegistryType = next((item for item in _TYPES.values() if item == data.type), "sz")
    return RegistrySetting(step, key, data.name, kind, data.value, evidence)


def drive_settings(step: str, paths: Iterable[str], evidence: tuple[Evidence, ...]) -> Iterator[RegistrySetting]:
    r"""Drive letters other than C that paths name, kept alive as ``C:\drives\<letter>``."""
    for letter in sorted({path[0].upper() for path in paths if path[1:2] == ":"} - {"C"}):
        yield RegistrySetting(step, _DOS_DEVICES, f"{letter}:", "sz", f"\\??\\C:\\drives\\{letter}", evidence)


def software_key(path: str, view: View) -> str:
    """A key of SOFTWARE in the image: what 32-bit programs saw lies on their own side there."""
    side = "Wow6432Node\\" if view == "32" else ""
    return f"HKEY_LOCAL_MACHINE\\SOFTWARE\\{side}{path}"
