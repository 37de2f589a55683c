r"""What a container has to say about an answer of its web server: error page, logs, events, stopped pools."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from reberth.containers.detailed_error import DetailedError, read_detailed_error
from reberth.containers.event_log import EventRecord, read_events
from reberth.containers.iis_log import LogEntry, LogReader

if TYPE_CHECKING:
    from reberth.containers.inside import Inside
    from reberth.model.engine import Probe

_CONFIG = r"C:\Windows\System32\inetsrv\config\applicationHost.config"
_APPCMD = r"C:\Windows\System32\inetsrv\appcmd.exe"
_LOGS = r"%SystemDrive%\inetpub\logs\LogFiles"
_HTTP_ERRORS = r"C:\Windows\System32\LogFiles\HTTPERR"
_RECENT = "*[System[(Level=1 or Level=2 or Level=3) and TimeCreated[timediff(@SystemTime) <= 900000]]]"
_STOPPED = re.compile(r'^APPPOOL "(.{1,64})" \(.{0,200}state:Stopped\)', re.MULTILINE)
_METABASE_PATH = re.compile(r"/LM/W3SVC/([0-9]{1,10})/", re.IGNORECASE)
# The reason phrases of http.sys that say why it answered itself.
_REASON = re.compile(r" ([A-Z][A-Za-z_]{2,40}) (\S{1,64})$")


class SiteInside(Struct, frozen=True, omit_defaults=True):
    """A site as the container's own configuration has it: id, log folder, pools of its applications by path."""

    id: int = 0
    log_folder: str = ""
    pools: tuple[tuple[str, str], ...] = ()


class Symptoms(Struct, frozen=True, omit_defaults=True):
    """Everything found for one answer.

    Attributes:
        page: What the server tells a browser on the same machine.
        entry: The newest line of the site's log with that path and status.
        events: Errors and warnings of the last quarter of an hour, newest first.
        stopped: Names of stopped application pools.
        pool: The pool that serves the path, "" where unknown.
        http_error: The last line of http.sys's own log with that status, "" for none.
        reason: http.sys's word for it: ``AppOffline``, ``Hostname``.
    """

    page: DetailedError = DetailedError()
    entry: LogEntry | None = None
    events: tuple[EventRecord, ...] = ()
    stopped: tuple[str, ...] = ()
    pool: str = ""
    http_error: str = ""
    reason: str = ""


def find_symptoms(inside: Inside, probe: Probe, status: int) -> Symptoms:
    """Ask the container about an answer that it gave to a probe just now."""
    site = _site(inside.file(_CONFIG), probe.site)
    # IIS writes its log a minute late, unless told.
    inside.run("netsh", "http", "flush", "logbuffer")
    entry = _last_entry(inside, site, probe, status) if site.id else None
    page = read_detailed_error(_ask(inside, probe), status)
    if status < 500 and status != 400:
        return Symptoms(page, entry)
    output = inside.run("wevtutil", "qe", "Application", "/c:40", "/rd:true", "/f:RenderedXml", f"/q:{_RECENT}")
    output += inside.run("wevtutil", "qe", "System", "/c:40", "/rd:true", "/f:RenderedXml", f"/q:{_RECENT}")
    pools = inside.run(_APPCMD, "list", "apppool").decode("utf-8", "replace")
    line = _http_error(inside, status) if entry is None else ""
    reason = _REASON.search(line)
    return Symptoms(
        page=page,
        entry=entry,
        events=tuple(item for item in read_events(output.decode("utf-8", "replace")) if _concerns(item, site)),
        stopped=tuple(_STOPPED.findall(pools)),
        pool=_pool_of(site, probe.path),
        http_error=line,
        reason=reason.group(1) if reason else "",
    )


def _concerns(event: EventRecord, site: SiteInside) -> bool:
    """Whether an event may be about the site: ASP.NET names the one it means."""
    named = _METABASE_PATH.search(event.message)
    return named is None or not site.id or int(named.group(1)) == site.id


def _site(config: bytes, name: str) -> SiteInside:
    """The site of a name in an applicationHost.config."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(config, parser)
    except (etree.XMLSyntaxError, ValueError):
        return SiteInside()
    for site in root.iterfind(".//sites/site"):
        if site.get("name") == name:
            own, defaults = site.find("logFile"), root.find(".//sites/siteDefaults/logFile")
            folder = next((item.get("directory", "") for item in (own, defaults) if item is not None), "") or _LOGS
            number = site.get("id", "")
            pools = [(item.get("path", ""), item.get("applicationPool", "")) for item in site.iterfind("application")]
            number = number if number.isascii() and number.isdigit() else "0"
            return SiteInside(int(number[:10]), _expanded(folder), tuple(pools))
    return SiteInside()


def _expanded(folder: str) -> str:
    """A folder of the image with the two variables that configurations use."""
    for name, value in (("%SystemDrive%", "C:"), ("%SystemRoot%", "C:\\Windows"), ("%windir%", "C:\\Windows")):
        folder = value.join(re.split(re.escape(name), folder, flags=re.IGNORECASE))
    return folder


def _pool_of(site: SiteInside, path: str) -> str:
    """The pool of the application whose path is the longest above ``path``."""
    path = path.lower().rstrip("/") + "/"
    mine = [item for item in site.pools if path.startswith(item[0].lower().rstrip("/") + "/")]
    return max(mine, key=lambda item: len(item[0]))[1] if mine else ""


def _last_entry(inside: Inside, site: SiteInside, probe: Probe, status: int) -> LogEntry | None:
    """The newest entry for the probe's path with its status."""
    log = inside.folder(f"{site.log_folder}\\W3SVC{site.id}", ".log")
    path = probe.path.partition("?")[0].lower()
    found = None
    # The front of a long log may be missing, its field list with it: the one of IIS's stock fields is as good.
    for entry in LogReader().entries((_STOCK_FIELDS, log)):
        if entry.status == status and entry.path.lower() == path:
            found = entry
    return found


_STOCK_FIELDS = (
    b"#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer)"
    b" sc-status sc-substatus sc-win32-status time-taken\n"
)


def _ask(inside: Inside, probe: Probe) -> bytes:
    """The page as a browser on the same machine gets it; only to that one does IIS say more than a number."""
    host = probe.host or "localhost"
    url = f"{probe.scheme}://{host}:{probe.port}{probe.path}"
    to_myself = f"{host}:{probe.port}:localhost:{probe.port}"
    return inside.run("curl", "-s", "-k", "-g", "--max-time", "20", "--connect-to", to_myself, url)


def _http_error(inside: Inside, status: int) -> str:
    """The last line with that status in http.sys's own log: requests that never reached IIS."""
    text = inside.folder(_HTTP_ERRORS, ".log").decode("utf-8", "replace")
    lines = [line.rstrip() for line in text.splitlines() if f" {status} " in line and not line.startswith("#")]
    return lines[-1][:400] if lines else ""
