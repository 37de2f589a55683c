"""The plan: what the image will be, as data, with the fate of each discovered thing and the evidence for each step."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.content import ContentRef
from reberth.model.errors import Parameter
from reberth.model.evidence import Evidence
from reberth.model.extras import Extras
from reberth.model.iis import ApplicationPool, Binding, CollectionSchema, ConfigElement, Site
from reberth.model.secret import SecretRef

# --- the fate of each discovered thing


class CarriedOver(Struct, frozen=True, gc=False, omit_defaults=True, tag="carried-over", tag_field="fate"):
    """It is in the image. ``steps`` are the ids of the plan steps it became."""

    kind: str
    name: str
    steps: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


class Undecided(Struct, frozen=True, gc=False, omit_defaults=True, tag="undecided", tag_field="fate"):
    """A person must decide; ``code`` says what, why and how in the catalogue."""

    kind: str
    name: str
    code: str
    params: dict[str, Parameter] = {}
    evidence: tuple[Evidence, ...] = ()


class LeftOut(Struct, frozen=True, gc=False, omit_defaults=True, tag="left-out", tag_field="fate"):
    """It is not in the image; ``code`` says why."""

    kind: str
    name: str
    code: str
    params: dict[str, Parameter] = {}
    evidence: tuple[Evidence, ...] = ()


Outcome = CarriedOver | Undecided | LeftOut

# --- IIS configuration to be merged into the base image's own applicationHost.config


class SectionChange(Struct, frozen=True, omit_defaults=True):
    """One server-level section brought to the source's values.

    Attributes:
        step: Id of this change, for evidence (``section:system.webServer/staticContent``).
        path: Section path.
        element: The source's section with explicit values; secrets and unknown parts removed, paths rewritten.
        mode: ``replace``: attributes are set, and each collection named in ``element`` becomes the source's.
            ``merge``: attributes are set; an entry with the same key is replaced where it stands, others are added in
            front (handlers) or at the end by the collection's ``merge_append``.
    """

    step: str
    path: str
    element: ConfigElement
    mode: Literal["replace", "merge"] = "replace"
    evidence: tuple[Evidence, ...] = ()


class LocationChange(Struct, frozen=True, omit_defaults=True):
    """One section in one ``location`` block. Each ``add`` is made safe by a ``remove`` where the schema has one."""

    step: str
    location: str
    path: str
    element: ConfigElement
    override_mode: str = "Inherit"
    evidence: tuple[Evidence, ...] = ()
    inherited: bool = True


class LockChange(Struct, frozen=True, omit_defaults=True):
    """Whether web.config files may set a section, where the source differs from a stock IIS 10."""

    step: str
    path: str
    mode: Literal["Allow", "Deny"]
    evidence: tuple[Evidence, ...] = ()


class IisPlan(Struct, frozen=True, omit_defaults=True):
    """What the stylesheet makes of the target's applicationHost.config.

    Attributes:
        sites: Chosen sites with rewritten physical paths, chosen applications and virtual directories only.
        pools: Pools they use. The target's DefaultAppPool always stays; one of that name here changes it.
        sections: Server-level changes.
        locations: Location blocks.
        locks: Sections whose overrideModeDefault changes.
        collections: Merge rules of the collections in ``sections`` and ``locations``.
    """

    sites: tuple[Site, ...]
    pools: tuple[ApplicationPool, ...]
    sections: tuple[SectionChange, ...] = ()
    locations: tuple[LocationChange, ...] = ()
    locks: tuple[LockChange, ...] = ()
    collections: tuple[CollectionSchema, ...] = ()


# --- content and secrets


class Exclusion(Struct, frozen=True, omit_defaults=True):
    r"""A path below a content root that is not copied (Windows form, ``\logs``; "" for all of it).

    Attributes:
        path: The path.
        code: Catalogue code why.
        folder_stays: A folder is made all the same, but empty.
    """

    path: str
    code: str
    folder_stays: bool = False


class SecretValue(Struct, frozen=True):
    """A secret that the container gets from outside.

    Attributes:
        variable: Environment variable or mounted file name, such as ``CONNECTIONSTRING_MAIN``.
        secret: The place it fills.
    """

    variable: str
    secret: SecretRef


class Rewrite(Struct, frozen=True, omit_defaults=True):
    r"""A configuration file whose secrets are moved out (design decision 11).

    Attributes:
        file: Path below the content root, Windows form (``\web.config``).
        source: The file.
        values: Secrets moved out of it.
    """

    file: str
    source: ContentRef
    values: tuple[SecretValue, ...]


class ContentRoot(Struct, frozen=True, gc=False, omit_defaults=True):
    r"""A folder copied into the image once.

    Attributes:
        step: Id of its COPY step.
        name: Folder below the build context, chosen by Reberth: ``content/01``.
        source: The folder on the disk.
        target: Where it lands: ``C:\inetpub\wwwroot``.
        exclusions: What stays behind.
        rewrites: Files changed on the way.
        files, bytes: As counted by the scan.
    """

    step: str
    name: str
    source: ContentRef
    target: str
    exclusions: tuple[Exclusion, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    files: int = 0
    bytes: int = 0
    evidence: tuple[Evidence, ...] = ()


# --- steps of the image, in order


class BaseImage(Struct, frozen=True, omit_defaults=True):
    """The FROM line: ``reference`` and the rule that chose it (``code`` in the catalogue)."""

    step: str
    reference: str
    code: str
    params: dict[str, Parameter] = {}
    evidence: tuple[Evidence, ...] = ()


class FeatureStep(Struct, frozen=True, omit_defaults=True):
    """A Windows feature to enable, by DISM name; ``capability`` for NetFx3 on ltsc2022 and later."""

    step: str
    name: str
    capability: bool = False
    evidence: tuple[Evidence, ...] = ()


class AddOnStep(Struct, frozen=True, omit_defaults=True):
    """An installer the user must put into the context (``installers/rewrite_amd64_en-US.msi``).

    ``arguments`` is its silent command line and ``sha256`` its hash, each "" where not given.
    """

    step: str
    name: str
    installer: str
    code: str
    evidence: tuple[Evidence, ...] = ()
    arguments: str = ""
    sha256: str = ""


class GrantStep(Struct, frozen=True, omit_defaults=True):
    """Rights re-granted on a folder of the image by icacls.

    Attributes:
        target: Folder in the image.
        principal: ``IIS_IUSRS``, ``*S-1-5-82-...`` ...
        rights: icacls simple rights: ``RX``, ``M``, ``F`` ...; ``deny`` for a deny entry.
    """

    step: str
    target: str
    principal: str
    rights: str
    deny: bool = False
    evidence: tuple[Evidence, ...] = ()


class DriveMapping(Struct, frozen=True, omit_defaults=True):
    r"""A drive letter kept alive through the ``DOS Devices`` value because configuration names it literally."""

    step: str
    letter: str
    target: str
    evidence: tuple[Evidence, ...] = ()


class ExposedPort(Struct, frozen=True, omit_defaults=True):
    """A TCP port that a binding, or another service in the image, listens on."""

    step: str
    port: int
    evidence: tuple[Evidence, ...] = ()


class HealthCheck(Struct, frozen=True, omit_defaults=True):
    """How the container is asked whether it lives: scheme, port, Host header ("" for none) and path."""

    step: str
    scheme: Literal["http", "https"]
    port: int
    host: str
    path: str = "/"
    evidence: tuple[Evidence, ...] = ()


class TlsBinding(Struct, frozen=True, omit_defaults=True):
    """An https binding that gets its certificate at start: a mounted PFX, else self-signed."""

    step: str
    site: str
    binding: Binding


class Database(Struct, frozen=True, omit_defaults=True):
    r"""A database that lived on the server itself: a container needs another place for it.

    Attributes:
        name: Connection name or appSettings key; for an instance found on the disks, its name.
        server: As the connection string names it (``.\SQLEXPRESS``); "" for an instance that no connection names.
        database: Initial catalog, or "".
    """

    step: str
    name: str
    server: str = ""
    database: str = ""
    evidence: tuple[Evidence, ...] = ()


class Plan(Struct, frozen=True, omit_defaults=True):
    """Everything the image will be. Rendering turns it into text, context adds the bytes.

    Attributes:
        server: Computer name of the source, for titles.
        base: FROM.
        features, add_ons, grants, drives, contents, ports, tls: Steps in the order of the image.
        iis: Configuration.
        health: None where no http(s) binding exists.
        service_pool: The pool ServiceMonitor is told (``DefaultAppPool`` when it is used by nothing else).
        secrets: All values the container needs from outside, sorted by variable.
        databases: Connections to the old server itself, then the instances of SQL Server on its disks.
        outcomes: The fate of each discovered thing.
        extras: What the artifact kinds add.
    """

    server: str
    base: BaseImage
    iis: IisPlan
    features: tuple[FeatureStep, ...] = ()
    add_ons: tuple[AddOnStep, ...] = ()
    grants: tuple[GrantStep, ...] = ()
    drives: tuple[DriveMapping, ...] = ()
    contents: tuple[ContentRoot, ...] = ()
    ports: tuple[ExposedPort, ...] = ()
    tls: tuple[TlsBinding, ...] = ()
    health: HealthCheck | None = None
    service_pool: str = "DefaultAppPool"
    secrets: tuple[SecretValue, ...] = ()
    databases: tuple[Database, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    extras: Extras = Extras()

    @property
    def has_sites(self) -> bool:
        """Whether the image runs IIS."""
        return bool(self.iis.sites or self.iis.pools)

    @property
    def needs_payload(self) -> bool:
        """Whether a feature's files are not in the base image: they come from Windows Update, or from the user."""
        return any(item.name == "NetFx3" for item in self.features)
