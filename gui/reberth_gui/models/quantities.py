"""Numbers as people of the system's language read them."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def size_text(size: int) -> str:
    """Bytes: ``1.2 GB``, with powers of 1024 as Windows shows them."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def count_text(number: int) -> str:
    """A number with its groups."""
    return QLocale().toString(number)


def decimal_text(number: float, digits: int = 1) -> str:
    """A number with so many digits behind the point, or the comma."""
    return QLocale().toString(float(number), "f", digits)
