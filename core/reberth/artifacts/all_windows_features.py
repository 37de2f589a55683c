"""Every installed Windows feature, by what the registry's witnesses say; the image gets what it can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.unavailable_features import cannot_be_in_containers, is_tool
from reberth.model.artifact_records import InstalledFeature
from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, FeatureStep, LeftOut, Undecided
from reberth.model.step_ids import BASE, feature_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "AllWindowsFeatures"
_SERVER_MANAGER = r"Microsoft\ServerManager\ServicingStorage\ServerComponentCache"
_OC_MANAGER = r"Microsoft\Windows\CurrentVersion\Setup\Oc Manager\Subcomponents"
_WITNESSES = (
    (r"\Notifications\OptionalFeatures", "optional-features"),
    (r"\InetStp\Components", "inetstp"),
    (r"\ServerComponentCache", "server-manager"),
    (r"\Component Based Servicing\Packages", "packages"),
    (r"\Oc Manager\Subcomponents", "oc-manager"),
    (r"\Component Based Servicing\Packages", "packages"),
    (r"\Oc Manager\Subcomponents", "oc-manager"),
)
# Server Manager's names of features that DISM calls otherwise, beside those of IIS, which Windows itself lists.
_DISM_BY_SERVER_MANAGER = {
    "NET-FRAMEWORK-FEATURES": "NetFx3ServerFeatures",
    "NET-FRAMEWORK-45-FEATURES": "NetFx4ServerFeatures",
    "NET-FRAMEWORK-45-CORE": "NetFx4",
    "NET-WCF-SERVICES45": "WCF-Services45",
    "NET-WCF-TCP-PORTSHARING45": "WCF-TCP-PortSharing45",
    "WEB-SERVER": "IIS-WebServerRole",
    "WEB-COMMON-HTTP": "IIS-CommonHttpFeatures",
    "WEB-HEALTH": "IIS-HealthAndDiagnostics",
    "WEB-PERFORMANCE": "IIS-Performance",
    "WEB-SECURITY": "IIS-Security",
    "WEB-APP-DEV": "IIS-ApplicationDevelopment",
    "WEB-MGMT-TOOLS": "IIS-WebServerManagementTools",
    "WEB-MGMT-COMPAT": "IIS-IIS6ManagementCompatibility",
    "WAS": "WAS-WindowsActivationService",
    "DNS": "DNS-Server-Full-Role",
    "DHCP": "DHCPServer",
    "MSMQ": "MSMQ-Container",
    "MSMQ-SERVICES": "MSMQ-Services",
    "TELNET-CLIENT": "TelnetClient",
}


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Installed features: those of the server's card, what Server Manager alone knows, and Windows Server 2003's."""
    seen: set[str] = set()
    for feature in server.windows.features:
        seen.add(feature.name.upper())
        witnesses = tuple(name for mark, name in _WITNESSES if any(mark in item.source for item in feature.evidence))
        yield InstalledFeature(kind=_NAME, name=feature.name, evidence=feature.evidence, witnesses=witnesses)
    told = {item.source.rpartition("\\")[2].upper() for one in server.windows.features for item in one.evidence}
    cache = server.software(_SERVER_MANAGER)
    for key in cache.subkeys() if cache is not None else ():
        name = _DISM_BY_SERVER_MANAGER.get(key.name.upper(), key.name)
        if key.integer("InstallState") != 1 or key.name.upper() in told or name.upper() in seen:
            continue
        seen.add(name.upper())
        place = (Evidence("registry", key.path, "InstallState"),)
        known = name != key.name or name.upper() == "MSMQ-SERVER"
        yield InstalledFeature(kind=_NAME, name=name, evidence=place, witnesses=("server-manager",), dism=known)
    components = server.software(_OC_MANAGER)
    named = {
        item.location.upper()
        for one in server.windows.features
        for item in one.evidence
        if item.source.endswith(_OC_MANAGER)
    }
    for value in components.values() if components is not None else ():
        if value.integer == 1 and value.name.upper() not in seen | named:
            seen.add(value.name.upper())
            place = (Evidence("registry", value.key, value.name),)
            yield InstalledFeature(kind=_NAME, name=value.name, evidence=place, witnesses=("oc-manager",), dism=False)


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """Features to enable, less what the base image has or no container can have."""
    outcomes: list[Outcome] = []
    steps: list[FeatureStep] = []
    capability = planning.selection.windows.lower() in {"ltsc2022", "ltsc2025"}
    for record in records:
        if not isinstance(record, InstalledFeature):
            continue
        fate, wanted = _fate(record, planning)
        outcomes.append(fate)
        if wanted:
            netfx3 = capability and record.name == "NetFx3"
            steps.append(FeatureStep(feature_step(record.name), record.name, netfx3, record.evidence))
    return Parts(outcomes=tuple(outcomes), features=tuple(steps))


def _fate(record: InstalledFeature, planning: Planning) -> tuple[Outcome, bool]:
    """What becomes of a feature, and whether the image must enable it."""
    name, places = record.name, record.evidence
    if name in planning.base_features:
        return CarriedOver("feature", name, (BASE,), places), False
    if cannot_be_in_containers(name):
        return LeftOut("feature", name, "artifact.feature-impossible", {"feature": name}, places), False
    if not record.dism:
        return Undecided("feature", name, "artifact.feature-unknown-name", {"feature": name}, places), False
    if is_tool(name) and not planning.chosen(record):
        return LeftOut("feature", name, "artifact.feature-tool", {"feature": name}, places), False
    return CarriedOver("feature", name, (feature_step(name),), places), True


KIND = Kind(_NAME, "artifact.kind-all-windows-features", discover, plan)
