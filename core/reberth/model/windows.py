"""What an offline Windows is: version, names, environment, features."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.evidence import Evidence

Architecture = Literal["x86", "amd64", "arm64", "ia64", "unknown"]


class WindowsFeature(Struct, frozen=True, omit_defaults=True):
    """An installed Windows feature, by DISM name (``IIS-WindowsAuthentication``), and the witness that says so."""

    name: str
    evidence: tuple[Evidence, ...] = ()


class DotNetRelease(Struct, frozen=True, omit_defaults=True):
    """An installed .NET Framework (``3.5``, ``4.8``) and where it says so."""

    version: str
    evidence: tuple[Evidence, ...] = ()


class SqlServer(Struct, frozen=True, omit_defaults=True):
    """An installed instance of SQL Server: ``MSSQLSERVER`` is the default one; version such as ``12.0.2000.8``."""

    name: str
    version: str = ""
    evidence: tuple[Evidence, ...] = ()


class WindowsInfo(Struct, frozen=True, omit_defaults=True):
    r"""The Windows found on the disks.

    Attributes:
        volume: Id of the system volume.
        system_root: Windows folder as the server knew it, such as ``C:\Windows``.
        product_name: ``Windows Server 2012 R2 Standard``.
        edition: ``ServerStandard``.
        installation_type: ``Server``, ``Server Core`` or ``Client``; "" where unknown.
        version: Major and minor, ``6.3`` or ``10.0``.
        build: ``9600``.
        revision: UBR, 0 where unknown.
        service_pack: ``Service Pack 1`` or "".
        architecture: Of the installed system.
        control_set: Name of the current control set, ``ControlSet001``.
        computer_name: NetBIOS name.
        domain: DNS domain the machine's TCP/IP is set to, "" for none.
        time_zone: Key name, ``W. Europe Standard Time``.
        ansi_code_page: ACP, such as ``1252``; 0 where unknown.
        environment: Machine environment of the offline system, names in upper case, values expanded against the
            offline system, sorted by name. Contains ``SYSTEMDRIVE``, ``SYSTEMROOT``, ``WINDIR``, ``PROGRAMFILES``,
            ``PROGRAMDATA`` and their kin also where the hive does not hold them.
        withheld: Names of environment variables whose values look like secrets: they are in no other field.
        iis_version: ``8.5``; "" when IIS is not installed.
        features: Installed features, sorted.
        dotnet: Installed .NET Framework versions, sorted.
        sql_servers: Installed instances of SQL Server, sorted.
        evidence: Field name to the places it was read from.
    """

    volume: str
    system_root: str
    product_name: str = ""
    edition: str = ""
    installation_type: str = ""
    version: str = ""
    build: int = 0
    revision: int = 0
    service_pack: str = ""
    architecture: Architecture = "unknown"
    control_set: str = "ControlSet001"
    computer_name: str = ""
    domain: str = ""
    time_zone: str = ""
    ansi_code_page: int = 0
    environment: tuple[tuple[str, str], ...] = ()
    withheld: tuple[str, ...] = ()
    iis_version: str = ""
    features: tuple[WindowsFeature, ...] = ()
    dotnet: tuple[DotNetRelease, ...] = ()
    sql_servers: tuple[SqlServer, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = {}
