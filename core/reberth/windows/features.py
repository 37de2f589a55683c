"""Installed Windows features from what witnesses in the registry say; no DISM needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.windows import DotNetRelease, WindowsFeature
from reberth.windows.feature_names import FEATURE_NAMES
from reberth.windows.oc_manager import read_components
from reberth.windows.package_features import read_package_features

if TYPE_CHECKING:
    from reberth.registry.hive import Hive

_OPTIONAL = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures"
_SERVER_MANAGER = r"Microsoft\ServerManager\ServicingStorage\ServerComponentCache"
_INETSTP = r"Microsoft\InetStp\Components"
_NDP = r"Microsoft\NET Framework Setup\NDP"
# Least Release value of each version ("How to: Determine which .NET Framework versions are installed").
_RELEASES = (
    (533320, "4.8.1"),
    (528040, "4.8"),
    (461808, "4.7.2"),
    (461308, "4.7.1"),
    (460798, "4.7"),
    (394802, "4.6.2"),
    (394254, "4.6.1"),
    (393295, "4.6"),
    (379893, "4.5.2"),
    (378675, "4.5.1"),
    (378389, "4.5"),
)
_OLD_DOTNET = (
    ("1.1", rf"{_NDP}\v1.1.4322", "Install"),
    # It is 32-bit only: a 64-bit Windows keeps it there.
    ("1.1", rf"Wow6432Node\{_NDP}\v1.1.4322", "Install"),
    ("2.0", rf"{_NDP}\v2.0.50727", "Install"),
    ("3.0", rf"{_NDP}\v3.0\Setup", "InstallSuccess"),
    ("3.5", rf"{_NDP}\v3.5", "Install"),
)


def read_features(software: Hive) -> tuple[WindowsFeature, ...]:
    """Features that at least one witness calls installed, with every witness that does, sorted by name."""
    seen: dict[str, list[Evidence]] = {}
    optional = software.key(_OPTIONAL)
    for key in optional.subkeys() if optional is not None else ():
        if key.integer("Selection") == 1:
            seen.setdefault(key.name, []).append(Evidence("registry", key.path, "Selection"))
    if optional is None:
        for name, evidence in read_package_features(software):
            seen.setdefault(name, []).append(evidence)
    inetstp, manager = software.key(_INETSTP), software.key(_SERVER_MANAGER)
    for dism, powershell, component in FEATURE_NAMES:
        if inetstp is not None and component and inetstp.integer(component) == 1:
            seen.setdefault(dism, []).append(Evidence("registry", inetstp.path, component))
        cached = manager.subkey(powershell) if manager is not None else None
        if cached is not None and cached.integer("InstallState") == 1:
            seen.setdefault(dism, []).append(Evidence("registry", cached.path, "InstallState"))
    for name, evidence in read_components(software):
        seen.setdefault(name, []).append(evidence)
    return tuple(WindowsFeature(name, tuple(seen[name])) for name in sorted(seen))


def read_dotnet(software: Hive) -> tuple[DotNetRelease, ...]:
    """Installed .NET Framework versions, oldest first."""
    found: list[DotNetRelease] = []
    for version, path, value in _OLD_DOTNET:
        key = software.key(path)
        if key is not None and key.integer(value) == 1 and version not in [item.version for item in found]:
            found.append(DotNetRelease(version, (Evidence("registry", key.path, value),)))
    full = software.key(f"{_NDP}\\v4\\Full")
    if full is not None and full.integer("Install") == 1:
        release = full.integer("Release") or 0
        version = next((name for least, name in _RELEASES if release >= least), "4.0")
        found.append(DotNetRelease(version, (Evidence("registry", full.path, "Release" if release else "Install"),)))
    return tuple(found)
