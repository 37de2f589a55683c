"""Who a virtual disk is, and whose child: how the members of a chain of differencing disks know each other."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import NamedTuple


class ParentLink(NamedTuple):
    r"""What a differencing disk says of its parent.

    Attributes:
        identities: The parent has one of these; none where it is known by its name alone, of whatever format (QCOW2).
        relative: Its path from the child's folder, as Windows writes it: ``..\base\web.vhdx``.
        absolute: Its full path, or its name alone, when the child was made.
        written: When the parent was last written before the child was made, in seconds since 1970; 0 for unknown.
    """

    identities: tuple[bytes, ...]
    relative: tuple[str, ...] = ()
    absolute: tuple[str, ...] = ()
    written: int = 0

    @property
    def path(self) -> str:
        """Where the parent was, as fully as the child tells it."""
        return next(iter((*self.absolute, *self.relative)), "?")

    @property
    def names(self) -> tuple[str, ...]:
        """The file names of the parent, without their folders."""
        names = (PureWindowsPath(path).name for path in (*self.absolute, *self.relative))
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def name(self) -> str:
        """The parent's file name, for people."""
        return next(iter(self.names), "?")


class Linkage(NamedTuple):
    """A virtual disk's place in a chain.

    Attributes:
        family: ``vhd``, ``vhdx``, ``vmdk`` or ``qcow2``; a parent is of its child's family.
        identity: By which its children know it: for VHD the file's unique id, for VHDX and VMDK the id of its content
            (DataWriteGuid, CID), which changes with the first write after opening; b"" for QCOW2.
        disk: What the guest takes for the disk's own id, the same in a VHDX parent and its children; b"" for VHD.
        made: When the file was made, in seconds since 1970, as a VHD says it; 0 for VHDX.
        parent: None for a disk that is whole by itself.
        unique: Whether the identity tells it from any other file; otherwise its children know it by its name too.
        extents: Names of further files that hold the disk's bytes (VMDK).
    """

    family: str
    identity: bytes
    disk: bytes = b""
    made: int = 0
    parent: ParentLink | None = None
    unique: bool = True
    extents: tuple[str, ...] = ()
