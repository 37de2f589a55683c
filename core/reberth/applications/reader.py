"""Facts of every application: its content, its web.config files, what it needs, where its secrets are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.applications.config_file import MAX_CONFIG, parse_config
from reberth.applications.config_sections import section_nodes
from reberth.applications.connection_strings import holds_secret, server_of
from reberth.applications.content import DATA_FOLDER, ContentReader, RootContents, SeenFile, sniffed
from reberth.applications.folders import FolderTable, outermost
from reberth.applications.needs import NeedCollector
from reberth.applications.noticed_settings import telling_library
from reberth.applications.noticing import Noticing
from reberth.applications.secrets import find_secrets, text_holds_secret
from reberth.model.application import ApplicationFacts, ContentFacts, DataSource, Noticed, WebConfigFile
from reberth.model.content import ContentRef
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.finding import Finding
from reberth.model.secret import SecretRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.applications.config_file import ConfigFile
    from reberth.filesystems.volumes import Volumes
    from reberth.model.events import Emit
    from reberth.model.iis import Application, IisConfiguration, Site
    from reberth.model.windows import WindowsInfo

_TRANSFORM = "http://schemas.microsoft.com/XML-Document-Transform"
_DRIVE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]):\\(?!\\)")


def read_applications(
    volumes: Volumes, windows: WindowsInfo, iis: IisConfiguration, emit: Emit
) -> tuple[tuple[ApplicationFacts, ...], tuple[ContentFacts, ...], tuple[Finding, ...]]:
    """Read every application's folders.

    A folder that lies in another is walked once; the facts of both come from that walk.

    Args:
        volumes: The server's volumes.
        windows: The server's card.
        iis: Sites and applications.
        emit: Told of progress.
    """
    reader = _Reader(volumes, emit, iis, windows)
    roots = {item for site in iis.sites for application in site.applications for item in _roots(application)}
    for ref in outermost(roots):
        reader.read_root(ref)
    reader.assign()
    applications = tuple(reader.application(site, item) for site in iis.sites for item in site.applications)
    content = tuple(reader.facts(ref) for ref in sorted(roots))
    return applications, content, tuple(reader.findings)


def _roots(application: Application) -> list[ContentRef]:
    """Content folders of an application."""
    return [item.content for item in application.virtual_directories if item.content is not None]


class _Reader:
    """Walks roots, then answers for each application from what was seen."""

    def __init__(self, volumes: Volumes, emit: Emit, iis: IisConfiguration, windows: WindowsInfo) -> None:
        self._system_letter = windows.system_root[:1].upper()
        self._noticing = Noticing(windows.computer_name, windows.domain)
        self._noticed: dict[ContentRef, tuple[Noticed, ...]] = {}
        self._volumes = volumes
        self._content = ContentReader(volumes, emit)
        self._letters = {volume.id: volume.letter for volume in volumes.volumes}
        self._pools = {pool.name.lower(): pool for pool in iis.pools}
        self._parsed: dict[ContentRef, ConfigFile | None] = {}
        self._secrets: dict[ContentRef, tuple[SecretRef, ...]] = {}
        self._owners = FolderTable[str]()
        for site in iis.sites:
            for application in site.applications:
                for ref in _roots(application):
                    self._owners.add(ref, f"{site.name}{application.path}")
        self._contents = FolderTable[RootContents]()
        self._files: dict[str, dict[ContentRef, SeenFile]] = {}
        self._markers: dict[str, list[tuple[str, str]]] = {}
        self.findings: list[Finding] = []

    def read_root(self, ref: ContentRef) -> None:
        """Walk a root and look into its configuration files."""
        contents = self._content.read(ref)
        self._contents.add(ref, contents)
        known = {item.ref.path.upper() for item in contents.files}
        # The list grows by the files that the configuration files in it refer to.
        for file in contents.files:
            if file.what == "config":
                for referred in self._read_config(file):
                    if referred.ref.path.upper() not in known:
                        known.add(referred.ref.path.upper())
                        contents.files.append(referred)
            elif file.what == "secret-file" or text_holds_secret(sniffed(file)):
                self._keep_back(file)

    def assign(self) -> None:
        """Give each file to the applications whose folder is the nearest above it; several may share a folder."""
        for contents in self._contents.values():
            for file in contents.files:
                for owner in self._owners.nearest(file.ref):
                    self._files.setdefault(owner, {})[file.ref] = file
            for suffix, path in contents.markers:
                ref = ContentRef(contents.ref.volume, contents.ref.path.rstrip("\\") + path)
                for owner in self._owners.nearest(ref):
                    self._markers.setdefault(owner, []).append((suffix, self._path(ref)))

    def facts(self, ref: ContentRef) -> ContentFacts:
        """What a content root holds, from the walk that came by it."""
        return self._contents.nearest(ref)[0].facts(ref)

    def _keep_back(self, file: SeenFile) -> None:
        """A file that is a secret as a whole, or may hold some and cannot be rewritten."""
        evidence = Evidence("file", self._path(file.ref))
        name = file.ref.path.rpartition("\\")[2]
        self._secrets[file.ref] = (SecretRef("secret-file", file.ref, "", "", "", name, evidence),)

    def _read_config(self, file: SeenFile) -> list[SeenFile]:
        """Parse a configuration file and find its secrets. One that cannot be read may hold anything.

        Returns:
            Files that it refers to.
        """
        path = self._path(file.ref)
        try:
            # One byte more than allowed is enough for the parser to refuse it.
            config = parse_config(b"".join(file.tree.chunks(file.entry, 0, MAX_CONFIG + 1)), path)
        except ReberthError as error:
            evidence = Evidence("file", path, "", int(error.params.get("line", 0)))
            self._parsed[file.ref] = None
            self.findings.append(Finding(error.code, "action", "", dict(error.params), (evidence,)))
            if not _is_web_config(file.ref) or text_holds_secret(sniffed(file)):
                self._keep_back(file)
            return []
        secrets = tuple(item.ref for item in find_secrets(config, file.ref, path))
        if secrets and _TRANSFORM in config.root.attributes.values():
            # Visual Studio's Web.Release.config: nothing reads it on a server.
            self._keep_back(file)
            return []
        self._parsed[file.ref] = config
        self._secrets[file.ref] = secrets
        self._noticed[file.ref] = self._noticing.notice(config, path, own=_is_web_config(file.ref))
        return list(self._referred(file, config))

    def _referred(self, file: SeenFile, config: ConfigFile) -> Iterator[SeenFile]:
        """Files that hold sections of a configuration file, whatever they are called, below the same root."""
        for reference in _references(config):
            parts = file.path.split("\\")[:-1]
            for part in reference.replace("/", "\\").split("\\"):
                parts = parts[:-1] if part == ".." else parts if part in {"", "."} else [*parts, part]
            root = file.ref.path[: len(file.ref.path) - len(file.path)]
            place = "\\".join(("", *filter(None, parts)))
            ref = ContentRef(file.ref.volume, root + place)
            found = self._volumes.find(ref)
            if found is not None and not found.entry.directory:
                yield SeenFile("config", ref, place, found.tree, found.entry)

    def _path(self, ref: ContentRef) -> str:
        """A reference as the server names it."""
        letter = self._letters.get(ref.volume)
        return f"{letter}:{ref.path}" if letter else f"{ref.volume}:{ref.path}"

    def application(self, site: Site, application: Application) -> ApplicationFacts:
        """Facts of one application."""
        owner = f"{site.name}{application.path}"
        mine = list(self._files.get(owner, {}).values())
        pool = self._pools.get(application.pool.lower())
        runtime = pool.settings.get("managedRuntimeVersion") if pool is not None else ""
        needs = NeedCollector()
        markers = self._markers.get(owner, ())
        needs.from_markers(markers, pool, runtime)
        needs.from_protocols(site, application)
        configs: list[WebConfigFile] = []
        sources: list[DataSource] = []
        authentication: set[str] = set()
        drives: dict[str, Evidence] = {}
        for file in mine:
            config = self._parsed.get(file.ref)
            own = _is_web_config(file.ref)
            if own:
                configs.append(_web_config(file.ref, config))
            if config is None:
                continue
            path = self._path(file.ref)
            sources += _data_sources(config, path)
            if own:
                needs.from_config(config, configs[-1].sections, path)
                authentication.update(_authentication(config))
            for letter, evidence in _drives(config, path):
                if letter != self._system_letter:
                    drives.setdefault(letter, evidence)
        # A secret has one place, and one variable, however many applications share its folder.
        first = (file for file in mine if self._owners.nearest(file.ref)[0] == owner)
        secrets = tuple(item for file in first for item in self._secrets.get(file.ref, ()))
        return ApplicationFacts(
            site.name,
            application.path,
            needs.needs(),
            tuple(sorted(authentication)),
            tuple(configs),
            tuple(sources),
            secrets,
            tuple(sorted(drives.items())),
            (*(item for file in mine for item in self._noticed.get(file.ref, ())), *_from_markers(markers)),
        )


def _from_markers(markers: Iterable[tuple[str, str]]) -> Iterator[Noticed]:
    """Folders of data, and assemblies in ``bin`` that belong to a product which is installed on the machine."""
    for suffix, path in markers:
        library = telling_library(path.rpartition("\\")[2])
        if suffix == DATA_FOLDER:
            yield Noticed("data-folder", path, Evidence("file", path))
        elif library and suffix != "bin\\*.dll":
            yield Noticed("library", library, Evidence("file", path))


def _is_web_config(ref: ContentRef) -> bool:
    """Whether IIS reads the file."""
    return ref.path.lower().endswith("\\web.config")


def _references(config: ConfigFile) -> Iterator[str]:
    """What ``configSource`` of any section and ``file`` of appSettings say; absolute paths lead out of the site."""
    for node in config.root.walk():
        names = ("configSource", "file") if node.tag == "appSettings" else ("configSource",)
        for value in (node.attributes.get(name, "") for name in names):
            if value and ":" not in value:
                yield value


def _web_config(ref: ContentRef, config: ConfigFile | None) -> WebConfigFile:
    """The inventory's form of a web.config."""
    if config is None:
        return WebConfigFile(ref, (), "application.config-broken")
    return WebConfigFile(ref, tuple(sorted((path, node.line) for path, node in section_nodes(config.root))))


def _data_sources(config: ConfigFile, path: str) -> list[DataSource]:
    """Databases named in a configuration file, without credentials."""
    found = []
    for node in config.root.walk():
        text = node.attributes.get("connectionString") or node.attributes.get("value", "")
        server, database, integrated = server_of(text) if "=" in text else ("", "", False)
        if server and (database or holds_secret(text) or integrated):
            name = node.attributes.get("name") or node.attributes.get("key") or node.tag
            provider = node.attributes.get("providerName", "")
            evidence = Evidence("file", path, node.place, node.line)
            found.append(DataSource(name, evidence, provider, server, database, integrated))
    return found


def _authentication(config: ConfigFile) -> set[str]:
    """Schemes that a web.config switches on."""
    schemes = set()
    for path, node in section_nodes(config.root):
        if path == "system.web/authentication" and node.attributes.get("mode", "None") != "None":
            schemes.add(node.attributes["mode"].lower())
        elif path.startswith("system.webServer/security/authentication/"):
            scheme = path.rpartition("/")[2].removesuffix("Authentication").lower()
            if node.attributes.get("enabled", "").lower() == "true":
                schemes.add(scheme)
    return schemes


def _drives(config: ConfigFile, path: str) -> Iterator[tuple[str, Evidence]]:
    """Drive letters of literal paths in a configuration file."""
    for node in config.root.walk():
        for value in (*node.attributes.values(), node.text):
            match = _DRIVE.search(value)
            if match:
                yield match.group(1).upper(), Evidence("file", path, node.place, node.line)
