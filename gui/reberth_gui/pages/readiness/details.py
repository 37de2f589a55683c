"""One remark in full: what, why, what to do, where it was seen, and whether somebody accepted it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from reberth_gui.language import words
from reberth_gui.models.evidence import places_html
from reberth_gui.models.remarks import kind_title, weight_titles
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from reberth.model.remark import Remark


class RemarkDetails(QWidget):
    """The text, and a line for the reason of an acceptance.

    Signals:
        accepted: The reason; "" takes it back.
    """

    accepted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is shown yet."""
        super().__init__(parent)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What it is, why, and what to do"))
        self._label = QLabel(self.tr("&Reason to accept it:"))
        self.reason = QLineEdit()
        self._label.setBuddy(self.reason)
        self.accept = QPushButton(self.tr("&Accept"))
        self.withdraw = QPushButton(self.tr("&Withdraw acceptance"))
        self.accept.clicked.connect(self._accept)
        self.reason.returnPressed.connect(self._accept)
        self.reason.textChanged.connect(lambda text: self.accept.setEnabled(bool(text.strip())))
        self.withdraw.clicked.connect(lambda: self.accepted.emit(""))
        row = QHBoxLayout()
        for widget in (self._label, self.reason, self.accept, self.withdraw):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.show_remark(None)

    def show_remark(self, item: Remark | None) -> None:
        """Show a remark, or nothing."""
        self.text.setHtml("" if item is None else _page(item, self._titles()))
        open_one = item is not None and item.weight in {"blocker", "action"} and not item.accepted
        for widget in (self._label, self.reason, self.accept):
            widget.setVisible(open_one)
        self.reason.clear()
        self.accept.setEnabled(False)
        self.withdraw.setVisible(item is not None and bool(item.accepted))

    def _accept(self) -> None:
        if self.reason.text().strip():
            self.accepted.emit(self.reason.text().strip())

    def _titles(self) -> tuple[str, str, str, str, str]:
        return (
            self.tr("Why:"),
            self.tr("What you can do:"),
            self.tr("Seen in:"),
            self.tr("Accepted:"),
            self.tr("It is carried over as it is."),
        )


def _page(item: Remark, titles: tuple[str, str, str, str, str]) -> str:
    """The remark as rich text, everything from a disk escaped."""
    why, to_do, _, accepted, carried = (html.escape(text) for text in titles)
    about = html.escape(f"{kind_title(item.kind)}: {shown(item.subject)}" if item.subject else kind_title(item.kind))
    parts = []
    if item.code:
        told = words(item.code, item.params)
        parts.append(f"<p><b>{html.escape(told.sentence)}</b></p>")
        parts += [f"<p>{why} {html.escape(told.cause)}</p>"] if told.cause else []
        parts += [f"<p>{to_do} {html.escape(told.action)}</p>"] if told.action else []
    else:
        parts.append(f"<p><b>{html.escape(shown(item.subject))}</b></p><p>{carried}</p>")
    if item.accepted:
        parts.append(f"<p>{accepted} {html.escape(shown(item.accepted))}</p>")
    parts.append(f"<p>{about} – {html.escape(weight_titles()[item.weight])}</p>")  # noqa: RUF001 - a dash to read
    parts.append(places_html(titles[2], item.evidence))
    return "".join(parts)
