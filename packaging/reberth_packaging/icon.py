"""``python -m reberth_packaging.icon TARGET``: the drawing as a Windows icon. Runs where PySide6 is."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from reberth_packaging.places import ROOT

DRAWING = ROOT / "resources/reberth_resources/icons/reberth.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def icon(drawing: Path = DRAWING) -> bytes:
    """An ICO file with all sizes: plain bitmaps, which every tool reads, and a PNG for the large one."""
    renderer = QSvgRenderer(str(drawing))
    pictures = [_picture(renderer, size) for size in SIZES]
    header = struct.pack("<HHH", 0, 1, len(pictures))
    entries = b""
    offset = len(header) + 16 * len(pictures)
    for size, data in zip(SIZES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return header + entries + b"".join(pictures)


def _picture(renderer: QSvgRenderer, size: int) -> bytes:
    """One size: a BITMAPINFOHEADER of double height, rows from below, an empty mask; or a PNG from 256 on."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    if size >= 256:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # The stubs do not know that a format may be text.
        image.save(buffer, "PNG")  # type: ignore[call-overload, unused-ignore]
        return bytes(buffer.data().data())
    pixels = bytes(image.constBits())
    rows = [pixels[row * size * 4 : (row + 1) * size * 4] for row in reversed(range(size))]
    mask = bytes((size + 31) // 32 * 4 * size)
    return struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, 0, 0, 0, 0, 0) + b"".join(rows) + mask


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(icon())
