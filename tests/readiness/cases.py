"""For each code a server that makes its rule speak, and one that is like it in all but the one thing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.model.application import ContentFacts, DataSource, Dispensable
from reberth.model.selection import Selection
from tests.readiness.looking import CONFIG, POOLS, TODAY, facts, noticed, noting, shop, windows
from tests.support.inventories import application, binding, content, grant, pool, ref, secret, section, seen, site

if TYPE_CHECKING:
    from reberth.model.finding import Severity
    from reberth.model.inventory import Inventory

_AUTHENTICATION = "system.webServer/security/authentication/"
_FRONT = Selection(tls_in_front=True)
_HTTPS = ("http *:80:", "https *:443:")
_IIS_IUSRS = "S-1-5-32-568"


class Case(NamedTuple):
    """A server that a rule speaks of (severity and subject), and one that it does not speak of."""

    code: str
    severity: Severity
    subject: str
    speaks: Inventory
    silent: Inventory
    selection: Selection = Selection()
    quiet_selection: Selection | None = None
    today: dt.date = TODAY
    quiet_today: dt.date = TODAY


def _scheme(name: str, code: str, severity: Severity) -> Case:
    """An authentication section of applicationHost.config."""
    on, off = (shop(sections=(section(_AUTHENTICATION + name, enabled=text),)) for text in ("true", "false"))
    return Case(code, severity, "Shop", on, off)


def _noticed(
    what: str, detail: str, code: str, severity: Severity = "action", *, silent: Inventory | None = None
) -> Case:
    """Something in a configuration file."""
    return Case(code, severity, "Shop", noting(noticed(what, detail)), silent or noting())  # type: ignore[arg-type]


def _pool(code: str, on: dict[str, str], off: dict[str, str], severity: Severity = "info") -> Case:
    """A setting of the pool."""
    made = [shop(pools=(pool("DefaultAppPool", **setting),)) for setting in (on, off)]
    return Case(code, severity, "Shop", made[0], made[1])


def _behind(inventory: Inventory, *, https: bool = True) -> Inventory:
    """The shop with https, or only with http as behind a proxy."""
    assert inventory.iis is not None
    bindings = tuple(binding(text) for text in (_HTTPS if https else _HTTPS[:1]))
    sites = tuple(replace(item, bindings=bindings) for item in inventory.iis.sites)
    return replace(inventory, iis=replace(inventory.iis, sites=sites))


def _front(what: str, detail: str, code: str) -> Case:
    """Something that goes wrong when TLS ends in front."""
    found = _behind(noting(noticed(what, detail)))  # type: ignore[arg-type]
    return Case(code, "action", "Shop", found, found, _FRONT, Selection())


def _written(rights: int, folder: str = r"D:\shop\data") -> Inventory:
    return shop(contents=(content(r"D:\shop", grant(folder, _IIS_IUSRS, rights)),))


def _large(size: int, *folders: Dispensable) -> Inventory:
    return shop(contents=(ContentFacts(ref(r"D:\shop"), 10, size, dispensable=folders),))


def _named(*bindings: str) -> Inventory:
    return shop(site("Shop", application("/", r"D:\shop"), bindings=bindings))


def _source(*, integrated: bool) -> Inventory:
    return shop(
        applications=(facts(sources=(DataSource("Main", seen("x"), "", "sql01", "Shop", integrated),)),),
    )


_KEY = replace(secret(CONFIG, "key", "machine-key", "validationKey"), section="system.web/machineKey")
_ENCRYPTED = secret(CONFIG, "connectionStrings", "protected-section", "")
_TWO = shop(
    site("Shop", application("/", r"D:\shop"), application("/a", r"D:\a", pool="Other")),
    pools=POOLS,
)
CASES = (
    _scheme("windowsAuthentication", "readiness.windows-authentication", "action"),
    _scheme("digestAuthentication", "readiness.digest-authentication", "blocker"),
    _scheme("clientCertificateMappingAuthentication", "readiness.certificates-in-domain", "blocker"),
    _scheme("iisClientCertificateMappingAuthentication", "readiness.certificates-to-accounts", "action"),
    _scheme("basicAuthentication", "readiness.basic-authentication", "action"),
    Case("readiness.integrated-security", "action", "Shop", _source(integrated=True), _source(integrated=False)),
    Case(
        "readiness.encrypted-section",
        "action",
        "Shop",
        shop(applications=(facts(secrets=(_ENCRYPTED,)),)),
        shop(applications=(facts(secrets=(secret(CONFIG, "Main"),)),)),
    ),
    Case(
        "readiness.machine-key",
        "action",
        "Shop",
        shop(applications=(facts(authentication=("forms",)),)),
        shop(applications=(facts(authentication=("forms",), secrets=(_KEY,)),)),
    ),
    _front("tls-required", "Ssl", "readiness.tls-required"),
    _front("https-redirect", "from http", "readiness.https-redirect"),
    _front("secure-cookie", "forms", "readiness.secure-cookies"),
    Case(
        "readiness.several-certificates",
        "action",
        "",
        _named("https *:443:a.example", "https *:444:b.example"),
        _named("https *:443:a.example", "https *:444:a.example"),
    ),
    Case(
        "readiness.site-without-binding",
        "action",
        "Shop",
        _named("https *:443:a.example"),
        _named("https *:443:a.example", "http *:80:a.example"),
        _FRONT,
    ),
    Case(
        "readiness.central-certificates",
        "action",
        "Shop",
        shop(site("Shop", application("/", r"D:\shop"), bindings=(binding("https *:443:a.example", 3),))),
        shop(site("Shop", application("/", r"D:\shop"), bindings=(binding("https *:443:a.example", 1),))),
    ),
    _noticed("this-machine", "WEB01", "readiness.own-machine"),
    _noticed("share", r"\\files01\scans", "readiness.share-named"),
    _noticed("mail", "localhost", "readiness.mail-here"),
    _noticed("data-provider", "Microsoft.ACE.OLEDB.12.0", "readiness.data-provider"),
    _noticed("printer", "LabelPrinter", "readiness.printer-named"),
    _noticed(
        "path", r"E:\archive", "readiness.path-not-in-image", silent=noting(noticed("path", r"d:\Shop\pictures\a.png"))
    ),
    _noticed("library", "CrystalDecisions.Web", "readiness.report-engine"),
    _noticed("library", "Microsoft.Office.Interop.Excel", "readiness.office", "blocker"),
    _noticed("library", "Oracle.DataAccess", "readiness.data-client"),
    _noticed("sessions", "inproc", "readiness.sessions-in-memory", silent=noting(noticed("sessions", "sqlserver"))),
    _noticed(
        "sessions", "stateserver here", "readiness.state-server", silent=noting(noticed("sessions", "stateserver"))
    ),
    Case("readiness.sessions-by-default", "info", "Shop", noting(), noting(noticed("sessions", "custom"))),
    Case("readiness.written-folders", "action", "Shop", _written(0x1301BF), _written(0x1200A9)),
    Case(
        "readiness.content-large",
        "action",
        "Shop",
        _large(3 << 30),
        _large(3 << 30, Dispensable(r"\logs", "logs", 5, 2 << 30)),
        quiet_selection=Selection(excluded=(r"D:\shop\logs",)),
    ),
    Case("readiness.base-updates", "info", "", noting(), noting(), quiet_selection=Selection(base_image="own/base:1")),
    Case(
        "readiness.base-support-ends",
        "action",
        "",
        noting(),
        noting(),
        Selection(windows="ltsc2016"),
        Selection(windows="ltsc2016"),
        dt.date(2026, 6, 1),
        dt.date(2025, 6, 1),
    ),
    Case(
        "readiness.base-out-of-support",
        "action",
        "",
        noting(),
        noting(),
        Selection(windows="ltsc2016"),
        Selection(windows="ltsc2016"),
        dt.date(2027, 1, 12),
        dt.date(2027, 1, 11),
    ),
    Case(
        "readiness.old-server",
        "info",
        "",
        windows(noting(), version="6.1", product_name="Windows Server 2008 R2 Standard"),
        windows(noting(), version="6.2", product_name="Windows Server 2012 Standard"),
    ),
    Case(
        "readiness.dotnet-35",
        "info",
        "",
        shop(pools=(pool("DefaultAppPool", "v2.0"),), applications=(facts(needs=("managed", "clr2")),)),
        noting(),
    ),
    Case(
        "readiness.server-32-bit",
        "info",
        "",
        shop(windows={"architecture": "x86"}),
        shop(windows={"architecture": "amd64"}),
    ),
    _pool("readiness.pool-32-bit", {"enable32BitAppOnWin64": "true"}, {"enable32BitAppOnWin64": "false"}),
    _pool(
        "readiness.pool-local-system",
        {"processModel__identityType": "LocalSystem"},
        {"processModel__identityType": "NetworkService"},
    ),
    Case("readiness.variables-one-pool", "info", "", _TWO, shop()),
    Case("readiness.address-dropped", "info", "Shop", _named("http 10.0.0.5:80:"), _named("http *:80:")),
    Case("readiness.host-names-only", "info", "", _named("http *:80:a.example"), _named("http *:80:")),
    Case("readiness.logs-in-files", "info", "", shop(), replace(shop(), iis=None)),
    Case(
        "readiness.time-zone",
        "info",
        "",
        windows(shop(), time_zone="W. Europe Standard Time"),
        windows(shop(), time_zone="UTC"),
    ),
    Case("readiness.code-page", "info", "", windows(shop(), ansi_code_page=1250), windows(shop(), ansi_code_page=1252)),
)
