"""All generated files of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.rendering.artifacts import render_artifacts
from reberth.rendering.compose import render_compose
from reberth.rendering.data_files import add_ons_data, folders_data, start_data
from reberth.rendering.dockerfile import render_dockerfile
from reberth.rendering.evidence_file import render_evidence
from reberth.rendering.for_people import render_for_people
from reberth.rendering.ignored import render_ignored
from reberth.rendering.probes import render_probes
from reberth.rendering.scripts import render_scripts
from reberth.rendering.stylesheet import render_stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.plan import Plan
    from reberth.model.rendered import External, RenderedFile


def render(plan: Plan, externals: Iterable[External] = ()) -> tuple[RenderedFile, ...]:
    """Render everything, sorted by path.

    Args:
        plan: The plan.
        externals: Each file that the start script writes; only the copying knows them, so a preview goes without.
    """
    files = [
        render_dockerfile(plan),
        *([render_stylesheet(plan.iis), start_data(plan, externals)] if plan.has_sites else []),
        folders_data(plan),
        *([add_ons_data(plan)] if plan.add_ons else []),
        *render_scripts(plan),
        *render_artifacts(plan),
        *render_for_people(plan),
        render_probes(plan),
        render_ignored(),
        render_compose(plan),
    ]
    files.append(render_evidence(plan, files))
    return tuple(sorted(files, key=lambda item: item.path))
