"""The fate of each property of an IIS 6 metabase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.step_ids import BASE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reberth.model.errors import Parameter
    from reberth.model.iis import IisConfiguration, Site
    from reberth.model.plan import Outcome

_KIND = "metabase property"
_SITE_AT = 3


def plan_translations(iis: IisConfiguration, sites: Iterable[Site], steps: Collection[str]) -> Iterator[Outcome]:
    """Say of each property whether it travels; what belongs to a site or pool that stays behind is not said twice.

    Args:
        iis: The source.
        sites: Chosen sites.
        steps: Ids of all steps of the plan that a property can become.
    """
    chosen = {str(site.id) for site in sites}
    others = {str(site.id) for site in iis.sites} - chosen
    for item in iis.translations:
        parts = item.key.split("/")
        if len(parts) > _SITE_AT and parts[_SITE_AT] in others:
            continue
        name, places = f"{item.key} {item.name}", (item.evidence,)
        params: dict[str, Parameter] = {"property": item.name, "key": item.key}
        if item.code and item.undecided:
            yield Undecided(_KIND, name, item.code, params, places)
        elif item.code:
            yield LeftOut(_KIND, name, item.code, params, places)
        elif item.step in steps:
            yield CarriedOver(_KIND, name, (item.step,), places)
        elif not item.step.startswith("pool:"):
            yield CarriedOver(_KIND, name, (BASE,), places)
