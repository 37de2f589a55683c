"""Settings of sites and pools as IIS 10 in the image can take them: names that it knows, paths that the image has.

IIS refuses its whole configuration for one attribute or element that its schema does not have, such as the
``ftpServer`` of a site where the image has no FTP service.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.model.iis import ConfigElement, Settings
from reberth.model.plan import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reberth.model.evidence import Evidence
    from reberth.model.iis import Application, ApplicationPool, Site
    from reberth.model.plan import Outcome

_LITERAL_PATH = re.compile(r"^[A-Za-z]:\\")

# Attributes by element, after the IIS configuration reference for IIS 10 as of Windows Server 2019.
POOL: Mapping[str, str] = {
    "": "queueLength autoStart enable32BitAppOnWin64 managedRuntimeVersion managedRuntimeLoader "
    "enableConfigurationOverride managedPipelineMode CLRConfigFile passAnonymousToken startMode",
    "processModel": "identityType userName password loadUserProfile setProfileEnvironment logonType "
    "manualGroupMembership idleTimeout idleTimeoutAction maxProcesses shutdownTimeLimit startupTimeLimit "
    "pingingEnabled pingInterval pingResponseTime logEventOnProcessModel",
    "recycling": "disallowOverlappingRotation disallowRotationOnConfigChange logEventOnRecycle",
    "recycling.periodicRestart": "memory privateMemory requests time",
    "recycling.periodicRestart.schedule": "",
    "failure": "loadBalancerCapabilities orphanWorkerProcess orphanActionExe orphanActionParams rapidFailProtection "
    "rapidFailProtectionInterval rapidFailProtectionMaxCrashes autoShutdownExe autoShutdownParams",
    "cpu": "limit action resetInterval smpAffinitized smpProcessorAffinityMask smpProcessorAffinityMask2 "
    "processorGroup numaNodeAssignment numaNodeAffinityMode",
    "environmentVariables": "",
}
SITE: Mapping[str, str] = {
    "": "serverAutoStart",
    "limits": "maxBandwidth maxConnections connectionTimeout maxUrlSegments",
    "logFile": "logExtFileFlags customLogPluginClsid logFormat logTargetW3C directory period truncateSize "
    "localTimeRollover enabled logSiteId flushByEntryCountW3CLog maxLogLineLength",
    "logFile.customFields": "maxCustomFieldLength",
    "traceFailedRequestsLogging": "enabled directory maxLogFiles maxLogFileSizeKB customActionsEnabled",
    "hsts": "enabled max-age includeSubDomains preload redirectHttpToHttps",
}
APPLICATION: Mapping[str, str] = {
    "": "enabledProtocols serviceAutoStartEnabled serviceAutoStartProvider preloadEnabled"
}
DIRECTORY: Mapping[str, str] = {"": "userName password logonMethod allowSubDirConfig"}


class FittedSettings(NamedTuple):
    """Sites and pools with the settings that the image can take, and the fate of the others."""

    sites: tuple[Site, ...]
    pools: tuple[ApplicationPool, ...]
    outcomes: tuple[Outcome, ...]


def fit_settings(
    sites: Iterable[Site], pools: Iterable[ApplicationPool], target_path: Callable[[str], str]
) -> FittedSettings:
    """Leave out what IIS 10 does not know and map literal paths (log folders and the like) to the image."""
    fitter = _Fitter(target_path)
    fitted_sites = tuple(fitter.site(item) for item in sites)
    fitted_pools = tuple(
        replace(item, settings=fitter.settings(item.settings, POOL, item.name, item.evidence)) for item in pools
    )
    return FittedSettings(fitted_sites, fitted_pools, tuple(fitter.outcomes))


class _Fitter:
    """Fits one element after the other and collects fates."""

    def __init__(self, target_path: Callable[[str], str]) -> None:
        self._target_path = target_path
        self.outcomes: list[Outcome] = []

    def site(self, site: Site) -> Site:
        """A site and all in it."""
        settings = self.settings(site.settings, SITE, site.name, site.evidence)
        applications = tuple(self._application(site.name, item) for item in site.applications)
        return replace(site, settings=settings, applications=applications)

    def _application(self, site: str, application: Application) -> Application:
        name = f"{site}{application.path.rstrip('/')}"
        settings = self.settings(application.settings, APPLICATION, name, application.evidence)
        directories = tuple(
            replace(item, settings=self.settings(item.settings, DIRECTORY, f"{name}:{item.path}", item.evidence))
            for item in application.virtual_directories
        )
        return replace(application, settings=settings, virtual_directories=directories)

    def settings(self, settings: Settings, known: Mapping[str, str], owner: str, evidence: Evidence) -> Settings:
        """The settings of one element."""
        names = {f"{element}.{name}" if element else name for element, inner in known.items() for name in inner.split()}
        unknown: dict[str, None] = {}
        scalars = []
        for item in settings.scalars:
            if item.name in names:
                scalars.append(replace(item, value=self._path(item.value)))
            elif item.origin != "schema":
                unknown[_short(item.name, known)] = None
        collections = []
        for name, element in settings.collections:
            if name in known:
                collections.append((name, self._element(element)))
            else:
                unknown[_short(name, known)] = None
        for name in unknown:
            params = {"setting": name, "name": owner}
            self.outcomes.append(
                LeftOut("setting", f"{owner}: {name}", "section.setting-unknown", dict(params), (evidence,))
            )
        return Settings(tuple(scalars), tuple(collections))

    def _element(self, element: ConfigElement) -> ConfigElement:
        """A collection; a pair whose value was a secret goes, for IIS refuses it without."""
        return ConfigElement(
            element.name,
            tuple((name, self._path(value)) for name, value in element.attributes),
            element.secret_attributes,
            tuple(self._element(child) for child in element.children if "value" not in child.secret_attributes),
            element.text,
            element.line,
        )

    def _path(self, value: str) -> str:
        return self._target_path(value) if _LITERAL_PATH.match(value) else value


def _short(name: str, known: Mapping[str, str]) -> str:
    """The outermost part of a name that is not known: ``ftpServer`` of ``ftpServer.security.ssl.policy``."""
    parts = name.split(".")
    for depth in range(1, len(parts)):
        element = ".".join(parts[:depth])
        if not any(item == element or item.startswith(f"{element}.") for item in known):
            return element
    return name
