"""One IIS model: sites, applications, virtual directories, bindings, pools, and the sections that apply to them.

Terms and defaults follow the IIS configuration reference (system.applicationHost, system.webServer).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.content import ContentRef
from reberth.model.evidence import Evidence
from reberth.model.secret import SecretRef

Origin = Literal["explicit", "defaults", "schema"]


class ConfigElement(Struct, frozen=True, gc=False, omit_defaults=True):
    """One XML element of a section. Values of secret attributes are not in it.

    Attributes:
        name: Element name as written (``add``, ``remove``, ``clear``, ``files``).
        attributes: Names and values in document order, without the secret ones.
        secret_attributes: Names of attributes whose value is a secret and was not kept.
        children: Child elements in document order.
        text: Text content, stripped; "" for none.
        line: 1-based line in the file.
    """

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    secret_attributes: tuple[str, ...] = ()
    children: tuple[ConfigElement, ...] = ()
    text: str = ""
    line: int = 0

    def get(self, attribute: str, default: str = "") -> str:
        """Value of an attribute as written, or ``default``."""
        return next((value for name, value in self.attributes if name == attribute), default)


class ConfigSection(Struct, frozen=True, omit_defaults=True):
    """A section as written at one place of the hierarchy.

    Attributes:
        path: ``system.webServer/security/access``.
        location: ``""`` for the server level, else the ``location path`` (``Default Web Site/shop``).
        override_mode: overrideMode of the enclosing ``location`` element: ``Allow``, ``Deny`` or ``Inherit``.
        element: The section's element; for ``configSource`` the element of the file referred to.
        file: Windows path of the file that holds it.
        inherited: False where the ``location`` says ``inheritInChildApplications="false"``.
        evidence: Where each part was read, for a section that stands nowhere as such: translated from IIS 6.
    """

    path: str
    location: str
    element: ConfigElement
    file: str
    override_mode: str = "Inherit"
    inherited: bool = True
    evidence: tuple[Evidence, ...] = ()


class SectionDeclaration(Struct, frozen=True, omit_defaults=True):
    """A section declared in ``configSections``, with its effective lock at server level.

    Attributes:
        path: ``system.webServer/handlers``.
        override_mode: Effective mode for web.config files: ``Allow`` or ``Deny`` (overrideModeDefault, then
            ``location path=""`` blocks).
        allow_definition: ``Everywhere``, ``MachineToApplication``, ``AppHostOnly`` ...
        line: Where the mode is set: line of the declaration or of the block.
    """

    path: str
    override_mode: str
    allow_definition: str = "Everywhere"
    line: int = 0


class CollectionSchema(Struct, frozen=True, omit_defaults=True):
    """How a collection merges, from the disk's own schema.

    Attributes:
        section: Section path; element: path of the collection inside the section ("" for the section itself,
            ``fileExtensions``).
        add, remove, clear: Element names of the directives, "" where not supported; several ``add`` names are
            separated by commas as in the schema.
        keys: Attribute names that make an entry unique.
        merge_append: False where deeper entries are put in front (handlers and modules: see schema).
        defaults: Values of keys that need not be written (``subStatusCode`` of an error is ``-1``).
    """

    section: str
    element: str
    add: str
    remove: str
    clear: str
    keys: tuple[str, ...]
    merge_append: bool = True
    defaults: tuple[tuple[str, str], ...] = ()


class Setting(Struct, frozen=True, gc=False, omit_defaults=True):
    """An effective setting of a pool, site, application or virtual directory.

    Attributes:
        name: Dotted path below the element: ``processModel.identityType``, ``autoStart``.
        value: Effective value as text.
        origin: ``explicit`` (on the element), ``defaults`` (the ``*Defaults`` element) or ``schema``.
        line: 1-based line for ``explicit`` and ``defaults``.
    """

    name: str
    value: str
    origin: Origin
    line: int = 0


class Settings(Struct, frozen=True, gc=False, omit_defaults=True):
    """Effective settings of one element: scalars by dotted name, and collections as written (explicit or defaults)."""

    scalars: tuple[Setting, ...] = ()
    collections: tuple[tuple[str, ConfigElement], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """Effective value by dotted name, or ``default``."""
        return next((item.value for item in self.scalars if item.name == name), default)


class Binding(Struct, frozen=True, gc=False, omit_defaults=True):
    """A site binding.

    Attributes:
        protocol: ``http``, ``https``, ``net.tcp``, ``ftp`` ...
        information: ``bindingInformation`` as written.
        ip: ``*`` or an address; "" for protocols without.
        port: TCP port, 0 for protocols without.
        host: Host header, "" for none.
        ssl_flags: Bits: 1 SNI, 2 central certificate store, 4 no HTTP/2, 8 no OCSP stapling, 16 no QUIC, 32 no
            TLS 1.3, 64 no legacy TLS.
    """

    protocol: str
    information: str
    evidence: Evidence
    ip: str = ""
    port: int = 0
    host: str = ""
    ssl_flags: int = 0


class VirtualDirectory(Struct, frozen=True, gc=False, omit_defaults=True):
    """A virtual directory.

    Attributes:
        path: Below its application: ``/`` or ``/images``.
        physical_path: As written.
        expanded_path: With the offline system's environment; "" if it cannot be expanded.
        content: The folder on a supplied disk; None when it is not there (``problem`` says why).
        problem: Catalogue code when content is None: ``iis.path-unc``, ``iis.drive-not-supplied``,
            ``iis.site-root-missing``, ``iis.path-unreadable``, ``iis.path-not-absolute``,
            ``iis.path-unknown-variable``.
        settings: Effective attributes other than path, physicalPath and password.
    """

    path: str
    physical_path: str
    evidence: Evidence
    expanded_path: str = ""
    content: ContentRef | None = None
    problem: str = ""
    settings: Settings = Settings()


class Application(Struct, frozen=True, gc=False, omit_defaults=True):
    """An application: ``path`` is ``/`` for the root application, else ``/shop`` or ``/shop/admin``."""

    path: str
    pool: str
    evidence: Evidence
    virtual_directories: tuple[VirtualDirectory, ...] = ()
    settings: Settings = Settings()


class Site(Struct, frozen=True, gc=False, omit_defaults=True):
    """A web site with everything below it, in document order."""

    name: str
    id: int
    evidence: Evidence
    bindings: tuple[Binding, ...] = ()
    applications: tuple[Application, ...] = ()
    settings: Settings = Settings()


class ApplicationPool(Struct, frozen=True, omit_defaults=True):
    """An application pool with effective settings (``managedRuntimeVersion``, ``processModel.identityType`` ...)."""

    name: str
    evidence: Evidence
    settings: Settings = Settings()


class Translation(Struct, frozen=True, omit_defaults=True):
    """What became of one property of an IIS 6 metabase.

    Attributes:
        key: Location of its key, ``/LM/W3SVC/1/ROOT``.
        name: Name of the property, with the entry where it is about one entry only (``ScriptMaps .idc``).
        step: Id of the plan step that carries it, "" where none does.
        code: Catalogue code of why it is not carried, "" where it is.
        undecided: A person must decide about it.
    """

    key: str
    name: str
    evidence: Evidence
    step: str = ""
    code: str = ""
    undecided: bool = False


class IisConfiguration(Struct, frozen=True, omit_defaults=True):
    """All of IIS on the server.

    Attributes:
        version: ``6.0``, ``7.0``, ``7.5``, ``8.0``, ``8.5``, ``10.0``.
        sites, pools: As above.
        sections: Every other section as written: server level, ``location`` blocks, configSource resolved.
        declarations: Sections with their locks.
        collections: Merge rules of the collections that occur in ``sections``.
        secrets: Every secret place in the server configuration.
        files: Windows paths of all files read.
        translations: What became of each property of IIS 6; empty for later versions.
    """

    version: str
    sites: tuple[Site, ...] = ()
    pools: tuple[ApplicationPool, ...] = ()
    sections: tuple[ConfigSection, ...] = ()
    declarations: tuple[SectionDeclaration, ...] = ()
    collections: tuple[CollectionSchema, ...] = ()
    secrets: tuple[SecretRef, ...] = ()
    files: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()
