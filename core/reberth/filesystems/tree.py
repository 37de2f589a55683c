"""The one protocol for every read-only tree: NTFS, WIM, a plain folder or share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

# Bytes of a piece of a file. Small enough to stay in the processor's cache on its way from reading to checking and
# writing: with pieces of 1 MiB a conversion spent half as much time again in the system.
PIECE = 128 << 10
DIRECTORY = 0x10
REPARSE_POINT = 0x400
ENCRYPTED = 0x4000


class Entry(Struct, frozen=True, omit_defaults=True):
    r"""A file or folder of a tree ([MS-FSCC] 2.6 for the attributes).

    Attributes:
        name: As stored, lone surrogates escaped (``reberth.model.content.escape_name``).
        path: On its volume, Windows form: ``\inetpub\wwwroot``; the root is ``\``.
        directory: True for folders (also for junctions; see ``reparse_tag``).
        size: Bytes of the unnamed data stream.
        modified: LastWriteTime in nanoseconds since 1970-01-01 UTC, below 2**63.
        attributes: FILE_ATTRIBUTE_* bits, 0 where the tree has none.
        reparse_tag: Tag of a reparse point that the tree does not read through, else 0 (files that Windows
            compressed in place are read through and show 0).
        target: For junctions and symbolic links the target in Windows form, without ``\??\``.
        id: Identity on the volume (MFT record, inode), 0 where unknown; equal for hard links.
        key: The tree's own handle for fast opening; of no meaning outside it.
        problem: Catalogue code where all that is known is that it is there: its record is damaged. Such an entry has
            a made-up name (``<17>``) where its own is lost, and cannot be read.
    """

    name: str
    path: str
    directory: bool
    size: int = 0
    modified: int = 0
    attributes: int = 0
    reparse_tag: int = 0
    target: str = ""
    id: int = 0
    key: int = 0
    problem: str = ""


class FileTree(Protocol):
    """A read-only tree of one volume. Not for sharing between threads: handles of libyal never cross them.

    No method follows links; ``reberth.filesystems.volumes`` does, inside the image only.
    """

    volume: str

    def find(self, path: str) -> Entry | None:
        """Look a path up, ignoring case; where names differ only in case the exact one wins."""
        ...

    def list(self, folder: Entry) -> list[Entry]:
        """Entries of a folder without ``.`` and ``..`` and NTFS metadata, sorted by upper-cased name, then name.

        Raises:
            ReberthError: ``filesystem.folder-unreadable``.
        """
        ...

    def chunks(self, entry: Entry, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Bytes of a file's unnamed stream in pieces of at most ``PIECE`` bytes.

        Raises:
            ReberthError: ``filesystem.file-unreadable``, ``filesystem.file-encrypted``,
                ``filesystem.file-elsewhere`` (reparse data that this tree cannot read), never zeros instead.
        """
        ...

    def security(self, entry: Entry) -> bytes:
        """The self-relative security descriptor ([MS-DTYP] 2.4.6), empty where the tree has none."""
        ...

    def close(self) -> None:
        """Let go of all handles."""
        ...
