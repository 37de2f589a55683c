"""Windows features that the carried configuration uses and the base image does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.plan import CarriedOver, FeatureStep, LeftOut
from reberth.model.step_ids import BASE, feature_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.model.application import ApplicationFacts
    from reberth.model.evidence import Evidence
    from reberth.model.plan import Outcome
    from reberth.model.windows import WindowsFeature

# In every IIS base image: Web-Server with its default features.
_IIS_BASE = frozenset(
    {
        *("IIS-WebServerRole", "IIS-WebServer", "IIS-CommonHttpFeatures", "IIS-DefaultDocument", "IIS-Security"),
        *(
            "IIS-DirectoryBrowsing",
            "IIS-HttpErrors",
            "IIS-StaticContent",
            "IIS-HealthAndDiagnostics",
            "IIS-HttpLogging",
        ),
        *("IIS-Performance", "IIS-HttpCompressionStatic", "IIS-RequestFiltering", "IIS-ApplicationDevelopment"),
        *("WAS-WindowsActivationService", "WAS-ProcessModel", "WAS-ConfigurationAPI"),
    }
)
_ASPNET_BASE = frozenset(
    {"IIS-ASPNET45", "IIS-NetFxExtensibility45", "NetFx4Extended-ASPNET45", "IIS-ISAPIExtensions", "IIS-ISAPIFilter"}
)
_WCF_BASE = frozenset({"WCF-HTTP-Activation45", "WCF-TCP-Activation45", "IIS-WebSockets"})
# Features that configuration can make use of; the image gets them where the source has them, so that no module named in
# a web.config is missing. Tools, consoles and remote management have no place in a container.
_USED_BY_SITES = frozenset(
    {
        *("IIS-HttpRedirect", "IIS-WebDAV", "IIS-CustomLogging", "IIS-LoggingLibraries", "IIS-ODBCLogging"),
        *("IIS-RequestMonitor", "IIS-HttpTracing", "IIS-HttpCompressionDynamic", "IIS-BasicAuthentication"),
        *("IIS-CertProvider", "IIS-ClientCertificateMappingAuthentication", "IIS-DigestAuthentication"),
        *("IIS-IISCertificateMappingAuthentication", "IIS-IPSecurity", "IIS-URLAuthorization", "IIS-ASP", "IIS-CGI"),
        *("IIS-WindowsAuthentication", "IIS-ApplicationInit", "IIS-ServerSideIncludes", "IIS-WebSockets"),
        *("IIS-ISAPIExtensions", "IIS-ISAPIFilter", "IIS-ASPNET45", "IIS-NetFxExtensibility45"),
        *("NetFx4Extended-ASPNET45", "WCF-HTTP-Activation45", "WCF-Pipe-Activation45", "WCF-TCP-Activation45"),
    }
)
_CLR2 = ("NetFx3", "IIS-NetFxExtensibility", "IIS-ASPNET")
_BY_NEED = {
    "asp-classic": ("IIS-ASP", "IIS-ISAPIExtensions"),
    "php": ("IIS-CGI",),
    "cgi": ("IIS-CGI",),
    "server-side-includes": ("IIS-ServerSideIncludes",),
    "websocket": ("IIS-WebSockets",),
    "wcf-http": ("WCF-HTTP-Activation45",),
    "wcf-pipe": ("WCF-Pipe-Activation45",),
    "wcf-msmq": ("MSMQ-Server", "WCF-MSMQ-Activation45"),
    "clr2": _CLR2,
}
_CAPABILITY_FROM = frozenset({"ltsc2022", "ltsc2025"})


def features_of_base(reference: str) -> frozenset[str]:
    """Features that a base image of the catalogue has."""
    if "/framework/wcf" in reference:
        return _IIS_BASE | _ASPNET_BASE | _WCF_BASE
    return _IIS_BASE | _ASPNET_BASE if "/framework/aspnet" in reference else _IIS_BASE


def plan_features(
    installed: Iterable[WindowsFeature],
    applications: Iterable[ApplicationFacts],
    reference: str,
    windows: str,
    used: Mapping[str, tuple[Evidence, ...]] | None = None,
) -> tuple[tuple[FeatureStep, ...], tuple[Outcome, ...]]:
    """Steps for features to enable, and the fate of each installed one.

    NetFx3 and its companions come only where an application runs on CLR 2: the frozen 3.5 images are gone, and the
    feature needs the internet during the build.

    Args:
        installed: Features of the source.
        applications: What the chosen applications need.
        reference: The base image.
        windows: ``ltsc2022``.
        used: Features that the configuration shows in use, whatever the registry says.
    """
    base = features_of_base(reference)
    wanted = {name: places for name, places in (used or {}).items() if name in _USED_BY_SITES}
    for facts in applications:
        for need in facts.needs:
            for name in _BY_NEED.get(need.need, ()):
                wanted.setdefault(name, need.evidence[:3])
        names = {need.need: need for need in facts.needs}
        if {"clr2", "wcf-http"} <= names.keys():
            wanted.setdefault("WCF-HTTP-Activation", names["wcf-http"].evidence[:3])
    outcomes: list[Outcome] = []
    for feature in installed:
        if feature.name in base:
            outcomes.append(CarriedOver("feature", feature.name, (BASE,), feature.evidence))
        elif feature.name in _USED_BY_SITES or feature.name in wanted:
            wanted.setdefault(feature.name, feature.evidence)
            outcomes.append(CarriedOver("feature", feature.name, (feature_step(feature.name),), feature.evidence))
        else:
            code = "plan.feature-not-needed"
            outcomes.append(LeftOut("feature", feature.name, code, {"feature": feature.name}, feature.evidence))
    steps = _steps({name: wanted[name] for name in sorted(wanted) if name not in base}, windows)
    return steps, tuple(outcomes)


def _steps(wanted: Mapping[str, tuple[Evidence, ...]], windows: str) -> tuple[FeatureStep, ...]:
    """NetFx3 first: the ASP.NET 3.5 features stand on it."""
    names = sorted(wanted, key=lambda name: (name != "NetFx3", name))
    capability = windows in _CAPABILITY_FROM
    return tuple(FeatureStep(feature_step(name), name, capability and name == "NetFx3", wanted[name]) for name in names)
