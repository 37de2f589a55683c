"""The card of a server, read from its SYSTEM and SOFTWARE hives ([MS-RRP] paths as on a live machine)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.finding import Finding
from reberth.model.windows import Architecture, WindowsInfo
from reberth.registry.hive import open_hive
from reberth.registry.value import SZ, whole_number
from reberth.windows.environment import machine_environment, system_folders
from reberth.windows.features import read_dotnet, read_features
from reberth.windows.letters import assign_letters
from reberth.windows.locating import locate_windows
from reberth.windows.sql_servers import read_sql_servers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reberth.filesystems.volumes import Volumes
    from reberth.registry.hive import Hive
    from reberth.windows.environment import MachineEnvironment
    from reberth.windows.locating import WindowsPlace

_ABSOLUTE = re.compile(r"[A-Za-z]:\\")
_VERSION = r"Microsoft\Windows NT\CurrentVersion"
_INETSTP = r"Microsoft\InetStp"
# Where the system's own folders really are; names as in the environment.
_FOLDERS = (
    ("PROGRAMFILES", r"Microsoft\Windows\CurrentVersion", "ProgramFilesDir"),
    ("PROGRAMFILES(X86)", r"Microsoft\Windows\CurrentVersion", "ProgramFilesDir (x86)"),
    ("PROGRAMW6432", r"Microsoft\Windows\CurrentVersion", "ProgramW6432Dir"),
    ("COMMONPROGRAMFILES", r"Microsoft\Windows\CurrentVersion", "CommonFilesDir"),
    ("COMMONPROGRAMFILES(X86)", r"Microsoft\Windows\CurrentVersion", "CommonFilesDir (x86)"),
    ("COMMONPROGRAMW6432", r"Microsoft\Windows\CurrentVersion", "CommonW6432Dir"),
    ("PROGRAMDATA", r"Microsoft\Windows NT\CurrentVersion\ProfileList", "ProgramData"),
    ("PUBLIC", r"Microsoft\Windows NT\CurrentVersion\ProfileList", "Public"),
)
_ARCHITECTURES: dict[str, Architecture] = {"AMD64": "amd64", "X86": "x86", "ARM64": "arm64", "IA64": "ia64"}
# IIS version by Windows version, for servers whose InetStp key is gone.
_IIS_BY_WINDOWS = {"5.0": "5.0", "5.2": "6.0", "6.0": "7.0", "6.1": "7.5", "6.2": "8.0", "6.3": "8.5", "10.0": "10.0"}
# Configuration files below System32\inetsrv, and the version that each tells by itself.
_IIS_FILES = (("config\\applicationHost.config", ""), ("MetaBase.xml", "6.0"), ("MetaBase.bin", "5.0"))
_CLIENT_11_BUILD = 22000


def read_windows(
    volumes: Volumes,
    letters: Mapping[str, str] | None = None,
    notice: Callable[[Finding], None] = lambda _: None,
) -> WindowsInfo:
    """Read the server's card and give the volumes their drive letters.

    Args:
        volumes: The server's volumes; their letters are set.
        letters: Letters by volume id that the user gave, stronger than the server's own.
        notice: Told of what a person should know.

    Raises:
        ReberthError: ``windows.not-found`` and its kin, ``registry.hive-unreadable``, ``filesystem.*``.
    """
    place = locate_windows(volumes, notice)
    config = f"{place.path}\\System32\\config"
    system = open_hive(place.tree, f"{config}\\SYSTEM")
    try:
        software = open_hive(place.tree, f"{config}\\SOFTWARE")
        try:
            info = _Reader(volumes, place, system, software, notice).read(letters or {})
            for hive in (system, software):
                _tell_condition(hive, notice)
        finally:
            software.close()
    finally:
        system.close()
    return info


def _tell_condition(hive: Hive, notice: Callable[[Finding], None]) -> None:
    """Say when what was read of a hive may not be all or not the newest."""
    evidence = (Evidence("registry", hive.name),)
    if hive.stale:
        notice(Finding("registry.hive-stale", "action", "", {"hive": hive.name}, evidence))
    if hive.damaged:
        notice(Finding("registry.hive-damaged", "action", "", {"hive": hive.name}, evidence))


class _Reader:
    """Collects fields and where each was read."""

    def __init__(
        self, volumes: Volumes, place: WindowsPlace, system: Hive, software: Hive, notice: Callable[[Finding], None]
    ) -> None:
        self._volumes = volumes
        self._place = place
        self._system = system
        self._software = software
        self._notice = notice
        self._evidence: dict[str, tuple[Evidence, ...]] = {}
        self._control = self._control_set()

    def _control_set(self) -> str:
        """Name of the control set that the server last started with; the first one where that is not told."""
        select = self._system.key("Select")
        number = select.integer("Current") if select is not None else None
        name = f"ControlSet{number or 1:03d}"
        if select is not None and number and self._system.key(name) is not None:
            self._evidence["control_set"] = (Evidence("registry", select.path, "Current"),)
            return name
        names = [key.name for key in self._system.root.subkeys() if key.name.upper().startswith("CONTROLSET0")]
        return min(names, default=name)

    def read(self, letters: Mapping[str, str]) -> WindowsInfo:
        """All fields; ``letters`` are the user's."""
        system_root = self._text("system_root", self._software, _VERSION, "SystemRoot")
        if not _ABSOLUTE.match(system_root):
            system_root = f"C:{self._place.path}"
        for finding in assign_letters(self._volumes, self._system, self._place.tree.volume, system_root, letters):
            self._notice(finding)
        version = self._version()
        build = self._text("build", self._software, _VERSION, "CurrentBuildNumber") or self._text(
            "build", self._software, _VERSION, "CurrentBuild"
        )
        edition = self._text("edition", self._software, _VERSION, "EditionID")
        computer = self._setting("computer_name", r"Control\ComputerName\ComputerName", "ComputerName")
        architecture = self._architecture(system_root)
        environment = self._environment(system_root, computer, architecture)
        return WindowsInfo(
            volume=self._place.tree.volume,
            system_root=system_root,
            product_name=self._product(build),
            edition=edition,
            installation_type=self._installation_type(edition),
            version=version,
            build=whole_number(build) or 0,
            revision=self._number("revision", _VERSION, "UBR"),
            service_pack=self._text("service_pack", self._software, _VERSION, "CSDVersion"),
            architecture=architecture,
            control_set=self._control,
            computer_name=computer,
            domain=self._setting("domain", r"Services\Tcpip\Parameters", "Domain"),
            time_zone=self._setting("time_zone", r"Control\TimeZoneInformation", "TimeZoneKeyName")
            or self._setting("time_zone", r"Control\TimeZoneInformation", "StandardName"),
            ansi_code_page=self._code_page(),
            environment=tuple(sorted(environment.values.items())),
            withheld=environment.withheld,
            iis_version=self._iis_version(version, system_root),
            features=read_features(self._software),
            dotnet=read_dotnet(self._software),
            sql_servers=read_sql_servers(self._software),
            evidence=self._evidence,
        )

    def _text(self, field: str, hive: Hive, path: str, value: str) -> str:
        """A text value, its place noted for ``field`` when there."""
        key = hive.key(path)
        text = key.text(value) if key is not None else ""
        if key is not None and text:
            self._evidence[field] = (Evidence("registry", key.path, value),)
        return text

    def _number(self, field: str, path: str, value: str) -> int:
        """A number of SOFTWARE, 0 where it is not there."""
        key = self._software.key(path)
        number = key.integer(value) if key is not None else None
        if key is not None and number is not None:
            self._evidence[field] = (Evidence("registry", key.path, value),)
        return number or 0

    def _setting(self, field: str, path: str, value: str) -> str:
        """A text value of the current control set."""
        return self._text(field, self._system, f"{self._control}\\{path}", value)

    def _version(self) -> str:
        """Major and minor: numbers since Windows 10, whose ``CurrentVersion`` stays at 6.3 for old programs."""
        key = self._software.key(_VERSION)
        major = key.integer("CurrentMajorVersionNumber") if key is not None else None
        if key is not None and major is not None:
            self._evidence["version"] = (Evidence("registry", key.path, "CurrentMajorVersionNumber"),)
            return f"{major}.{key.integer('CurrentMinorVersionNumber') or 0}"
        return self._text("version", self._software, _VERSION, "CurrentVersion")

    def _product(self, build: str) -> str:
        """Product name; Windows 11 still calls itself Windows 10 there."""
        name = self._text("product_name", self._software, _VERSION, "ProductName")
        client = self._text("installation_type", self._software, _VERSION, "InstallationType") == "Client"
        if client and (whole_number(build) or 0) >= _CLIENT_11_BUILD:
            return name.replace("Windows 10", "Windows 11")
        return name

    def _installation_type(self, edition: str) -> str:
        """From its value; Windows Server 2008 has none, but names its core editions so."""
        text = self._text("installation_type", self._software, _VERSION, "InstallationType")
        if text:
            return text
        kind = self._setting("installation_type", r"Control\ProductOptions", "ProductType").upper()
        if kind == "WINNT":
            return "Client"
        if kind not in {"SERVERNT", "LANMANNT"}:
            return ""
        return "Server Core" if edition.upper().endswith("CORE") else "Server"

    def _architecture(self, system_root: str) -> Architecture:
        """From the machine environment, else from the presence of SysWOW64."""
        text = self._setting("architecture", r"Control\Session Manager\Environment", "PROCESSOR_ARCHITECTURE")
        known = _ARCHITECTURES.get(text.upper())
        if known is not None:
            return known
        self._evidence["architecture"] = (Evidence("file", f"{system_root}\\SysWOW64"),)
        return "amd64" if self._place.tree.find(f"{self._place.path}\\SysWOW64") is not None else "x86"

    def _code_page(self) -> int:
        """ANSI code page number."""
        text = self._setting("ansi_code_page", r"Control\Nls\CodePage", "ACP")
        return whole_number(text) or 0

    def _environment(self, system_root: str, computer: str, architecture: str) -> MachineEnvironment:
        """The machine environment, secrets withheld."""
        folders = system_folders(system_root, wow64=architecture != "x86")
        for name, path, value in _FOLDERS:
            owner = self._software.key(path)
            text = owner.text(value) if owner is not None else ""
            if text and name in folders:
                folders[name] = text
        key = self._system.key(f"{self._control}\\Control\\Session Manager\\Environment")
        values = tuple(key.values()) if key is not None else ()
        if key is not None:
            self._evidence["environment"] = (Evidence("registry", key.path),)
        stored = {value.name: value.text for value in values}
        literal = {value.name for value in values if value.type == SZ}
        return machine_environment(stored, folders, computer, literal=literal)

    def _iis_version(self, version: str, system_root: str) -> str:
        """From InetStp; by Windows version where only the configuration is left; "" without IIS."""
        key = self._software.key(_INETSTP)
        major = key.integer("MajorVersion") if key is not None else None
        if key is not None and major:
            self._evidence["iis_version"] = (Evidence("registry", key.path, "MajorVersion"),)
            return f"{major}.{key.integer('MinorVersion') or 0}"
        for name, known in _IIS_FILES:
            path = f"\\System32\\inetsrv\\{name}"
            if self._place.tree.find(self._place.path + path) is not None:
                self._evidence["iis_version"] = (Evidence("file", system_root + path),)
                return known or _IIS_BY_WINDOWS.get(version, "10.0")
        return ""
