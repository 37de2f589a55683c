"""Native modules of the source: which Windows feature or product brings each, and what becomes of it.

A module in ``globalModules`` is there because a feature was installed, also where the registry does not say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.step_ids import BASE, feature_step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reberth.model.iis import ConfigElement, ConfigSection
    from reberth.model.plan import FeatureStep, Outcome

GLOBAL_MODULES = "system.webServer/globalModules"


class NativeModule(NamedTuple):
    """A module: its name, its file, and the feature that brings it ("" for the web server itself).

    Source: appendix of "IIS on Nano Server", and the globalModules of a full IIS 10.
    """

    name: str
    file: str
    feature: str


MODULES = tuple(
    NativeModule(*row)
    for row in (
        ("HttpLoggingModule", "loghttp.dll", "IIS-HttpLogging"),
        ("UriCacheModule", "cachuri.dll", ""),
        ("FileCacheModule", "cachfile.dll", ""),
        ("TokenCacheModule", "cachtokn.dll", ""),
        ("HttpCacheModule", "cachhttp.dll", ""),
        ("StaticCompressionModule", "compstat.dll", "IIS-HttpCompressionStatic"),
        ("DynamicCompressionModule", "compdyn.dll", "IIS-HttpCompressionDynamic"),
        ("DefaultDocumentModule", "defdoc.dll", "IIS-DefaultDocument"),
        ("DirectoryListingModule", "dirlist.dll", "IIS-DirectoryBrowsing"),
        ("ProtocolSupportModule", "protsup.dll", ""),
        ("StaticFileModule", "static.dll", "IIS-StaticContent"),
        ("AnonymousAuthenticationModule", "authanon.dll", ""),
        ("RequestFilteringModule", "modrqflt.dll", "IIS-RequestFiltering"),
        ("CustomErrorModule", "custerr.dll", "IIS-HttpErrors"),
        ("HttpRedirectionModule", "redirect.dll", "IIS-HttpRedirect"),
        ("ServerSideIncludeModule", "iis_ssi.dll", "IIS-ServerSideIncludes"),
        ("CustomLoggingModule", "logcust.dll", "IIS-CustomLogging"),
        ("RequestMonitorModule", "iisreqs.dll", "IIS-RequestMonitor"),
        ("TracingModule", "iisetw.dll", "IIS-HttpTracing"),
        ("FailedRequestsTracingModule", "iisfreb.dll", "IIS-HttpTracing"),
        ("BasicAuthenticationModule", "authbas.dll", "IIS-BasicAuthentication"),
        ("WindowsAuthenticationModule", "authsspi.dll", "IIS-WindowsAuthentication"),
        ("DigestAuthenticationModule", "authmd5.dll", "IIS-DigestAuthentication"),
        ("CertificateMappingAuthenticationModule", "authcert.dll", "IIS-ClientCertificateMappingAuthentication"),
        ("IISCertificateMappingAuthenticationModule", "authmap.dll", "IIS-IISCertificateMappingAuthentication"),
        ("UrlAuthorizationModule", "urlauthz.dll", "IIS-URLAuthorization"),
        ("IpRestrictionModule", "iprestr.dll", "IIS-IPSecurity"),
        ("DynamicIpRestrictionModule", "diprestr.dll", "IIS-IPSecurity"),
        ("IsapiModule", "isapi.dll", "IIS-ISAPIExtensions"),
        ("IsapiFilterModule", "filter.dll", "IIS-ISAPIFilter"),
        ("CgiModule", "cgi.dll", "IIS-CGI"),
        ("FastCgiModule", "iisfcgi.dll", "IIS-CGI"),
        ("ApplicationInitializationModule", "warmup.dll", "IIS-ApplicationInit"),
        ("WebSocketModule", "iiswsock.dll", "IIS-WebSockets"),
        ("ConfigurationValidationModule", "validcfg.dll", "IIS-NetFxExtensibility45"),
        ("ManagedEngine", "webengine.dll", "IIS-NetFxExtensibility"),
        ("ManagedEngine64", "webengine.dll", "IIS-NetFxExtensibility"),
        ("ManagedEngineV4.0_32bit", "webengine4.dll", "IIS-NetFxExtensibility45"),
        ("ManagedEngineV4.0_64bit", "webengine4.dll", "IIS-NetFxExtensibility45"),
        ("WebDAVModule", "webdav.dll", "IIS-WebDAV"),
    )
)
_BY_NAME = {item.name.lower(): item for item in MODULES}
# dism /All enables these along with the feature, for it stands on them.
_WITH = {
    "IIS-ASPNET45": ("IIS-NetFxExtensibility45", "IIS-ISAPIExtensions", "IIS-ISAPIFilter"),
    "IIS-ASP": ("IIS-ISAPIExtensions",),
    "IIS-ASPNET": ("IIS-NetFxExtensibility", "IIS-ISAPIExtensions", "IIS-ISAPIFilter"),
}
# Of CLR 2 and 4: they come with the pools' runtimes, and alone they ask for nothing.
_RUNTIMES = frozenset({"IIS-NetFxExtensibility", "IIS-NetFxExtensibility45"})


def features_by_module(sections: Iterable[ConfigSection]) -> dict[str, tuple[Evidence, ...]]:
    """Features that a module of the source shows to be installed."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for module, file, place in _modules(sections):
        if module.feature and module.feature not in _RUNTIMES and file == module.file:
            found[module.feature] = (*found.get(module.feature, ()), place)
    return found


def module_fates(
    sections: Iterable[ConfigSection], base: Collection[str], steps: Iterable[FeatureStep]
) -> Iterator[Outcome]:
    """The fate of each module that a feature brings.

    Args:
        sections: The source's sections.
        base: Features of the base image.
        steps: Features that are enabled in the image.
    """
    enabled = {name: item.name for item in steps for name in (*_WITH.get(item.name, ()), item.name)}
    enabled |= {item.name: item.name for item in steps}
    for module, file, place in _modules(sections):
        if file != module.file:
            # A name of Windows' own, and another file behind it.
            params = {"name": module.name}
            yield Undecided("module", module.name, "section.module-third-party", dict(params), (place,))
        elif not module.feature or module.feature in base:
            yield CarriedOver("module", module.name, (BASE,), (place,))
        elif module.feature in enabled:
            yield CarriedOver("module", module.name, (feature_step(enabled[module.feature]),), (place,))
        else:
            params = {"name": module.name, "feature": module.feature}
            yield LeftOut("module", module.name, "plan.module-not-needed", dict(params), (place,))


def module_places(sections: Iterable[ConfigSection]) -> Iterator[tuple[str, Evidence]]:
    """Every native module of the server level with its place, each once."""
    return ((entry.get("name"), place) for entry, place in _entries(sections))


def _entries(sections: Iterable[ConfigSection]) -> Iterator[tuple[ConfigElement, Evidence]]:
    """The entries of the list of native modules."""
    seen: set[str] = set()
    for section in sections:
        if section.path != GLOBAL_MODULES or section.location:
            continue
        for entry in section.element.children:
            name = entry.get("name")
            if entry.name == "add" and name.lower() not in seen:
                seen.add(name.lower())
                yield entry, Evidence("file", section.file, f"{section.path} {name}", entry.line)


def _modules(sections: Iterable[ConfigSection]) -> Iterator[tuple[NativeModule, str, Evidence]]:
    """Those that have names of Windows' own, with the file that is registered."""
    for entry, place in _entries(sections):
        module = _BY_NAME.get(entry.get("name").lower())
        if module is not None:
            image = entry.get("image").replace("/", "\\").rpartition("\\")[2].lower()
            yield module, image or module.file, place
