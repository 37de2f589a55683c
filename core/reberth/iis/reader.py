"""All of IIS on a server: find the files, read them, resolve the paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.iis.configuration import POOLS, SITES, HostReader
from reberth.iis.document import attribute, line_of, parse_document, tag_of
from reberth.iis.elements import Place
from reberth.iis.fallback import fallback_schema
from reberth.iis.metabase.reader import parse_iis6
from reberth.iis.physical_paths import PathResolver
from reberth.iis.schema import IisSchema
from reberth.iis.sections import SERVER_LEVEL, SectionReader, declarations
from reberth.model.content import ContentRef
from reberth.model.errors import ReberthError
from reberth.model.finding import Finding
from reberth.model.iis import IisConfiguration
from reberth.windows.environment import expand

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from reberth.filesystems.volumes import Found, Volumes
    from reberth.model.windows import WindowsInfo

_MAX_FILE = 32 << 20
_MAX_SETTINGS = 1 << 20


class _Configuration(NamedTuple):
    """The folder that holds applicationHost.config, as found and as the server names it."""

    folder: Found
    path: str


def read_iis(volumes: Volumes, windows: WindowsInfo) -> tuple[IisConfiguration | None, tuple[Finding, ...]]:
    """Read IIS of the server.

    Returns:
        None and no findings where IIS is not installed.

    Raises:
        ReberthError: ``iis.configuration-missing``, ``iis.configuration-broken``, ``iis.metabase-binary``,
            ``iis.shared-configuration``.
    """
    inetsrv = f"{windows.system_root}\\System32\\inetsrv"
    local = volumes.resolve(f"{inetsrv}\\config")
    if local is None or local.tree.find(f"{local.entry.path}\\applicationHost.config") is None:
        metabase = volumes.resolve(f"{inetsrv}\\MetaBase.xml")
        if metabase is not None:
            return _read_iis6(volumes, windows, metabase, f"{inetsrv}\\MetaBase.xml")
        if volumes.resolve(f"{inetsrv}\\MetaBase.bin") is not None:
            raise ReberthError("iis.metabase-binary", path=f"{inetsrv}\\MetaBase.bin")
        if windows.iis_version:
            raise ReberthError("iis.configuration-missing", path=f"{inetsrv}\\config\\applicationHost.config")
        return None, ()
    findings: list[Finding] = []
    schema = _schema(_Configuration(local, f"{inetsrv}\\config"), windows, findings)
    config = _shared(volumes, windows, _Configuration(local, f"{inetsrv}\\config"))
    return _read(volumes, windows, config, schema, findings)


def _read_iis6(
    volumes: Volumes, windows: WindowsInfo, file: Found, path: str
) -> tuple[IisConfiguration, tuple[Finding, ...]]:
    """Read IIS 6."""
    if file.entry.size > _MAX_FILE:
        raise ReberthError("iis.configuration-too-large", path=path, size=file.entry.size)
    data = b"".join(file.tree.chunks(file.entry))
    settings = volumes.resolve(f"{windows.system_root}\\System32\\inetsrv\\fcgiext.ini")
    fast_cgi = b"".join(settings.tree.chunks(settings.entry, 0, _MAX_SETTINGS)) if settings is not None else b""
    ref = ContentRef(file.tree.volume, file.entry.path)
    parsed = parse_iis6(data, path, ref, windows.system_root, fast_cgi)
    resolver = PathResolver(volumes, windows)
    sites = tuple(resolver.site(site) for site in parsed.configuration.sites)
    return replace(parsed.configuration, sites=sites), (*parsed.findings, *resolver.findings)


def _read(
    volumes: Volumes, windows: WindowsInfo, config: _Configuration, schema: IisSchema, findings: list[Finding]
) -> tuple[IisConfiguration, tuple[Finding, ...]]:
    """Read the configuration folder."""
    name = "applicationHost.config"
    path = f"{config.path}\\{name}"
    data = _bytes(config.folder, name)
    if data is None:
        raise ReberthError("iis.configuration-missing", path=path)
    place = Place(path, ContentRef(config.folder.tree.volume, f"{config.folder.entry.path}\\{name}"))
    parsed = parse_configuration(data, place, schema, windows.iis_version, lambda source: _bytes(config.folder, source))
    resolver = PathResolver(volumes, windows)
    sites = tuple(resolver.site(site) for site in parsed.configuration.sites)
    configuration = replace(parsed.configuration, sites=sites)
    return configuration, (*findings, *parsed.findings, *resolver.findings)


class Parsed(NamedTuple):
    """A configuration read from bytes alone, its virtual directories not yet looked up."""

    configuration: IisConfiguration
    findings: tuple[Finding, ...]


def parse_configuration(
    data: bytes,
    place: Place,
    schema: IisSchema,
    version: str,
    read_source: Callable[[str], bytes | None] = lambda _name: None,
) -> Parsed:
    """Read an applicationHost.config from its bytes.

    Args:
        data: The file.
        place: Where it is; collects secrets.
        schema: The server's schema.
        version: IIS version, ``8.5``.
        read_source: Bytes of a ``configSource`` file.

    Raises:
        ReberthError: ``iis.configuration-broken``.
    """
    root = parse_document(data, place.path)
    if tag_of(root) != "configuration":
        raise ReberthError("iis.configuration-broken", path=place.path, line=line_of(root))
    host = HostReader(schema, place)
    reader = SectionReader(schema, place, read_source)
    pools_at, sites_at = _section(root, POOLS), _section(root, SITES)
    pools = tuple(host.pools(pools_at)) if pools_at is not None else ()
    sites = tuple(host.sites(sites_at)) if sites_at is not None else ()
    sections = tuple(reader.sections(root))
    used = dict.fromkeys(section.path for section in sections)
    configuration = IisConfiguration(
        version=version,
        sites=sites,
        pools=pools,
        sections=sections,
        declarations=declarations(root),
        collections=tuple(item for path in used for item in schema.collections(path)),
        secrets=tuple(place.secrets),
        files=(place.path, *reader.files),
    )
    return Parsed(configuration, (*host.findings, *reader.findings))


def _section(root: etree._Element, path: str) -> etree._Element | None:
    """A system.applicationHost section, also inside ``location path=""``."""
    found = root.find(path)
    if found is not None:
        return found
    for location in root.findall("location"):
        if attribute(location, "path") in SERVER_LEVEL:
            found = location.find(path)
            if found is not None:
                return found
    return None


def _bytes(folder: Found, name: str) -> bytes | None:
    """A file of a configuration folder; None where it is not there."""
    parts = [part for part in name.replace("/", "\\").split("\\") if part not in {"", "."}]
    if ".." in parts:
        return None
    entry = folder.tree.find("\\".join([folder.entry.path.rstrip("\\"), *parts]))
    if entry is None or entry.directory:
        return None
    if entry.size > _MAX_FILE:
        raise ReberthError("iis.configuration-too-large", path=entry.path, size=entry.size)
    return b"".join(folder.tree.chunks(entry))


def _schema(config: _Configuration, windows: WindowsInfo, findings: list[Finding]) -> IisSchema:
    """The disk's own schema, else ours."""
    folder = config.folder.tree.find(f"{config.folder.entry.path}\\schema")
    roots = []
    if folder is not None and folder.directory:
        # Microsoft's base file first: extensions add to its sections.
        entries = [item for item in config.folder.tree.list(folder) if item.name.lower().endswith(".xml")]
        for entry in sorted(entries, key=lambda item: (item.name.lower() != "iis_schema.xml", item.name.lower())):
            name = f"schema\\{entry.name}"
            data = _bytes(config.folder, name)
            try:
                roots.append(parse_document(data or b"", f"{config.path}\\{name}"))
            except ReberthError:
                params = {"file": f"{config.path}\\{name}"}
                findings.append(Finding("iis.schema-broken", "info", "", dict(params)))
    schema = IisSchema(roots)
    if schema.section(SITES) is None or schema.section(POOLS) is None:
        findings.append(Finding("iis.schema-missing", "info", "", {"path": f"{config.path}\\schema"}))
        return fallback_schema(windows.iis_version)
    return schema


def _shared(volumes: Volumes, windows: WindowsInfo, config: _Configuration) -> _Configuration:
    """Follow ``redirection.config`` to a shared configuration on one of the supplied disks.

    Raises:
        ReberthError: ``iis.shared-configuration`` where that is somewhere else.
    """
    data = _bytes(config.folder, "redirection.config")
    if data is None:
        return config
    root = parse_document(data, f"{config.path}\\redirection.config")
    node = root.find("configurationRedirection")
    if node is None or attribute(node, "enabled").lower() != "true":
        return config
    written = attribute(node, "path")
    path = expand(written, windows.environment) or written
    found = volumes.resolve(path)
    if found is None or not found.entry.directory:
        raise ReberthError("iis.shared-configuration", path=written)
    return _Configuration(found, path.rstrip("\\"))
