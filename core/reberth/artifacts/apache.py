"""Apache HTTP Server and Tomcat, found through their Windows services, wherever they lie."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from reberth.artifacts.apache_config import ApacheConfig
from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.secret_files import secret_files
from reberth.artifacts.service_key import services
from reberth.artifacts.steps import drive_settings, step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import CarriedFolder, OwnService
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.service_records import ApacheServer, ServedFolder, TomcatServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.artifacts.service_key import ServiceKey
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "Apache"
_HTTPD = re.compile(r"(?i)\\(httpd|apache)\.exe$")
_TOMCAT = re.compile(r"(?i)\\tomcat\d*w?\.exe$")
_CONNECTOR = re.compile(r"<Connector\b[^>]*?\bport\s*=\s*[\"'](\d{1,5})[\"']")
_PORT = re.compile(r"^[0-9]{1,5}$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MOST_FOLDERS = 50
# Other services of the compose file.
_OTHERS = frozenset({"web", "db", "dns"})
_UNSAFE = re.compile(r"[^a-z0-9-]+")


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Each service whose program is httpd.exe, Apache.exe or a Tomcat's."""
    for service in services(server):
        if _HTTPD.search(service.program):
            yield _apache(server, service)
        elif _TOMCAT.search(service.program):
            yield _tomcat(server, service)


def _apache(server: OfflineServer, service: ServiceKey) -> ApacheServer:
    """An Apache: its arguments stand in the service's command line and in its ConfigArgs."""
    parameters = service.key.subkey("Parameters")
    stored = parameters.value("ConfigArgs") if parameters is not None else None
    arguments = [*service.arguments, *(stored.strings if stored is not None else ())]
    root = _option(arguments, "-d") or service.program.rpartition("\\")[0].rpartition("\\")[0]
    root = root.replace("/", "\\").rstrip("\\")
    config = ApacheConfig(server, root)
    file = config.path(_option(arguments, "-f") or "conf\\httpd.conf")
    config.read(file)
    folders = [config.root]
    for path in config.documents:
        inside = any(path.upper() == item.upper() or path.upper().startswith(item.upper() + "\\") for item in folders)
        if not inside and len(folders) < _MOST_FOLDERS and path[1:3] == ":\\":
            folders.append(path)
    return ApacheServer(
        kind=_NAME,
        name=service.name,
        evidence=(*service.evidence, *(Evidence("file", path) for path in config.files[:20])),
        program=service.program,
        root=config.root,
        configuration=file,
        ports=tuple(dict.fromkeys(port for port in config.ports if _PORT.match(port))),
        hosts=tuple(config.hosts[:500]),
        modules=tuple(sorted(set(config.modules))),
        files=tuple(config.files),
        missing=tuple(config.missing),
        folders=tuple(
            ServedFolder(path, server.ref(path), secret_files(server, path, [*config.keys, *config.secrets]))
            for path in folders
        ),
    )


def _option(arguments: Sequence[str], name: str) -> str:
    """The word after an option."""
    place = list(arguments).index(name) + 1 if name in arguments else 0
    return arguments[place] if 0 < place < len(arguments) else ""


def _tomcat(server: OfflineServer, service: ServiceKey) -> TomcatServer:
    """A Tomcat: home is the parent of ``bin``."""
    home = service.program.rpartition("\\")[0].rpartition("\\")[0]
    text = (server.read(f"{home}\\conf\\server.xml") or b"").decode("utf-8", errors="replace")
    ports = tuple(dict.fromkeys(_CONNECTOR.findall(_COMMENT.sub("", text))))
    names = {entry.name.removesuffix(".war") for entry in server.entries(f"{home}\\webapps")}
    return TomcatServer(
        kind=_NAME,
        name=service.name,
        evidence=service.evidence,
        home=home,
        ports=ports,
        applications=tuple(sorted(names)[:200]),
    )


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """Each Apache becomes a service of its own; a Tomcat needs a Java that only its owner can choose."""
    outcomes: list[Outcome] = []
    made: list[OwnService] = []
    seen: set[tuple[str, str]] = set()
    for record in records:
        if isinstance(record, ApacheServer):
            made.append(_service(record, planning, {item.name for item in made}))
            outcomes.append(CarriedOver("Apache", record.name, (step_of(record),), record.evidence))
            outcomes += _open_questions(record, seen, keep=planning.selection.keep_secrets)
        elif isinstance(record, TomcatServer):
            params: dict[str, str | int] = {"name": record.name, "home": record.home}
            outcomes.append(Undecided("Tomcat", record.name, "artifact.tomcat", params, record.evidence))
    return Parts(outcomes=tuple(outcomes), services=tuple(made))


def _service(record: ApacheServer, planning: Planning, taken: set[str]) -> OwnService:
    """The service: ServerRoot and document roots where they were, httpd in the foreground."""
    name = _UNSAFE.sub("-", record.name.lower()).strip("-") or "apache"
    if name in taken | _OTHERS:
        name = next(text for number in itertools.count(1) if (text := f"apache-{number}-{name}") not in taken)
    step = step_of(record)
    keep = planning.selection.keep_secrets
    there = [item for item in record.folders if item.content is not None]
    folders = tuple(
        CarriedFolder(
            step,
            f"content/{number:02d}",
            item.content,
            planning.target_path(item.path),
            () if keep else item.secrets,
            record.evidence[:1],
        )
        for number, item in enumerate(there, start=1)
        if item.content is not None
    )
    paths = [record.root, record.configuration, *(item.path for item in there)]
    command = (planning.target_path(record.program), "-d", record.root, "-f", record.configuration)
    return OwnService(
        step,
        name,
        f"mcr.microsoft.com/windows/servercore:{planning.selection.windows.lower()}",
        "Apache HTTP Server",
        folders=folders,
        settings=tuple(drive_settings(step, paths, record.evidence[:1])),
        ports=record.ports or ("80",),
        command=command,
        evidence=record.evidence,
    )


def _open_questions(record: ApacheServer, seen: set[tuple[str, str]], *, keep: bool) -> Iterator[Outcome]:
    """What the copy alone does not settle, less what was said of another Apache in the same folder."""
    for item in _questions(record, keep=keep):
        if (item.kind, item.name) not in seen:
            seen.add((item.kind, item.name))
            yield item


def _questions(record: ApacheServer, *, keep: bool) -> Iterator[Undecided]:
    """Each question, also those that another service has too."""
    places = record.evidence[:1]
    name: dict[str, str | int] = {"name": record.name}
    yield Undecided("Apache runtime", record.name, "artifact.apache-runtime", name, places)
    for path in record.missing:
        yield Undecided("file", path, "artifact.apache-include-missing", {"path": path}, places)
    for folder in record.folders:
        if folder.content is None:
            yield Undecided("folder", folder.path, "artifact.folder-missing", {"path": folder.path}, places)
        for path in () if keep else folder.secrets:
            file = folder.path + path
            yield Undecided("file", file, "artifact.file-with-secret", {"path": file}, (Evidence("file", file),))


KIND = Kind(_NAME, "artifact.kind-apache", discover, plan)
