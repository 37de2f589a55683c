"""All generated files of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.rendering.data_files import add_ons_data, folders_data
from reberth.rendering.dockerfile import render_dockerfile
from reberth.rendering.evidence_file import render_evidence
from reberth.rendering.for_people import render_for_people
from reberth.rendering.scripts import render_scripts
from reberth.rendering.stylesheet import render_stylesheet

if TYPE_CHECKING:
    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile


def render(plan: Plan) -> tuple[RenderedFile, ...]:
    """Render everything but ``setup/start.xml``, sorted by path."""
    files = [
        render_dockerfile(plan),
        render_stylesheet(plan.iis),
        folders_data(plan),
        *([add_ons_data(plan)] if plan.add_ons else []),
        *render_scripts(plan),
        *render_for_people(plan),
    ]
    files.append(render_evidence(plan, files))
    return tuple(sorted(files, key=lambda item: item.path))
