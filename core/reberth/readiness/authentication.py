"""Who comes in: schemes that lean on a domain or on accounts of the old machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.application import Noticed
    from reberth.model.evidence import Evidence
    from reberth.model.finding import Finding, Severity
    from reberth.readiness.chosen import Chosen, ChosenApplication

_SECTIONS = "system.webServer/security/authentication/"
_SCHEMES: tuple[tuple[str, str, Severity], ...] = (
    ("windowsAuthentication", "readiness.windows-authentication", "action"),
    ("digestAuthentication", "readiness.digest-authentication", "blocker"),
    ("clientCertificateMappingAuthentication", "readiness.certificates-in-domain", "blocker"),
    ("iisClientCertificateMappingAuthentication", "readiness.certificates-to-accounts", "action"),
    ("basicAuthentication", "readiness.basic-authentication", "action"),
)


def schemes(chosen: Chosen) -> Iterator[Finding]:
    """R17 to R19: authentication of IIS that is switched on for an application or a folder in it."""
    for scheme, code, severity in _SCHEMES:
        yield from merged(code, severity, _switched_on(scheme, chosen))


def _switched_on(scheme: str, chosen: Chosen) -> Iterator[Place]:
    """Applications with a scheme, as applicationHost.config has it, and their own web.config after it."""
    on: dict[str, list[Evidence]] = {}
    for_all: dict[str, Evidence] = {}
    for item, found in chosen.noticed("scheme-on"):
        if found.detail == scheme:
            on.setdefault(item.subject, []).append(found.evidence)
            if _is_for_all(found, item):
                for_all[item.subject] = found.evidence
    off = {
        item.subject
        for item, found in chosen.noticed("scheme-off")
        if found.detail == scheme and _is_for_all(found, item)
    }
    enabled = chosen.inherited(_SECTIONS + scheme, "enabled")
    if not (on or enabled.has("true")):
        return
    for item in chosen.applications:
        evidence = list(on.get(item.subject, ()))
        said = next((above for above in (item.subject, *item.above) if above in off or above in for_all), "")
        if said != item.subject and said in for_all:
            evidence.append(for_all[said])
        # A location of applicationHost.config for this application is nearer than a web.config above it.
        above = next(enabled.at(said), None) if said in off else None
        for reaching in enabled.at(item.subject):
            switched_off = said in off and (said == item.subject or reaching is above)
            if reaching.value.lower() == "true" and (reaching.below or not switched_off):
                evidence += reaching.evidence
        if evidence:
            yield Place(item, item.subject, tuple(evidence))


def _is_for_all(found: Noticed, item: ChosenApplication) -> bool:
    """Whether a web.config speaks for its whole application: it lies in the root, and in no ``location`` block."""
    roots = [directory for directory in item.application.virtual_directories if directory.path == "/"]
    folder = found.evidence.source.rpartition("\\")[0].lower()
    in_root = any(folder == directory.expanded_path.rstrip("\\").lower() for directory in roots)
    return in_root and found.evidence.location.startswith("/configuration/system.webServer")


def integrated_security(chosen: Chosen) -> Iterator[Finding]:
    """R40: a database that knows the application by the account of its pool."""
    yield from merged(
        "readiness.integrated-security",
        "action",
        (
            Place(item, source.name, (source.evidence,))
            for item in chosen.applications
            for source in item.facts.data_sources
            if source.integrated
        ),
    )
