"""What every page of the wizard is to the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.model.errors import ReberthError
    from reberth_gui.session.session import Session


class Page(QWidget):
    """One step of the wizard.

    The shell draws the title above the page, and reads everything again after :attr:`changed`.

    Attributes:
        name: Name of the step in :data:`reberth.migration.flow.NAMES`.

    Signals:
        changed: What the methods below say may have changed.
        failed: A :class:`ReberthError` for the error panel.
        go: Name of a step to show.
    """

    name: ClassVar[str] = ""
    changed = Signal()
    failed = Signal(object)
    go = Signal(str)

    def __init__(self, session: Session) -> None:
        """Make the page; it is built when it is first shown, and lives as long as the window."""
        super().__init__()
        self.session = session

    def heightForWidth(self, width: int) -> int:
        """What it needs at least: a page that would like to be higher is not scrolled for that."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return super().heightForWidth(width)
        return layout.totalMinimumHeightForWidth(width)

    def title(self) -> str:
        """The page's one instruction, such as "Choose the server's disks"."""
        raise NotImplementedError

    def note(self) -> str:
        """The second line in the step list ("2 of 3 sites"), "" for none."""
        return ""

    def enter(self) -> None:
        """The page is about to be shown."""

    def leave(self) -> bool:
        """The page is about to be left by Next or by a click; False to stay. Jobs go on."""
        return True

    def action(self) -> tuple[str, Callable[[], None]] | None:
        """The job action at the left of the command row, named after the act: "&Scan", "Cancel &build"."""
        return None

    def next_text(self) -> str:
        """The text of the button that goes on, named after what comes."""
        return self.tr("&Next")

    def can_next(self) -> bool:
        """Whether one can go on."""
        return True

    def warning(self) -> bool:
        """Whether the step has something that a person should see."""
        return False

    def remedies(self, error: ReberthError) -> list[tuple[str, Callable[[], None]]]:  # noqa: ARG002
        """What the page can do about an error, as buttons of the error panel, the best first."""
        return []

    def holds(self) -> bool:
        """Whether something of the page goes on outside of the program, such as a container on trial."""
        return False

    def let_go(self) -> None:
        """The window shall close: begin to end what is held; jobs of the session that do so are waited for."""

    def take_paths(self, paths: list[str]) -> None:
        """Files and folders were dropped on the window; only the Image page takes them."""

    def focus_first(self) -> QWidget | None:
        """The widget that gets the focus when the page is shown; None for the first that can have it."""
        return None
