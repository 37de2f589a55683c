"""What an application needs, read from its web.config chain and its folder."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.content import ContentRef
from reberth.model.evidence import Evidence
from reberth.model.secret import SecretRef

Need = Literal[
    "managed",
    "clr2",
    "clr4",
    "aspnet-core",
    "asp-classic",
    "php",
    "cgi",
    "fastcgi",
    "wcf-http",
    "wcf-tcp",
    "wcf-pipe",
    "wcf-msmq",
    "websocket",
    "url-rewrite",
    "httpplatform",
    "iisnode",
    "server-side-includes",
]


class NeedSeen(Struct, frozen=True, omit_defaults=True):
    """Something an application needs from the image, with the places that show it.

    ``detail`` is a version or name where that matters: target framework, module name, major version.
    """

    need: Need
    detail: str = ""
    evidence: tuple[Evidence, ...] = ()


class DataSource(Struct, frozen=True, omit_defaults=True):
    r"""A database an application talks to, without any credential.

    Attributes:
        name: Connection name or appSettings key.
        provider: ``System.Data.SqlClient`` or "".
        server: Data source as written (``.\SQLEXPRESS``).
        database: Initial catalog.
        integrated: Windows authentication is asked for.
    """

    name: str
    evidence: Evidence
    provider: str = ""
    server: str = ""
    database: str = ""
    integrated: bool = False


NoticedKind = Literal[
    "scheme-on",
    "scheme-off",
    "tls-required",
    "https-redirect",
    "secure-cookie",
    "sessions",
    "path",
    "share",
    "this-machine",
    "mail",
    "data-provider",
    "printer",
    "library",
    "data-folder",
]


class Noticed(Struct, frozen=True, gc=False, omit_defaults=True):
    r"""Something in an application's files that may be otherwise in a container: a place and a name, never a secret.

    Attributes:
        what: ``scheme-on`` and ``scheme-off``: an authentication section of IIS (``windowsAuthentication``);
            ``tls-required``: sslFlags ask for TLS; ``https-redirect``: a redirection to https, ``from http`` or
            ``always``; ``secure-cookie``: a cookie for https only; ``sessions``: mode of sessionState (``inproc``,
            ``stateserver here``); ``path``: a full path with a drive letter; ``share``: ``\\server\share``;
            ``this-machine``: the name by which the machine calls itself; ``mail``: how mail leaves; ``data-provider``:
            an OLE DB provider, ODBC driver or client library that Windows does not bring; ``printer``: a setting that
            names one; ``library``: an assembly of a product that is installed on the machine; ``data-folder``: an
            ``App_Data`` with files in it.
        detail: As described.
        evidence: Where it stands.
    """

    what: NoticedKind
    detail: str
    evidence: Evidence


class WebConfigFile(Struct, frozen=True, gc=False, omit_defaults=True):
    """A web.config in an application's content.

    Attributes:
        file: The file.
        sections: Section paths it sets, sorted, with the line of each.
        problem: Catalogue code when it could not be read, else "".
    """

    file: ContentRef
    sections: tuple[tuple[str, int], ...] = ()
    problem: str = ""


class ApplicationFacts(Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one application.

    Attributes:
        site, path: Which application (``Default Web Site``, ``/shop``).
        needs: What the image must offer, sorted by name.
        authentication: Effective schemes in use: ``anonymous``, ``windows``, ``basic``, ``digest``, ``forms`` ...
        web_configs: Every web.config of its folders.
        data_sources: Databases it talks to.
        secrets: Every secret place in its files.
        drives: Drive letters other than the system's that its web.config files name literally, with the places.
        noticed: What its files name that may be otherwise in a container.
    """

    site: str
    path: str
    needs: tuple[NeedSeen, ...] = ()
    authentication: tuple[str, ...] = ()
    web_configs: tuple[WebConfigFile, ...] = ()
    data_sources: tuple[DataSource, ...] = ()
    secrets: tuple[SecretRef, ...] = ()
    drives: tuple[tuple[str, Evidence], ...] = ()
    noticed: tuple[Noticed, ...] = ()


class Grant(Struct, frozen=True, omit_defaults=True):
    r"""An explicit (not inherited) allow or deny entry of a content folder's NTFS access list ([MS-DTYP] 2.4.4).

    Attributes:
        folder: The folder.
        sid: ``S-1-5-...``.
        account: Well-known or resolved name (``IIS_IUSRS``, ``IIS APPPOOL\Shop``), "" where unknown.
        rights: ACCESS_MASK.
        allow: False for a deny entry.
    """

    folder: ContentRef
    sid: str
    rights: int
    account: str = ""
    allow: bool = True


class Dispensable(Struct, frozen=True, omit_defaults=True):
    r"""A folder that a container hardly needs, by its name: proposed for exclusion, never excluded by itself.

    Attributes:
        path: Below the content root: ``\logs``.
        kind: What it seems to hold.
        files, bytes: All below it.
    """

    path: str
    kind: Literal["logs", "backups", "uploads", "temporary"]
    files: int = 0
    bytes: int = 0


class ContentFacts(Struct, frozen=True, gc=False, omit_defaults=True):
    """Size of a content root, counted during the scan.

    Attributes:
        root: The folder.
        files: Number of files below it.
        bytes: Sum of their sizes.
        grants: Explicit access entries in it, sorted by folder.
        unreadable: Files that cannot be carried (path below root, catalogue code), sorted.
        dispensable: Folders that may stay behind, sorted; none that lies in another.
    """

    root: ContentRef
    files: int = 0
    bytes: int = 0
    grants: tuple[Grant, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    dispensable: tuple[Dispensable, ...] = ()
