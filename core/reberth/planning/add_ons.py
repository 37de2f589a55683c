"""Things that are not part of Windows: an installer must be put into the build folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.evidence import Evidence
from reberth.model.plan import AddOnStep, LeftOut, Undecided

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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
    # Application Request Routing stands on URL Rewrite.
    _AddOn(
        "URL Rewrite 2.1",
        frozenset({"url-rewrite"}),
        ("system.webServer/rewrite", "system.webServer/proxy", "webFarms"),
        "rewrite_amd64_en-US.msi",
    ),
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
# Native modules that these products register.
_PRODUCT_MODULES = {
    "rewritemodule": "URL Rewrite 2.1",
    "applicationrequestrouting": "Application Request Routing 3.0",
    "corsmodule": "IIS CORS module",
    "aspnetcoremodule": "ASP.NET Core Hosting Bundle",
    "aspnetcoremodulev2": "ASP.NET Core Hosting Bundle",
    "httpplatformhandler": "HttpPlatformHandler 1.2",
}


def plan_add_ons(
    applications: Iterable[ApplicationFacts],
    sections: Iterable[ConfigSection],
    modules: Iterable[tuple[str, Evidence]] = (),
) -> tuple[tuple[AddOnStep, ...], tuple[Outcome, ...]]:
    """Add-ons that the chosen applications or the carried configuration use.

    Args:
        applications: What the chosen applications need.
        sections: The sections that are carried over.
        modules: Native modules of the source with their places: of a product that nothing uses it is said so.
    """
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
    if "wcf-msmq" in seen:
        first = tuple(dict.fromkeys(seen["wcf-msmq"]))[:5]
        fates.append(Undecided("runtime", "Message Queuing", "plan.wcf-msmq", {}, first))
    fates += _not_used(modules, {item.name for item in steps})
    return tuple(steps), tuple(fates)


def _not_used(modules: Iterable[tuple[str, Evidence]], planned: Collection[str]) -> Iterator[Outcome]:
    """Modules of products that nothing in the image uses."""
    for module, place in modules:
        product = _PRODUCT_MODULES.get(module.lower())
        if product is not None and product not in planned:
            yield LeftOut("module", module, "plan.product-not-used", {"name": module, "product": product}, (place,))
