"""The plan steps behind a line in words, and those that serve a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reberth.migration.edited import edit_evidence
from reberth.model.step_ids import (
    application_step,
    binding_step,
    directory_step,
    pool_step,
    port_step,
    secret_step,
    site_step,
)
from reberth.rendering.evidence_file import step_evidence
from reberth_gui.models.rows import Row
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.content import ContentRef
    from reberth.model.evidence import Evidence
    from reberth.model.iis import Site
    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile


def step_title(step: str, plan: Plan) -> str:
    """What a step is about, in words."""
    kind, _, name = step.partition(":")
    titles = {
        "site": QCoreApplication.translate("PlanSteps", "Site {name}"),
        "application": QCoreApplication.translate("PlanSteps", "Application {name}"),
        "directory": QCoreApplication.translate("PlanSteps", "Virtual directory {name}"),
        "binding": QCoreApplication.translate("PlanSteps", "Binding {name}"),
        "pool": QCoreApplication.translate("PlanSteps", "Application pool {name}"),
        "feature": QCoreApplication.translate("PlanSteps", "Windows feature {name}"),
        "port": QCoreApplication.translate("PlanSteps", "Port {name}"),
        "secret": QCoreApplication.translate("PlanSteps", "Value from outside {name}"),
        "section": QCoreApplication.translate("PlanSteps", "IIS section {name}"),
        "location": QCoreApplication.translate("PlanSteps", "IIS section of a location {name}"),
        "drive": QCoreApplication.translate("PlanSteps", "Drive {name}:"),
        "database": QCoreApplication.translate("PlanSteps", "Database {name}"),
        "grant": QCoreApplication.translate("PlanSteps", "Rights on folders {name}"),
        "add-on": QCoreApplication.translate("PlanSteps", "IIS add-on {name}"),
        "unlock": QCoreApplication.translate("PlanSteps", "Section that web.config may set {name}"),
        "lock": QCoreApplication.translate("PlanSteps", "Section that web.config may not set {name}"),
        "edit": QCoreApplication.translate("PlanSteps", "Written by you"),
        "base": QCoreApplication.translate("PlanSteps", "Base image"),
        "health": QCoreApplication.translate("PlanSteps", "Health check"),
    }
    if kind == "content":
        target = next((root.target for root in plan.contents if root.step == step), name)
        return shown(QCoreApplication.translate("PlanSteps", "Content of {name}").format(name=target))
    return shown(titles.get(kind, step).format(name=name))


def evidence_rows(steps: Iterable[str], plan: Plan) -> Iterator[Row]:
    """Each step of a line with the places on the disks that it comes from."""
    known = step_evidence(plan)
    for step in steps:
        title = step_title(step, plan)
        file = step.removeprefix("edit:")
        places = (edit_evidence(file),) if file != step else known.get(step, ())
        if not places:
            yield Row((title, "", ""))
        for place in dict.fromkeys(places):
            yield Row((title, _source(place), shown(place.location)), None, _tip(place))
            title = ""


def _source(place: Evidence) -> str:
    if place.kind == "choice":
        return QCoreApplication.translate("PlanSteps", "Your choice")
    if place.kind == "rule":
        return QCoreApplication.translate("PlanSteps", "A rule of Reberth's: {rule}").format(rule=place.source)
    return shown(place.source) + (f":{place.line}" if place.line else "")


def _tip(place: Evidence) -> str:
    return "\n".join(part for part in (_source(place), shown(place.location)) if part)


def site_steps(plan: Plan, name: str) -> frozenset[str]:
    """All steps that serve a site: itself with all in it, its pools, content, ports, sections, secrets."""
    site = next((item for item in plan.iis.sites if item.name == name), None)
    if site is None:
        return frozenset()
    return frozenset(
        [
            site_step(name),
            *(binding_step(name, item.protocol, item.information) for item in site.bindings),
            *(application_step(name, item.path) for item in site.applications),
            *(
                directory_step(name, app.path, item.path)
                for app in site.applications
                for item in app.virtual_directories
            ),
            *(pool_step(item.pool) for item in site.applications),
            *(port_step(item.port) for item in site.bindings if item.port),
            *(item.step for item in plan.tls if item.site == name),
            *(item.step for item in plan.iis.locations if _below(item.location, name, "/")),
            *_content_steps(plan, site),
        ]
    )


def _content_steps(plan: Plan, site: Site) -> Iterator[str]:
    """Its content roots, the rights on them, and the secrets in their files."""
    folders = [item.physical_path for app in site.applications for item in app.virtual_directories]
    for root in plan.contents:
        if any(_below(folder, root.target, "\\") for folder in folders):
            yield root.step
            yield from (item.step for item in plan.grants if _below(item.target, root.target, "\\"))
            yield from (secret_step(item.variable) for item in plan.secrets if _holds(root.source, item.secret.file))


def _holds(folder: ContentRef, file: ContentRef) -> bool:
    return folder.volume == file.volume and _below(file.path, folder.path, "\\")


def _below(path: str, folder: str, separator: str) -> bool:
    """Whether a path is a folder or lies in it; case does not count."""
    path, folder = path.lower().rstrip(separator), folder.lower().rstrip(separator)
    return path == folder or path.startswith(folder + separator)


def lines_of(file: RenderedFile, steps: frozenset[str]) -> list[int]:
    """The lines (1-based) of a file that serve one of the steps."""
    return [number for number, line in enumerate(file.lines, start=1) if steps.intersection(line.steps)]


def own_lines(file: RenderedFile) -> list[int]:
    """The lines that a person wrote."""
    return [n for n, line in enumerate(file.lines, start=1) if any(step.startswith("edit:") for step in line.steps)]
