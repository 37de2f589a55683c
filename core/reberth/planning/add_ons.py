"""Things that are not part of Windows: an installer must be put into the build folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.evidence import Evidence
from reberth.model.plan import AddOnStep, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.application import ApplicationFacts
    from reberth.model.iis import ConfigSection
    from reberth.model.plan import Outcome


class _AddOn(NamedTuple):
    """An add-on: how it shows, and the file name of its installer (Microsoft's own)."""

    name: str
    needs: frozenset[str]
    sections: tuple[str, ...]
    installer: str


_ADD_ONS = (
    _AddOn("URL Rewrite 2.1", frozenset({"url-rewrite"}), ("system.webServer/rewrite",), "rewrite_amd64_en-US.msi"),
    _AddOn(
        "Application Request Routing 3.0",
        frozenset(),
        ("system.webServer/proxy", "webFarms"),
        "requestRouter_amd64.msi",
    ),
    _AddOn("IIS CORS module", frozenset(), ("system.webServer/cors",), "IISCORS_amd64.msi"),
    _AddOn(
        "ASP.NET Core Hosting Bundle",
        frozenset({"aspnet-core"}),
        ("system.webServer/aspNetCore",),
        "dotnet-hosting-win.exe",
    ),
    _AddOn("HttpPlatformHandler 1.2", frozenset({"httpplatform"}), (), "httpPlatformHandler_amd64.msi"),
)
# Needs that no feature and no installer of the list answers.
_BY_HAND = {"php": "PHP", "iisnode": "iisnode and Node.js"}


def plan_add_ons(
    applications: Iterable[ApplicationFacts], sections: Iterable[ConfigSection]
) -> tuple[tuple[AddOnStep, ...], tuple[Outcome, ...]]:
    """Add-ons that the chosen applications or the carried configuration use."""
    seen: dict[str, list[Evidence]] = {}
    for facts in applications:
        for need in facts.needs:
            seen.setdefault(need.need, []).extend(need.evidence)
    for section in sections:
        # An empty element is what the add-on's own installer leaves behind; it asks for nothing.
        if section.element.children or section.element.attributes:
            evidence = Evidence("file", section.file, section.path, section.element.line)
            seen.setdefault(section.path, []).append(evidence)
    steps: list[AddOnStep] = []
    fates: list[Outcome] = []
    for add_on in _ADD_ONS:
        places = [
            place
            for key, found in seen.items()
            if key in add_on.needs or any(key == item or key.startswith(f"{item}/") for item in add_on.sections)
            for place in found
        ]
        if places:
            step = f"add-on:{add_on.name}"
            first = tuple(dict.fromkeys(places))[:5]
            steps.append(AddOnStep(step, add_on.name, add_on.installer, "plan.add-on", first))
            params = {"name": add_on.name, "installer": add_on.installer}
            fates.append(Undecided("add-on", add_on.name, "plan.add-on", dict(params), first))
    for key, name in _BY_HAND.items():
        if key in seen:
            first = tuple(dict.fromkeys(seen[key]))[:5]
            fates.append(Undecided("runtime", name, "plan.runtime-by-hand", {"name": name}, first))
    return tuple(steps), tuple(fates)
