"""What is on a server besides its sites: programs, features and what every record has."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.record import Record, View
from reberth.model.service_records import (
    ApacheServer,
    DhcpScope,
    DnsServer,
    DnsZone,
    MessageQueue,
    MessageQueuing,
    SqlInstance,
    TomcatServer,
    WindowsService,
)
from reberth.model.system_records import (
    ComServer,
    DotNetFramework,
    EnvironmentVariable,
    FirewallRule,
    Font,
    HostsEntry,
    HttpSysBinding,
    HttpSysReservation,
    HttpSysSetting,
    LocalUser,
    MachineConfigEntry,
    OdbcFile,
    OdbcSource,
    RegistryKey,
    ScheduledTask,
    Share,
    SharedAssembly,
    StoredCertificate,
    TlsSetting,
)

ProgramClass = Literal["runtime", "application", "host-agent", "update"]


class InstalledFeature(Record, frozen=True, kw_only=True, tag="feature"):
    """A Windows feature.

    ``name`` is the DISM name; where only Server Manager or the setup of Windows Server 2003 knew it, the name there.

    Attributes:
        witnesses: Who calls it installed: ``optional-features``, ``inetstp``, ``server-manager``, ``packages``,
            ``oc-manager``.
        dism: Whether ``name`` is a DISM name.
    """

    witnesses: tuple[str, ...] = ()
    dism: bool = True


class InstalledProgram(Record, frozen=True, kw_only=True, tag="program"):
    r"""A line of Programs and Features.

    Attributes:
        key: Its registry key's own name; a product code for Windows Installer packages.
        version, publisher, location, installed: As registered; ``installed`` is a date such as ``20150131``.
        sort: What it is to a container: a runtime that applications may need, an application, an agent of the old
            host, or an update of another program.
        view: Registry view: ``64`` and ``32`` of the machine, ``user`` for one user's.
        user: The user's security identifier for ``user``.
        windows_installer: Installed by an MSI package.
        package: The package as Windows keeps it (``C:\\Windows\\Installer\\1a2b.msi``), "" where there is none.
    """

    key: str = ""
    version: str = ""
    publisher: str = ""
    location: str = ""
    installed: str = ""
    sort: ProgramClass = "application"
    view: View = "64"
    user: str = ""
    windows_installer: bool = False
    package: str = ""


ArtifactRecord = (
    InstalledFeature
    | InstalledProgram
    | ApacheServer
    | TomcatServer
    | SqlInstance
    | DhcpScope
    | DnsZone
    | DnsServer
    | MessageQueue
    | MessageQueuing
    | WindowsService
    | ScheduledTask
    | StoredCertificate
    | TlsSetting
    | HttpSysBinding
    | HttpSysReservation
    | HttpSysSetting
    | OdbcSource
    | OdbcFile
    | ComServer
    | EnvironmentVariable
    | HostsEntry
    | LocalUser
    | FirewallRule
    | Share
    | Font
    | RegistryKey
    | DotNetFramework
    | SharedAssembly
    | MachineConfigEntry
)


class KindInfo(Struct, frozen=True):
    """An artifact kind as it is explained.

    Attributes:
        name: What ``--artifact`` takes.
        code: Catalogue code: the sentence says what is looked for, the cause what carrying it over means, the action
            what is needed from a person.
    """

    name: str
    code: str
