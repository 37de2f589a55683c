"""The server's card: what the scan found, in a few lines, and its disks with their letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QInputDialog, QLabel, QPushButton, QVBoxLayout

from reberth_gui.models.quantities import count_text, size_text
from reberth_gui.models.rows import Row, Rows
from reberth_gui.widgets.table import Table
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reberth.model.inventory import Inventory

_READABLE = frozenset({"ntfs", "wim", "folder"})


class ServerCard(QFrame):
    """Version, roles, sites, disks and letters of the scanned server.

    Signals:
        letter_given: Volume id and letter, where the user knows it better than the server.
    """

    letter_given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until there is a server."""
        super().__init__(parent)
        self._inventory: Inventory | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._facts = QFormLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        titles = (self.tr("Letter"), self.tr("Disk"), self.tr("File system"), self.tr("Size"), self.tr("Name"))
        self._volumes = Rows(titles, self)
        self._table = Table(self.tr("Drives of the server"), lines=4)
        self._table.show_model(self._volumes, (7, 18, 12, 9))
        self._letter = QPushButton(self.tr("Drive &letter…"))
        self._letter.setToolTip(self.tr("For a drive whose letter the server does not tell"))
        self._letter.clicked.connect(self._ask_letter)
        self._table.selectionModel().selectionChanged.connect(self._look)
        self._volumes.modelReset.connect(self._look)
        left = QVBoxLayout()
        left.addWidget(self._name)
        left.addLayout(self._facts)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self._table, 1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self._letter)
        right.addLayout(bottom)
        row = QHBoxLayout(self)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self._look()
        self.hide()

    def show_server(self, inventory: Inventory | None) -> None:
        """Show a scan's result; None hides the card."""
        if inventory is self._inventory:
            return
        self._inventory = inventory
        self.setVisible(inventory is not None)
        while self._facts.rowCount():
            self._facts.removeRow(0)
        if inventory is None:
            return
        self._name.setText(shown(inventory.windows.computer_name) or self.tr("Server"))
        for title, text in self._lines(inventory):
            value = QLabel(text)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            self._facts.addRow(title, value)
        sources = {item.id: item.name for item in inventory.sources}
        self._volumes.fill(
            Row(
                (
                    f"{item.letter}:" if item.letter else "–",  # noqa: RUF001 - a dash is what people read
                    shown(sources.get(item.source, item.source)),
                    item.file_system,
                    size_text(item.size) if item.size else "",
                    shown(item.label),
                ),
                key=item,
            )
            for item in inventory.volumes
        )

    def texts(self) -> list[str]:
        """Everything it says about the server, for tests and for copying."""
        fields = [self._facts.itemAt(row, QFormLayout.ItemRole.FieldRole) for row in range(self._facts.rowCount())]
        labels = [item.widget() for item in fields if item is not None]
        return [self._name.text(), *(label.text() for label in labels if isinstance(label, QLabel))]

    def _lines(self, inventory: Inventory) -> list[tuple[str, str]]:
        """Titles and texts."""
        windows = inventory.windows
        version = f"{windows.version}.{windows.build}" + (f".{windows.revision}" if windows.revision else "")
        system = " ".join(part for part in (windows.product_name, windows.service_pack) if part) or "Windows"
        lines = [(self.tr("System:"), shown(f"{system} ({version}, {windows.architecture})"))]
        roles = [f"IIS {windows.iis_version}"] if windows.iis_version else []
        roles += [f".NET Framework {item.version}" for item in windows.dotnet]
        roles += [f"SQL Server {item.name}" for item in windows.sql_servers]
        lines.append((self.tr("Roles:"), shown(", ".join(roles)) or self.tr("none found")))
        sites = inventory.iis.sites if inventory.iis is not None else ()
        applications = sum(len(site.applications) for site in sites)
        text = self.tr("{sites} with %Ln application(s)", "", applications).format(sites=count_text(len(sites)))
        lines.append((self.tr("Sites:"), text if sites else self.tr("IIS is not installed on this server")))
        files = sum(item.files for item in inventory.content)
        size = sum(item.bytes for item in inventory.content)
        if files:
            text = self.tr("%Ln file(s), {size}", "", files).format(size=size_text(size))
            lines.append((self.tr("Content:"), text))
        for source in inventory.sources:
            if source.parents:
                text = self.tr("{name} on top of {names}").format(name=source.name, names=", ".join(source.parents))
                lines.append((self.tr("Checkpoint:"), shown(text)))
        if windows.domain:
            lines.append((self.tr("Domain:"), shown(windows.domain)))
        return lines

    def _look(self) -> None:
        """The button is for readable volumes."""
        rows = self._table.selectionModel().selectedRows()
        volume = self._volumes.rows[rows[0].row()].key if rows else None
        self._letter.setEnabled(volume is not None and volume.file_system in _READABLE)

    def _ask_letter(self) -> None:
        """Ask for the letter of the selected volume."""
        rows = self._table.selectionModel().selectedRows()
        if not rows:
            return
        volume = self._volumes.rows[rows[0].row()].key
        letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
        at = letters.index(volume.letter) if volume.letter in letters else 3
        question = self.tr("Which drive was this on the server?")
        letter, sure = QInputDialog.getItem(self, self.tr("Drive letter"), question, letters, at, editable=False)
        if sure and letter != volume.letter:
            self.letter_given.emit(volume.id, letter)
