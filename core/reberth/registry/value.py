"""A registry value, read tolerantly: what matters is what was meant."""

from __future__ import annotations

from typing import NamedTuple

SZ, EXPAND_SZ, BINARY, DWORD, DWORD_BIG_ENDIAN, LINK, MULTI_SZ, QWORD = 1, 2, 3, 4, 5, 6, 7, 11
_MOST_DIGITS = 18


class RegistryValue(NamedTuple):
    """A value ([MS-RRP] 3.1.1.5 for the types).

    Attributes:
        key: Hive and key path.
        name: Value name, "" for the default value.
        type: REG_* number.
        data: Raw bytes.
    """

    key: str
    name: str
    type: int
    data: bytes

    @property
    def text(self) -> str:
        """Text up to the first NUL; numbers as decimal text; "" for other types."""
        if self.type in {SZ, EXPAND_SZ, LINK, MULTI_SZ}:
            return _decoded(self.data).partition("\0")[0]
        number = self.integer
        return "" if number is None else str(number)

    @property
    def strings(self) -> tuple[str, ...]:
        """Strings of a REG_MULTI_SZ; one for other text types."""
        if self.type in {SZ, EXPAND_SZ, LINK, MULTI_SZ}:
            return tuple(part for part in _decoded(self.data).split("\0") if part)
        return ()

    @property
    def integer(self) -> int | None:
        """Number of a DWORD or QWORD, or of text that is a number; None else."""
        if self.type in {DWORD, QWORD}:
            return int.from_bytes(self.data[: 4 if self.type == DWORD else 8], "little") if self.data else None
        if self.type == DWORD_BIG_ENDIAN:
            return int.from_bytes(self.data[:4], "big") if self.data else None
        return whole_number(self.text) if self.type in {SZ, EXPAND_SZ} else None


def whole_number(text: str) -> int | None:
    """The number that a text is, None where it is none or has more digits than any setting of Windows."""
    text = text.strip()
    return int(text) if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit() else None


def _decoded(data: bytes) -> str:
    """UTF-16 text; odd lengths and lone surrogates do not stop us."""
    return data[: len(data) & ~1].decode("utf-16-le", errors="replace")
