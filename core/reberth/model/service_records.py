"""Records of other services on a server: Apache, Tomcat, SQL Server, DNS, DHCP, message queues, any Windows service."""

from __future__ import annotations

from msgspec import Struct

from reberth.model.content import ContentRef
from reberth.model.record import Record


class ServedFolder(Struct, frozen=True, omit_defaults=True):
    r"""A folder that a service needs.

    Attributes:
        path: As the server knew it (``D:\www``).
        content: The folder on the disk, None where it is not there.
        secrets: Files below it that hold keys or passwords by their names (``\conf\server.key``).
    """

    path: str
    content: ContentRef | None = None
    secrets: tuple[str, ...] = ()


class VirtualHost(Struct, frozen=True, omit_defaults=True):
    """A virtual host of Apache: address as written (``*:80``), names, document root."""

    address: str
    names: tuple[str, ...] = ()
    document_root: str = ""


class ApacheServer(Record, frozen=True, kw_only=True, tag="apache"):
    """An Apache HTTP Server; ``name`` is its Windows service.

    Attributes:
        program, root, configuration: Paths of httpd.exe, ServerRoot and httpd.conf.
        ports: What it listens on.
        hosts: Virtual hosts.
        modules: Loaded modules, sorted.
        files: Configuration files read, includes too.
        missing: Includes that are not there.
        folders: ServerRoot, then document roots and aliases outside of it.
        arguments: Of the service, without its name.
    """

    program: str
    root: str
    configuration: str
    ports: tuple[str, ...] = ()
    hosts: tuple[VirtualHost, ...] = ()
    modules: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    folders: tuple[ServedFolder, ...] = ()


class TomcatServer(Record, frozen=True, kw_only=True, tag="tomcat"):
    """An Apache Tomcat; ``name`` is its Windows service."""

    home: str
    ports: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()


class DatabaseFile(Struct, frozen=True):
    """A file of a database and its size in bytes."""

    path: str
    size: int


class SqlInstance(Record, frozen=True, kw_only=True, tag="sql-server"):
    """An instance of SQL Server; ``name`` as in ``Instance Names`` (``MSSQLSERVER`` is the default one).

    Attributes:
        id: ``MSSQL12.SQLEXPRESS``.
        version, edition, collation: As registered.
        port: Fixed TCP port, "" for none; ``dynamic_port`` is the one it last took by itself.
        login_mode: ``windows`` or ``mixed``.
        data: Folder of its databases.
        databases: Database files with sizes.
    """

    id: str = ""
    version: str = ""
    edition: str = ""
    collation: str = ""
    port: str = ""
    dynamic_port: str = ""
    login_mode: str = ""
    data: str = ""
    databases: tuple[DatabaseFile, ...] = ()


class DhcpScope(Record, frozen=True, kw_only=True, tag="dhcp-scope"):
    """A scope of a DHCP server; ``name`` is its network. A server without readable scopes is a record of its own."""

    title: str = ""
    mask: str = ""
    ranges: tuple[str, ...] = ()
    database: str = ""


class DnsZone(Record, frozen=True, kw_only=True, tag="dns-zone"):
    """A zone of a DNS server.

    Attributes:
        type: ``primary``, ``secondary``, ``stub``, ``forwarder`` or ``unknown``.
        file: Name of its file, "" for none.
        content: That file on the disk.
        integrated: Kept in Active Directory, not in a file.
        records: Resource records in the file.
    """

    type: str = "unknown"
    file: str = ""
    content: ContentRef | None = None
    integrated: bool = False
    records: int = 0


class DnsServer(Record, frozen=True, kw_only=True, tag="dns-server"):
    """The DNS service itself, with the addresses it forwards to."""

    forwarders: tuple[str, ...] = ()


class MessageQueue(Record, frozen=True, kw_only=True, tag="queue"):
    """A private queue of Message Queuing."""

    label: str = ""
    transactional: bool = False
    journal: bool = False


class MessageQueuing(Record, frozen=True, kw_only=True, tag="message-queuing"):
    """Message Queuing itself: its features, and what still lay in its store."""

    features: tuple[str, ...] = ()
    message_files: int = 0
    message_bytes: int = 0


class WindowsService(Record, frozen=True, kw_only=True, tag="service"):
    """A service that is not part of Windows; arguments stay on the disk, for they may hold secrets."""

    title: str = ""
    program: str = ""
    start: str = ""
    account: str = ""
    there: bool = True
