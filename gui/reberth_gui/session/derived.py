"""What follows from inventory and choices: plan, files, edits. Made when asked for, kept until one of them changes.

A plan for a usual server takes some milliseconds and is made on the spot. One for thousands of applications takes
seconds: it is made beside the window, and until then the last one stands, or none.
"""

from __future__ import annotations

import datetime as dt
import threading
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from reberth.model.errors import ReberthError
from reberth_gui.session.beside import Beside

if TYPE_CHECKING:
    from reberth.migration.document import Migration
    from reberth.migration.edited import EditedFiles
    from reberth.model.edit import Edit
    from reberth.model.finding import Finding
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile
    from reberth.model.selection import Selection

# From so many applications on, planning would be felt in the window.
LARGE = 150
# The first window comes without what plans are made with.
_PLANNING = (
    "reberth.planning.planner",
    "reberth.readiness.report",
    "reberth.rendering.render",
    "reberth.migration.edited",
)


class _Made(NamedTuple):
    """A plan or why there is none, what is to be said of it, its files once rendered, and what all are made from."""

    inventory: Inventory | None
    selection: Selection
    plan: Plan | None
    error: ReberthError | None
    findings: tuple[Finding, ...] = ()
    rendered: tuple[RenderedFile, ...] | None = None


class Derived(QObject):
    """The last plan and its rendering.

    Signals:
        made: A plan that took its time is there.
    """

    made = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._made: _Made | None = None
        self._wanted: tuple[Inventory, Selection] | None = None
        self._edits: tuple[Edit, ...] = ()
        self._files: EditedFiles | None = None
        self._beside = Beside(self)
        self._beside.done.connect(self._take)

    def prepare(self) -> None:
        """Import what plans are made with while nobody waits for one: it would be felt when the first scan ends."""
        threading.Thread(target=_import, daemon=True).start()

    @property
    def making(self) -> bool:
        """Whether a plan is being made."""
        return self._wanted is not None

    def plan(self, inventory: Inventory | None, migration: Migration) -> Plan | None:
        """The plan; None without an inventory, where there can be none, or where it is not made yet."""
        made = self._current(inventory, migration)
        return made.plan if made else None

    def error(self, inventory: Inventory | None, migration: Migration) -> ReberthError | None:
        """Why there is no plan."""
        made = self._current(inventory, migration)
        return made.error if made else None

    def findings(self, inventory: Inventory | None, migration: Migration) -> tuple[Finding, ...]:
        """What the scan and the rules have to say; of the scan alone as long as there is no plan."""
        made = self._current(inventory, migration)
        if made is not None or inventory is None:
            return made.findings if made is not None else ()
        return _found(inventory, None, migration.selection)

    def rendered(self, inventory: Inventory | None, migration: Migration) -> tuple[RenderedFile, ...]:
        """The generated files."""
        made = self._current(inventory, migration)
        if made is None:
            return ()
        if made.rendered is None:
            made = self._made = _rendered(made)
        return made.rendered or ()

    def files(self, inventory: Inventory | None, migration: Migration) -> EditedFiles:
        """The generated files with the hand edits in them; none without a plan."""
        from reberth.migration.edited import edited_files  # noqa: PLC0415 - see _PLANNING

        rendered = self.rendered(inventory, migration)
        if self._files is None or self._edits != migration.edits:
            self._edits = migration.edits
            self._files = edited_files(rendered, migration.edits if rendered else ())
        return self._files

    def _current(self, inventory: Inventory | None, migration: Migration) -> _Made | None:
        """What is made from these, made now if that is quick; of a large server the last one of the same disks."""
        selection, made = migration.selection, self._made
        if made is not None and made.inventory is inventory and made.selection == selection:
            return made
        if inventory is None or not _is_large(inventory):
            self._keep(_planned(inventory, selection))
            return self._made
        self._want(inventory, selection)
        return made if made is not None and made.inventory is inventory else None

    def _want(self, inventory: Inventory, selection: Selection) -> None:
        """Have it made beside the window, unless it is wanted already."""
        wanted = self._wanted
        if wanted is None or wanted[0] is not inventory or wanted[1] != selection:
            self._wanted = (inventory, selection)
            # After a fault of ours there is no plan, and none on its way.
            nothing = _Made(inventory, selection, None, None, rendered=())
            self._beside.want(lambda: _rendered(_planned(inventory, selection)), nothing)

    def _take(self, made: _Made) -> None:
        wanted = self._wanted
        if wanted is not None and wanted[0] is made.inventory and wanted[1] == made.selection:
            self._wanted = None
        self._keep(made)
        self.made.emit()

    def _keep(self, made: _Made) -> None:
        self._made = made
        self._files = None


def _is_large(inventory: Inventory) -> bool:
    sites = inventory.iis.sites if inventory.iis else ()
    return sum(len(site.applications) for site in sites) >= LARGE


def _planned(inventory: Inventory | None, selection: Selection) -> _Made:
    if inventory is None:
        return _Made(None, selection, None, None)
    from reberth.planning.planner import make_plan  # noqa: PLC0415 - see _PLANNING

    plan, fault = None, None
    try:
        plan = make_plan(inventory, selection)
    except ReberthError as error:
        fault = error
    return _Made(inventory, selection, plan, fault, _found(inventory, plan, selection))


def _found(inventory: Inventory, plan: Plan | None, selection: Selection) -> tuple[Finding, ...]:
    from reberth.readiness.report import all_findings  # noqa: PLC0415 - see _PLANNING

    return all_findings(inventory, plan, selection, dt.datetime.now(dt.UTC).date())


def _rendered(made: _Made) -> _Made:
    from reberth.rendering.render import render  # noqa: PLC0415 - see _PLANNING

    return made._replace(rendered=() if made.plan is None else render(made.plan))


def _import() -> None:
    for name in _PLANNING:
        import_module(name)
