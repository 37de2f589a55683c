"""What an image turns out to be at first sight, before any scan."""

from __future__ import annotations

from msgspec import Struct

from reberth.model.errors import Parameter
from reberth.model.inventory import SourceInfo, VolumeInfo


class RecogniseRequest(Struct, frozen=True, omit_defaults=True):
    """Paths to look at, each by itself; ``wim_image`` as for a scan, ``beside`` all paths that parents may be among."""

    paths: tuple[str, ...]
    wim_image: str = ""
    beside: tuple[str, ...] = ()


class WimChoice(Struct, frozen=True, omit_defaults=True):
    """An image in a WIM file: 1-based number, name, and bytes of its files."""

    number: int
    name: str = ""
    size: int = 0


class Recognised(Struct, frozen=True, omit_defaults=True):
    """What a path is.

    Attributes:
        path: As asked.
        file_size, modified: Of the file or folder itself: bytes, and nanoseconds since 1970; -1 where it is not there.
        source: Format and size; None where it could not be opened.
        volumes: Its partitions.
        product: ``Windows Server 2012 R2 Standard``; "" where no Windows is on it.
        version, build: ``6.3`` and 9600.
        computer: Name of the server.
        images: The images of a WIM file.
        inside: Disks that lie in it, for a virtual machine's folder, and those of their parents that must be named.
        older: Names of older checkpoints in it that are left out.
        parents: Which of the request's paths are its parents, for a differencing disk, or extents of a VMDK.
        problem: Catalogue code of what stands in the way, with ``params``; "" for nothing.
    """

    path: str
    file_size: int = -1
    modified: int = -1
    source: SourceInfo | None = None
    volumes: tuple[VolumeInfo, ...] = ()
    product: str = ""
    version: str = ""
    build: int = 0
    computer: str = ""
    images: tuple[WimChoice, ...] = ()
    inside: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    problem: str = ""
    params: dict[str, Parameter] = {}


class SampleRequest(Struct, frozen=True):
    """``folder`` is where the sample disk is unpacked; one that is there already is used."""

    folder: str


class InstallerRequest(Struct, frozen=True):
    """An installer that the user brings: ``program`` as its record is named, ``path`` of the file."""

    program: str
    path: str
