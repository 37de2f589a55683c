"""The questions to ask a running container: one for each http(s) binding of each site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from reberth.model.engine import Probe
from reberth.model.rendered import RenderedFile, RenderedLine

if TYPE_CHECKING:
    from reberth.model.plan import Plan

PATH = "probes.json"


def probes_of(plan: Plan) -> tuple[Probe, ...]:
    """Every http and https binding of every chosen site, in the order of the configuration."""
    found = []
    for site in plan.iis.sites:
        for binding in site.bindings:
            if binding.protocol in {"http", "https"} and binding.port:
                # A name for which the wildcard stands as well as any other.
                host = binding.host.replace("*", "any")
                scheme: Literal["http", "https"] = "https" if binding.protocol == "https" else "http"
                found.append(Probe(site.name, scheme, binding.port, host))
    return tuple(dict.fromkeys(found))


def render_probes(plan: Plan) -> RenderedFile:
    """``probes.json``, so that a build from the folder knows them too. Not part of the image's context."""
    text = msgspec.json.format(msgspec.json.encode(probes_of(plan)), indent=1).decode("utf-8")
    return RenderedFile(PATH, tuple(RenderedLine(line) for line in text.split("\n")), context=False)
