"""Every installed Windows feature, by what the registry's witnesses say; the image gets what it can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.unavailable_features import (
    cannot_be_in_containers,
    is_dns,
    is_ftp,
    is_known_in_containers,
    is_tool,
    needs_domain,
)
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
# These stand on NetFx3; dism cannot fetch it by the way, for it is a capability or comes from Windows Update.
_ON_NETFX3 = frozenset(
    {"IIS-ASPNET", "IIS-NetFxExtensibility", "WAS-NetFxEnvironment", "WCF-HTTP-Activation", "WCF-NonHTTP-Activation"}
)


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
    wanted: dict[str, tuple[Evidence, ...]] = {}
    for record in records:
        if isinstance(record, InstalledFeature):
            fate = _fate(record, planning)
            outcomes.append(fate)
            if isinstance(fate, CarriedOver) and fate.steps != (BASE,):
                wanted[record.name] = record.evidence
    on_netfx3 = next((places for name, places in wanted.items() if name in _ON_NETFX3), ())
    if on_netfx3:
        wanted.setdefault("NetFx3", on_netfx3)
    capability = planning.selection.windows.lower() in {"ltsc2022", "ltsc2025"}
    steps = (
        FeatureStep(feature_step(name), name, capability and name == "NetFx3", places)
        for name, places in wanted.items()
    )
    return Parts(outcomes=tuple(outcomes), features=tuple(steps))


def _fate(record: InstalledFeature, planning: Planning) -> Outcome:
    """What becomes of a feature."""
    name, places = record.name, record.evidence
    if name in planning.base_features:
        return CarriedOver("feature", name, (BASE,), places)
    params: dict[str, str | int] = {"feature": name}
    if cannot_be_in_containers(name):
        return LeftOut("feature", name, "artifact.feature-impossible", params, places)
    if not record.dism:
        return Undecided("feature", name, "artifact.feature-unknown-name", params, places)
    if not planning.chosen(record):
        left = _left_out(name)
        if left:
            return LeftOut("feature", name, left, {**params, "name": name}, places)
        if not is_known_in_containers(name):
            return Undecided("feature", name, "artifact.feature-unproven", params, places)
    return CarriedOver("feature", name, (feature_step(name),), places)


def _left_out(name: str) -> str:
    """Why a feature stays behind unless it is named, "" for no reason."""
    reasons = (
        (is_tool, "artifact.feature-tool"),
        (is_ftp, "artifact.feature-ftp"),
        (is_dns, "artifact.feature-dns"),
        (needs_domain, "artifact.msmq-domain"),
    )
    return next((code for holds, code in reasons if holds(name)), "")


KIND = Kind(_NAME, "artifact.kind-all-windows-features", discover, plan)
