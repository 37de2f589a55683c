"""The checks before a build, each a line with its tick, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reberth_gui.language import words
from reberth_gui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth_gui.pages.build.preflight import Line


class ChecksBox(QWidget):
    """Lines with ticks.

    Signals:
        again: Look once more.
    """

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """No lines yet."""
        super().__init__(parent)
        self._banners: list[Banner] = []
        self._button = QPushButton(self.tr("Chec&k again"))
        self._button.clicked.connect(self.again)
        heading = QHBoxLayout()
        heading.addWidget(QLabel(self.tr("Before the build:")), 1)
        heading.addWidget(self._button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(heading)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said."""
        return tuple(banner.text for banner in self._banners)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show the checks."""
        lines = tuple(lines)
        while len(self._banners) < len(lines):
            self._banners.append(Banner())
            self._column.addWidget(self._banners[-1])
        for number, banner in enumerate(self._banners):
            if number < len(lines):
                banner.say(lines[number].kind, self._words(lines[number]))
            else:
                banner.say("info", "")

    def _words(self, line: Line) -> str:
        if line.error is not None:
            told = words(line.error.code, line.error.params)
            return f"{told.sentence} {told.action}"
        good = line.kind == "good"
        text = {
            ("tag", True): self.tr("{subject} can be the name of an image."),
            ("tag", False): self.tr(
                "\N{LEFT DOUBLE QUOTATION MARK}{subject}\N{RIGHT DOUBLE QUOTATION MARK} cannot be the name of an image:"
                " small letters, digits and . _ - are allowed, with slashes between parts, and :tag at the end."
            ),
            ("disks", True): self.tr("The disks are where they were, and as they were."),
            ("edits", True): self.tr("Your edits fit the generated files."),
            ("edits", False): self.tr(
                "A part of your edit of {subject} has no place any more: see the page Dockerfile."
            ),
            ("dockerfile", True): self.tr("The Dockerfile can be read by the engine's builder."),
            ("dockerfile", False): self.tr("There is no Dockerfile: no site can be carried over as things stand."),
            ("installers", True): self.tr("All installers are in the folder."),
            ("installers", False): self.tr("These installers are not in the folder: {subject}"),
        }
        if line.name == "disks" and not good:
            missing = line.kind == "bad"
            words_for = (
                self.tr("{subject} is not there.") if missing else self.tr("{subject} has changed since the scan.")
            )
            return words_for.format(subject=line.subject)
        return text[line.name, good].format(subject=line.subject)
