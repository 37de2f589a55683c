"""Pages that a test directs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from reberth_gui.shell.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.model.errors import ReberthError
    from reberth_gui.session.session import Session


class FakePage(Page):
    """Says what the test put in."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session)
        self.step = name
        self.lets_go = True
        self.next_possible = True
        self.warns = False
        self.second = ""
        self.act: tuple[str, Callable[[], None]] | None = None
        self.dropped: list[str] = []
        self.entered = 0
        self.held = False
        self.asked_to_let_go = 0
        self.help: list[tuple[str, Callable[[], None]]] = []
        self.field = QLineEdit()
        self.field.setAccessibleName("field")
        QVBoxLayout(self).addWidget(self.field)

    def title(self) -> str:
        return f"The {self.step}"

    def note(self) -> str:
        return self.second

    def enter(self) -> None:
        self.entered += 1

    def leave(self) -> bool:
        return self.lets_go

    def action(self) -> tuple[str, Callable[[], None]] | None:
        return self.act

    def next_text(self) -> str:
        return f"From {self.step}"

    def can_next(self) -> bool:
        return self.next_possible

    def warning(self) -> bool:
        return self.warns

    def remedies(self, error: ReberthError) -> list[tuple[str, Callable[[], None]]]:
        assert error.code
        return self.help

    def holds(self) -> bool:
        return self.held

    def let_go(self) -> None:
        self.asked_to_let_go += 1

    def take_paths(self, paths: list[str]) -> None:
        self.dropped = paths
