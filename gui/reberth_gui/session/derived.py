"""What follows from inventory and choices: plan, files, edits. Made when asked for, kept until one of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.migration.document import Migration
    from reberth.model.edit import Edit, Edited
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile
    from reberth.model.selection import Selection


class Derived:
    """The last plan and its rendering."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.error: ReberthError | None = None
        self._made_from: tuple[Inventory | None, Selection] | None = None
        self._plan: Plan | None = None
        self._rendered: tuple[RenderedFile, ...] | None = None
        self._edits: tuple[Edit, ...] | None = None
        self._edited: dict[str, Edited] = {}

    def plan(self, inventory: Inventory | None, migration: Migration) -> Plan | None:
        """The plan; None without an inventory or where there can be none: see :attr:`error`."""
        known = self._made_from
        if known is None or known[0] is not inventory or known[1] != migration.selection:
            self._made_from = (inventory, migration.selection)
            self._plan, self.error = _planned(inventory, migration.selection)
            self._rendered = None
            self._edits = None
        return self._plan

    def rendered(self, inventory: Inventory | None, migration: Migration) -> tuple[RenderedFile, ...]:
        """The generated files."""
        plan = self.plan(inventory, migration)
        if self._rendered is None:
            from reberth.rendering.render import render  # noqa: PLC0415 - the first window comes without it

            self._rendered = () if plan is None else render(plan)
        return self._rendered

    def edited(self, inventory: Inventory | None, migration: Migration) -> dict[str, Edited]:
        """The generated files that have hand edits, with these."""
        rendered = self.rendered(inventory, migration)
        if self._edits != migration.edits:
            from reberth.migration.edits import apply_edits  # noqa: PLC0415 - as above

            self._edits = migration.edits
            named = {edit.file for edit in migration.edits}
            texts = {
                file.path: "".join(f"{line.text}\n" for line in file.lines) for file in rendered if file.path in named
            }
            self._edited = {item.file: item for item in apply_edits(texts, migration.edits)} if rendered else {}
        return self._edited


def _planned(inventory: Inventory | None, selection: Selection) -> tuple[Plan | None, ReberthError | None]:
    if inventory is None:
        return None, None
    from reberth.planning.planner import make_plan  # noqa: PLC0415 - the first window comes without it

    try:
        return make_plan(inventory, selection), None
    except ReberthError as error:
        return None, error
