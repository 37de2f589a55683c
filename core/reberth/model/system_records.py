"""Records of a server's system settings: certificates, TLS, ODBC, COM, environment, users, firewall and more."""

from __future__ import annotations

from msgspec import Struct

from reberth.model.content import ContentRef  # noqa: TC001 - msgspec reads it
from reberth.model.record import Record, View


class ScheduledTask(Record, frozen=True, kw_only=True, tag="task"):
    r"""A scheduled task that is not Windows' own; ``name`` is its path (``\Contoso\Nightly``)."""

    program: str = ""
    triggers: tuple[str, ...] = ()
    account: str = ""
    enabled: bool = True


class StoredCertificate(Record, frozen=True, kw_only=True, tag="certificate"):
    """A certificate of the machine; ``name`` is store and SHA-1 thumbprint (``Root/4F...``).

    Attributes:
        store: ``Root``, ``CA``, ``My`` ...
        subject, issuer: Common name, or the whole name where it has none.
        expires: Date such as ``2030-12-31``.
        private_key: The store says that the machine had its private key.
        pem: The certificate itself, in lines; only of stores that hold public certificates.
    """

    store: str
    thumbprint: str
    subject: str = ""
    issuer: str = ""
    expires: str = ""
    private_key: bool = False
    pem: tuple[str, ...] = ()


class RegistryData(Struct, frozen=True, omit_defaults=True):
    """A registry value: name, type and value as :class:`reberth.model.extras.RegistrySetting` has them.

    ``below`` is the path of its key below the record's own, "" for that key itself.
    """

    name: str
    type: str
    value: str
    below: str = ""


class TlsSetting(Record, frozen=True, kw_only=True, tag="tls"):
    r"""A setting of SCHANNEL or .NET's TLS; ``weakens`` where today's callers suffer by it."""

    key: str
    value: RegistryData
    weakens: bool = False


class HttpSysBinding(Record, frozen=True, kw_only=True, tag="http-sys"):
    """A certificate that http.sys presents at an address; ``name`` is the address (``0.0.0.0:443``)."""

    thumbprint: str = ""
    store: str = ""


class HttpSysSetting(Record, frozen=True, kw_only=True, tag="http-sys-setting"):
    """A limit or habit of http.sys that somebody set (``MaxFieldLength``)."""

    value: RegistryData


class HttpSysReservation(Record, frozen=True, kw_only=True, tag="url-reservation"):
    """Addresses of http.sys at which accounts may listen that are no administrators; ``name`` is the URL prefix.

    Attributes:
        account: Who may, with commas between several: names that every Windows knows, SIDs of others.
    """

    account: str = ""


class OdbcSource(Record, frozen=True, kw_only=True, tag="odbc"):
    """An ODBC data source.

    Attributes:
        driver: Name of its driver.
        view: Who sees it; user sources are named, never carried.
        driver_file: The driver's file as registered.
        settings: Its attributes, without those that hold secrets.
        withheld: Names of attributes that hold secrets.
    """

    driver: str = ""
    view: View = "64"
    driver_file: str = ""
    settings: tuple[RegistryData, ...] = ()
    withheld: tuple[str, ...] = ()


class OdbcFile(Record, frozen=True, kw_only=True, tag="odbc-file"):
    """An ODBC data source that is a file; ``name`` is its Windows path.

    Attributes:
        driver: Name of its driver.
        files: Files and folders that it names.
        withheld: Names of attributes that hold secrets.
        content: The file on the disk.
    """

    driver: str = ""
    files: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    content: ContentRef | None = None


class ComServer(Record, frozen=True, kw_only=True, tag="com"):
    """A COM server that is not part of Windows; ``name`` is its file, and what tells it from others of that file.

    Attributes:
        file: Windows path, or the name of an assembly that lies in the global cache.
        view: Bitness of those who can use it.
        classes: ProgIDs, or CLSIDs of classes that have none.
        local: A program of its own instead of a library.
        managed: A .NET assembly: ``regasm`` instead of ``regsvr32``.
        content: The file on the disk, None where it is not there.
        applications: COM+ applications that run its classes, by the names they are registered with.
    """

    file: str = ""
    applications: tuple[str, ...] = ()
    view: View = "64"
    classes: tuple[str, ...] = ()
    local: bool = False
    managed: bool = False
    content: ContentRef | None = None


class EnvironmentVariable(Record, frozen=True, kw_only=True, tag="variable"):
    """A variable of the machine environment; ``withheld`` where its value looks like a secret."""

    value: str = ""
    withheld: bool = False


class HostsEntry(Record, frozen=True, kw_only=True, tag="host"):
    """A name of the hosts file and its address."""

    address: str


class LocalUser(Record, frozen=True, kw_only=True, tag="user"):
    """A local account: its name and relative identifier, nothing else. ``used_by`` names what runs as it."""

    rid: int = 0
    used_by: tuple[str, ...] = ()


class FirewallRule(Record, frozen=True, kw_only=True, tag="firewall"):
    """An active inbound rule of the Windows firewall that is not Windows' own; ``addresses`` "" for all callers."""

    action: str = ""
    protocol: str = ""
    ports: str = ""
    program: str = ""
    addresses: str = ""


class Share(Record, frozen=True, kw_only=True, tag="share"):
    """A folder shared on the network."""

    path: str = ""
    remark: str = ""


class Font(Record, frozen=True, kw_only=True, tag="font"):
    """An installed font; ``stock`` where Windows Server brings it."""

    file: str = ""
    stock: bool = False
    content: ContentRef | None = None


class RegistryKey(Record, frozen=True, kw_only=True, tag="registry"):
    r"""A registry key that the user named, with all below it; ``name`` is ``HKLM\SOFTWARE\...``."""

    values: tuple[RegistryData, ...] = ()
    withheld: tuple[str, ...] = ()


class DotNetFramework(Record, frozen=True, kw_only=True, tag="framework"):
    """An installed .NET Framework; ``used_by`` are applications whose pool runs on it."""

    used_by: tuple[str, ...] = ()


class SharedAssembly(Record, frozen=True, kw_only=True, tag="assembly"):
    """An assembly of the global assembly cache that applications name and do not bring themselves.

    Attributes:
        version, token: Of its strong name.
        used_by: Files that name it.
        content: Its folder in the cache.
    """

    version: str = ""
    token: str = ""
    used_by: tuple[str, ...] = ()
    content: ContentRef | None = None


class MachineConfigEntry(Record, frozen=True, kw_only=True, tag="machine-config"):
    """Something added to machine.config or the root web.config.

    Attributes:
        file: The file.
        section: ``system.data/DbProviderFactories``.
        runtime: ``v2.0.50727`` or ``v4.0.30319``.
        attributes: Of the entry; empty where it may hold a secret.
        secret: It holds a secret, which stays on the disk.
    """

    file: str
    section: str
    runtime: str
    attributes: tuple[tuple[str, str], ...] = ()
    secret: bool = False
