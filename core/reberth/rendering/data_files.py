"""Data of the setup scripts as XML: names of the source never become code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.rendered import RenderedFile, RenderedLine
from reberth.model.step_ids import binding_step, directory_step, pool_step, secret_step, site_step
from reberth.rendering.xml_lines import literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.plan import AddOnStep, Plan
    from reberth.model.rendered import External

_HEAD = RenderedLine('<?xml version="1.0" encoding="utf-8"?>')


def element(tag: str, **attributes: str) -> str:
    """An empty element."""
    written = "".join(f' {key}="{literal(value, template=False)}"' for key, value in attributes.items())
    return f"  <{tag}{written}/>"


def document(path: str, root: str, lines: Iterable[RenderedLine]) -> RenderedFile:
    """A data file."""
    return RenderedFile(path, (_HEAD, RenderedLine(f"<{root}>"), *lines, RenderedLine(f"</{root}>")))


def service_step(plan: Plan) -> str:
    """The step of the pool that ServiceMonitor is told."""
    names = {pool.name for pool in plan.iis.pools}
    return pool_step(plan.service_pool) if plan.service_pool in names else plan.base.step


def folders_data(plan: Plan) -> RenderedFile:
    """Folders to make, rights to give and drive letters to keep."""
    lines = [RenderedLine(element("folder", path=root.target), (root.step,)) for root in plan.contents]
    copied = {root.target.upper() for root in plan.contents}
    for site in plan.iis.sites:
        for application in site.applications:
            for directory in application.virtual_directories:
                path = directory.physical_path
                if directory.content is None and path[1:3] == ":\\" and path.upper() not in copied:
                    # IIS does not start an application whose folder is not there.
                    step = directory_step(site.name, application.path, directory.path)
                    lines.append(RenderedLine(element("folder", path=path), (site_step(site.name), step)))
    for grant in plan.grants:
        kind = "deny" if grant.deny else "grant"
        text = element(kind, path=grant.target, rights=f"{grant.principal}:(OI)(CI){grant.rights}")
        lines.append(RenderedLine(text, (grant.step,)))
    lines += [RenderedLine(element("folder", path=drive.target), (drive.step,)) for drive in plan.drives]
    lines += [
        RenderedLine(element("drive", letter=f"{drive.letter}:", path=drive.target), (drive.step,))
        for drive in plan.drives
    ]
    return document("setup/folders.xml", "folders", lines)


def _command(item: AddOnStep) -> dict[str, str]:
    """How an add-on is installed and known, where that is given."""
    given = {"arguments": item.arguments, "sha256": item.sha256}
    return {key: value for key, value in given.items() if value}


def add_ons_data(plan: Plan) -> RenderedFile:
    """Installers to run."""
    lines = [
        RenderedLine(element("add-on", name=item.name, installer=item.installer, **_command(item)), (item.step,))
        for item in plan.add_ons
    ]
    return document("setup/add-ons.xml", "add-ons", lines)


def start_data(plan: Plan, externals: Iterable[External]) -> RenderedFile:
    """What the start script must do: variables, files to write, certificates to bind."""
    lines = [RenderedLine(element("service", pool=plan.service_pool), (service_step(plan),))]
    lines += [
        RenderedLine(element("variable", name=item.variable), (secret_step(item.variable),)) for item in plan.secrets
    ]
    lines += [
        RenderedLine(element("file", skeleton=item.skeleton, target=item.target), item.steps) for item in externals
    ]
    for item in plan.tls:
        binding = item.binding
        sni = "true" if binding.ssl_flags & 1 and binding.host else "false"
        text = element("https", site=item.site, port=str(binding.port), host=binding.host, sni=sni)
        step = binding_step(item.site, binding.protocol, binding.information)
        lines.append(RenderedLine(text, (item.step, step)))
    return document("setup/start.xml", "start", lines)
