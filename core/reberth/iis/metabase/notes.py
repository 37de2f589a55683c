"""What became of each property: nothing of the metabase gets lost without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.finding import Finding
from reberth.model.iis import Translation
from reberth.model.secret import SecretRef

if TYPE_CHECKING:
    from reberth.iis.metabase.document import Key, Metabase, Property
    from reberth.model.content import ContentRef
    from reberth.model.errors import Parameter
    from reberth.model.finding import Severity

# Book-keeping of IIS 6 itself, and settings of its own way of working.
_OF_IIS_6 = frozenset(
    name.lower()
    for name in (
        *("KeyType", "AdminACL", "AdminACLBin", "AdminServer", "AppIsolated", "AppWamClsid", "AppOopRecoverLimit"),
        *("AppPackageID", "AppPackageName", "AppLastOutProcID", "AspAllowOutOfProcComponents", "ContentIndexed"),
        *("ApplicationDependencies", "CacheISAPI", "DownlevelAdminInstance", "EnabledProtocols"),
        *("FilterEnabled", "FilterFlags", "FilterState", "FrontPageWeb", "IIs5IsolationModeEnabled", "Description"),
        *("InProcessIsapiApps", "MajorIIsVersionNumber", "MinorIIsVersionNumber", "NotDeletable", "ServerCommand"),
        *("ServerConfigFlags", "ServerSize", "ServerState", "Win32Error", "WAMUserPass", "WAMUserName", "ServerID"),
        *(
            "AspThreadGateEnabled",
            "AspTrackThreadingModel",
            "CertCheckMode",
            "ServerListenBacklog",
            "ServerListenTimeout",
        ),
        *("PassportRequireADMapping", "UseDigestSSP", "RevocationFreshnessTime", "AppPoolState"),
        *("AppPoolCommand", "LogOdbcUserName", "LogOdbcPassword", "LogOdbcDataSource", "LogOdbcTableName"),
    )
)


class Notes:
    """Collects translations, findings and secret places of one MetaBase.xml."""

    def __init__(self, path: str, ref: ContentRef) -> None:
        self.path = path
        self._ref = ref
        self._translations: dict[tuple[str, str, str], Translation] = {}
        self._seen: set[tuple[str, str]] = set()
        self.findings: list[Finding] = []
        self.secrets: dict[SecretRef, None] = {}

    @property
    def translations(self) -> tuple[Translation, ...]:
        """All of them, in the order of the lines."""
        return tuple(sorted(self._translations.values(), key=lambda item: (item.evidence.line, item.name)))

    def evidence(self, key: Key, found: Property | None = None) -> Evidence:
        """Where a key or one of its properties stands."""
        if found is None:
            return Evidence("file", self.path, key.location, key.line)
        return Evidence("file", self.path, f"{key.location} {found.name}", found.line)

    def became(self, key: Key, found: Property, step: str) -> None:
        """A property that is carried over by a step of the plan."""
        self._note(key, found, step, "", "")

    def left(self, key: Key, found: Property, code: str, part: str = "", *, undecided: bool = False) -> None:
        """A property, or one entry of it, that is not carried over by itself; ``code`` says why."""
        self._note(key, found, "", code, part, undecided=undecided)

    def left_key(self, key: Key, name: str, code: str) -> None:
        """A key that is not carried over as a whole."""
        self._translations[(key.location.lower(), "", "")] = Translation(
            key.location, name, self.evidence(key), "", code
        )

    def tell(self, code: str, severity: Severity, subject: str, evidence: Evidence, **params: Parameter) -> None:
        """Say something once."""
        finding = Finding(code, severity, subject, dict(params), (evidence,))
        if finding not in self.findings:
            self.findings.append(finding)

    def secret(self, key: Key, found: Property, section: str, attribute: str, owner: str) -> None:
        """The place of a password; its value goes nowhere."""
        place = SecretRef("credential", self._ref, section, key.location, attribute, owner, self.evidence(key, found))
        self.secrets[place] = None
        self._seen.add((key.location.lower(), found.name.lower()))

    def rest(self, metabase: Metabase, roots: tuple[str, ...]) -> None:
        """Everything below ``roots`` that nobody spoke of."""
        for key in metabase.keys.values():
            if not any(f"{key.location.lower()}/".startswith(f"{root}/") for root in roots):
                continue
            for name, found in key.properties.items():
                if (key.location.lower(), name) not in self._seen:
                    mine = name in _OF_IIS_6 or key.location.lower() == "/lm/w3svc/info"
                    code = "iis.metabase-own-affair" if mine else "iis.metabase-no-counterpart"
                    self.left(key, found, code)

    def _note(self, key: Key, found: Property, step: str, code: str, part: str, *, undecided: bool = False) -> None:
        """Keep a translation; the first word on a property counts."""
        self._seen.add((key.location.lower(), found.name.lower()))
        name = f"{found.name} {part}".rstrip()
        self._translations.setdefault(
            (key.location.lower(), found.name.lower(), part.lower()),
            Translation(key.location, name, self.evidence(key, found), step, code, undecided),
        )
