"""What every page must keep: names for screen readers, one key for one thing, nothing cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# A pixel that rounding may take.
_SLACK = 1


def shown(window: QWidget) -> Iterator[QWidget]:
    """All widgets that are on screen, but for the insides of others that Qt makes by itself."""
    for widget in window.findChildren(QWidget):
        # The bar of a tab widget is Qt's as well, but what stands on it is ours.
        own = widget.objectName().startswith("qt_") and not isinstance(widget, QTabBar)
        inside = own or isinstance(widget, QHeaderView | QMenu)
        if widget.isVisibleTo(window) and not inside:
            yield widget


def described(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} {widget.objectName() or text!r}"


def nameless(window: QWidget) -> list[str]:
    """Widgets that can have the focus, and that a screen reader has no name for."""
    found = []
    for widget in shown(window):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        known = QAccessible.queryAccessibleInterface(widget)
        if known is not None and not known.text(QAccessible.Text.Name).strip():
            around = widget.parentWidget() or window
            found.append(f"{described(widget)} in {described(around)}")
    return found


def _texts(window: QWidget) -> Iterator[str]:
    """Texts in which an ampersand marks a key."""
    for widget in shown(window):
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            yield widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(number) for number in range(widget.count()))
    menu_bar = getattr(window, "menuBar", None)
    if menu_bar is not None:
        yield from (action.text() for action in menu_bar().actions())


def double_mnemonics(window: QWidget) -> dict[str, list[str]]:
    """Keys that mean more than one thing, and what they mean."""
    keys: dict[str, list[str]] = {}
    for text in _texts(window):
        key = QKeySequence.mnemonic(text).toString()
        if key:
            keys.setdefault(key, []).append(text)
    return {key: texts for key, texts in keys.items() if len(texts) > 1}


def cut_off(window: QWidget, *, elided: bool = False) -> list[str]:
    """Texts that need more room than they have; with ``elided`` a combo box may end in dots, for its list shows all."""
    return [
        found
        for widget in shown(window)
        if not (elided and isinstance(widget, QComboBox)) and (found := _cut_off(widget))
    ]


def _cut_off(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        text = widget.text()
        if not text:
            return ""
        if widget.wordWrap():
            needs = widget.heightForWidth(widget.width())
            return f"{described(widget)}: {widget.height()} of {needs} high" if needs > widget.height() + _SLACK else ""
        return _narrow(widget, widget.sizeHint().width(), text)
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton | QToolButton) and widget.text():
        return _narrow(widget, widget.minimumSizeHint().width(), widget.text())
    if isinstance(widget, QComboBox):
        shown_text = widget.currentText()
        return _narrow(widget, widget.fontMetrics().horizontalAdvance(shown_text) + 24, shown_text)
    return ""


def _narrow(widget: QWidget, needs: int, text: str) -> str:
    plain = re.sub(r"\s+", " ", text)[:60]
    return (
        f"{type(widget).__name__} {plain!r}: {widget.width()} of {needs} wide"
        if needs > widget.width() + _SLACK
        else ""
    )
