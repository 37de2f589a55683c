"""What is in force for a site, application or virtual directory, and where it was set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reberth_gui.models.evidence import place_text
from reberth_gui.models.quantities import size_text
from reberth_gui.models.rows import Row
from reberth_gui.pages.sites.sections import section_cells
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.application import ApplicationFacts
    from reberth.model.iis import Settings
    from reberth.model.inventory import Inventory
    from reberth_gui.models.site_node import Node


def _tr(text: str) -> str:
    return QCoreApplication.translate("SiteDetails", text)


def detail_rows(node: Node, inventory: Inventory) -> list[Row]:
    """Name, value, and where it comes from."""
    return [Row(tuple(shown(cell) for cell in cells)) for cells in _cells(node, inventory)]


def _cells(node: Node, inventory: Inventory) -> Iterator[tuple[str, str, str]]:
    owner = node.owner
    for binding in node.site.bindings if node.parent is None else ():
        yield _tr("Binding"), f"{binding.protocol} {binding.information}", place_text(binding.evidence)
    yield from _folder(node, inventory)
    if owner is not None:
        yield _tr("Application pool"), owner.pool, place_text(owner.evidence)
        yield from _needs(
            known for known in inventory.applications if (known.site, known.path) == (node.site.name, owner.path)
        )
    if node.parent is None:
        yield from _settings(_tr("Site"), node.site.settings)
    if owner is not None and node.directory is None:
        yield from _settings(_tr("Application"), owner.settings)
    if node.folder is not None:
        yield from _settings(_tr("Virtual directory"), node.folder.settings)
    for pool in inventory.iis.pools if inventory.iis is not None else ():
        if owner is not None and pool.name == owner.pool:
            yield from _settings(_tr("Pool"), pool.settings)
    yield from section_cells(node, inventory)


def _folder(node: Node, inventory: Inventory) -> Iterator[tuple[str, str, str]]:
    """Where the files are."""
    folder = node.folder
    if folder is None:
        return
    yield _tr("Folder"), folder.physical_path, place_text(folder.evidence)
    if folder.expanded_path and folder.expanded_path != folder.physical_path:
        yield _tr("Folder on the server"), folder.expanded_path, ""
    for facts in inventory.content:
        if facts.root == folder.content:
            text = QCoreApplication.translate("SiteDetails", "%Ln file(s), {size}", "", facts.files)
            yield _tr("Content"), text.format(size=size_text(facts.bytes)), ""


def _needs(applications: Iterable[ApplicationFacts]) -> Iterator[tuple[str, str, str]]:
    """What the application needs, whom it lets in, what it talks to, where it keeps secrets: places, no values."""
    for known in applications:
        yield from _facts(known)


def _facts(known: ApplicationFacts) -> Iterator[tuple[str, str, str]]:
    for need in known.needs:
        where = place_text(need.evidence[0]) if need.evidence else ""
        yield _tr("Needs"), f"{need.need} {need.detail}".strip(), where
    if known.authentication:
        yield _tr("Authentication"), ", ".join(known.authentication), ""
    for source in known.data_sources:
        text = " ".join(part for part in (source.name, source.server, source.database) if part)
        yield _tr("Database"), text, place_text(source.evidence)
    for secret in known.secrets:
        yield _tr("Secret"), f"{secret.kind} {secret.name}".strip(), place_text(secret.evidence)


def _settings(title: str, settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Effective settings with their origin: those that somebody set first."""
    origins = {"explicit": _tr("set here"), "defaults": _tr("from the server's defaults"), "schema": _tr("IIS default")}
    order = {"explicit": 0, "defaults": 1, "schema": 2}
    for item in sorted(settings.scalars, key=lambda one: order[one.origin]):
        line = _tr(", line {line}").format(line=item.line) if item.line else ""
        yield f"{title}: {item.name}", item.value, origins[item.origin] + line
