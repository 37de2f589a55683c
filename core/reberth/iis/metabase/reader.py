"""All of IIS 6 from its MetaBase.xml, as the model of IIS 7."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.iis.fallback import fallback_schema
from reberth.iis.metabase.document import Located, parse_metabase
from reberth.iis.metabase.fast_cgi import SECTION, applications, read_fast_cgi
from reberth.iis.metabase.notes import Notes
from reberth.iis.metabase.pools import isolation_mode, pool_names, read_pools
from reberth.iis.metabase.sections import SectionTranslator
from reberth.iis.metabase.sites import SERVICE, SiteReader
from reberth.iis.metabase.units import boolean
from reberth.iis.metabase.view import View
from reberth.model.errors import ReberthError
from reberth.model.iis import ConfigSection, IisConfiguration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.iis.metabase.document import Key, Metabase
    from reberth.model.content import ContentRef
    from reberth.model.finding import Finding

_MIME = "/LM/MimeMap"
_COMPRESSION = f"{SERVICE}/Filters/Compression/Parameters"
# Other services of IIS 6 that a web container does not have.
_OTHERS = {"msftpsvc": "FTP", "smtpsvc": "SMTP", "nntpsvc": "NNTP"}


class Parsed(NamedTuple):
    """The configuration, its virtual directories not yet looked up, and what there is to say."""

    configuration: IisConfiguration
    findings: tuple[Finding, ...]


def parse_iis6(data: bytes, path: str, ref: ContentRef, system_root: str, fast_cgi: bytes = b"") -> Parsed:
    r"""Read a MetaBase.xml from its bytes.

    Args:
        data: The file.
        path: Its Windows path.
        ref: The file, for secret places.
        system_root: ``C:\WINDOWS``.
        fast_cgi: ``fcgiext.ini``, where the add-on for FastCGI is installed.

    Raises:
        ReberthError: ``iis.configuration-broken``, ``iis.configuration-too-large``.
    """
    metabase = parse_metabase(data, path)
    service = metabase.key(SERVICE)
    if service is None:
        raise ReberthError("iis.configuration-broken", path=path, line=1)
    notes = Notes(path, ref)
    notes.tell("iis.metabase-may-lag", "info", "", notes.evidence(service), path=path)
    reader = SiteReader(metabase, notes, None if isolation_mode(metabase, notes) else pool_names(metabase))
    sites = reader.sites()
    pools = read_pools(metabase, notes, reader.applications)
    translator = SectionTranslator(notes, system_root, path, read_fast_cgi(fast_cgi))
    sections: list[ConfigSection] = []
    places = {"": SERVICE, **{name: place for place, name in reader.names.items()}}
    for view in _views(metabase, reader.names, service):
        if view.location in places:
            translator.filters(view, list(_filters(metabase, places[view.location])))
        if not view.location:
            _compression(metabase, view)
        sections += translator.sections(view)
    if translator.programs:
        evidence = tuple(translator.programs.values())
        sections.append(ConfigSection(SECTION, "", applications(translator.programs), path, evidence=evidence))
    for key in metabase.keys.values():
        _other_service(key, notes)
    notes.rest(metabase, (SERVICE.lower(), _MIME.lower()))
    schema = fallback_schema("10.0")
    used = dict.fromkeys(section.path for section in sections)
    configuration = IisConfiguration(
        "6.0",
        sites,
        pools,
        tuple(sections),
        collections=tuple(item for section in used for item in schema.collections(section)),
        secrets=tuple(notes.secrets),
        files=(path,),
        translations=notes.translations,
    )
    return Parsed(configuration, tuple(notes.findings))


def _views(metabase: Metabase, names: dict[str, str], service: Key) -> Iterator[View]:
    """The server, then every site and every folder in it that has a key."""
    mime = metabase.key(_MIME)
    yield View(metabase, "", (service,) if mime is None else (service, mime))
    for place, name in names.items():
        server = metabase.keys[place]
        root = metabase.key(f"{server.location}/ROOT")
        yield View(metabase, name, (server,) if root is None else (root, server))
        for key in metabase.below(f"{server.location}/ROOT"):
            yield View(metabase, name + key.location[len(server.location) + len("/ROOT") :], (key,))


def _filters(metabase: Metabase, place: str) -> Iterator[Located]:
    """ISAPI filters of the server or of one site, in load order."""
    holder = metabase.key(f"{place}/Filters")
    order = holder.own("FilterLoadOrder") if holder is not None else None
    listed = [item.strip().lower() for item in order.value.split(",")] if order is not None else []
    found = []
    for key in metabase.children(f"{place}/Filters"):
        path = key.own("FilterPath")
        if path is not None and path.value.strip():
            rank = listed.index(key.name.lower()) if key.name.lower() in listed else len(listed)
            found.append((rank, Located(key, path)))
    yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))
    if holder is not None and order is not None and found:
        yield Located(holder, order)


def _compression(metabase: Metabase, view: View) -> None:
    """Whether files are compressed on their way; IIS 6 keeps that as a filter's parameters."""
    key = metabase.key(_COMPRESSION)
    for name, attribute in (
        ("HcDoStaticCompression", "doStaticCompression"),
        ("HcDoDynamicCompression", "doDynamicCompression"),
    ):
        found = key.own(name) if key is not None else None
        if key is not None and found is not None:
            draft = view.draft("system.webServer/urlCompression", Located(key, found))
            draft.attributes[attribute] = boolean(found.value)


def _other_service(key: Key, notes: Notes) -> None:
    """FTP, mail and news servers: told, not carried."""
    parts = key.location.split("/")
    service = _OTHERS.get(parts[2].lower()) if len(parts) == 4 else None
    if service is not None and parts[3].isdigit():
        comment = key.own("ServerComment")
        name = (comment.value.strip() if comment is not None else "") or parts[3]
        title = f"{service} server {name}"
        notes.left_key(key, title, "iis.metabase-other-service")
        notes.tell("iis.metabase-other-service", "info", "", notes.evidence(key), property=title)
