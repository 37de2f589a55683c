"""Real disk images made by real tools: mkntfs and ntfs-3g, sfdisk and sgdisk, qemu-img, wimlib-imagex."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MIB = 1 << 20
_MBR_SIGNATURE = 0x5EBE57A1


def run(*command: str | Path) -> None:
    """Run a tool; its output is shown only when it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stdout!r} {done.stderr!r}")


@contextlib.contextmanager
def mounted(image: Path, *options: str) -> Iterator[Path]:
    """An NTFS volume mounted for writing, and unmounted whatever happens."""
    with tempfile.TemporaryDirectory(prefix="reberth-mount-") as folder:
        run("ntfs-3g", "-o", ",".join(("compression", "streams_interface=xattr", *options)), image, folder)
        try:
            yield Path(folder)
        finally:
            run("umount", folder)


def make_ntfs(image: Path, size: int, populate: Callable[[Path], None] | None = None, label: str = "Test") -> Path:
    """An NTFS volume of ``size`` bytes, filled by ``populate``."""
    with image.open("wb") as file:
        file.truncate(size)
    run("mkntfs", "-F", "-Q", "-q", "-L", label, image)
    if populate is not None:
        with mounted(image) as folder:
            populate(folder)
    return image


class Part(NamedTuple):
    """A partition to make: size in MiB, what fills it, and its file system."""

    size: int
    populate: Callable[[Path], None] | None = None
    kind: str = "ntfs"


class MadeDisk(NamedTuple):
    """A raw disk and, for each partition, what ``MountedDevices`` would hold for it."""

    path: Path
    mounted_devices: tuple[bytes, ...]
    offsets: tuple[int, ...]


def make_disk(path: Path, parts: Sequence[Part], scheme: str = "gpt", identity: int = 0) -> MadeDisk:
    """A raw disk with partitions; identifiers are fixed, and those of another ``identity`` (below 256) differ."""
    volumes: list[Path] = []
    for number, part in enumerate(parts, start=1):
        volume = path.with_suffix(f".part{number}")
        if part.kind == "ntfs":
            make_ntfs(volume, part.size * MIB, part.populate)
        else:
            with volume.open("wb") as file:
                file.truncate(part.size * MIB)
            if part.kind != "empty":
                run(f"mkfs.{part.kind}", *(["-q", "-F"] if part.kind.startswith("ext") else []), volume)
        volumes.append(volume)
    offsets = _layout(path, parts, scheme, identity)
    with path.open("r+b") as disk:
        for offset, volume in zip(offsets, volumes, strict=True):
            disk.seek(offset)
            with volume.open("rb") as file:
                while piece := file.read(4 * MIB):
                    if piece.count(0) == len(piece):
                        disk.seek(len(piece), os.SEEK_CUR)
                    else:
                        disk.write(piece)
            volume.unlink()
    signatures = (
        [b"DMIO:ID:" + _guid(identity, number).bytes_le for number in range(1, len(parts) + 1)]
        if scheme == "gpt"
        else [struct.pack("<IQ", _MBR_SIGNATURE + identity, offset) for offset in offsets]
    )
    return MadeDisk(path, tuple(signatures), tuple(offsets))


def _guid(identity: int, number: int) -> UUID:
    """The fixed GUID of a partition; number 0 is the disk itself."""
    return UUID(f"0d15c000-0000-4000-8000-00000000{identity + 1:02x}{number:02x}")


def _layout(path: Path, parts: Sequence[Part], scheme: str, identity: int) -> list[int]:
    """Write the partition table."""
    offsets = []
    place = MIB
    for part in parts:
        offsets.append(place)
        place += part.size * MIB
    with path.open("wb") as file:
        file.truncate(place + MIB)
    if scheme == "gpt":
        command: list[str] = ["sgdisk", "-U", str(_guid(identity, 0))]
        for number, (part, offset) in enumerate(zip(parts, offsets, strict=True), start=1):
            last = (offset + part.size * MIB) // 512 - 1
            command += ["-n", f"{number}:{offset // 512}:{last}", "-t", f"{number}:0700"]
            command += ["-u", f"{number}:{_guid(identity, number)}"]
        run(*command, path)
    elif scheme == "mbr":
        lines = ["label: dos", f"label-id: 0x{_MBR_SIGNATURE + identity:08x}"]
        lines += [f"start={o // 512},size={p.size * MIB // 512},type=7" for p, o in zip(parts, offsets, strict=True)]
        subprocess.run(["sfdisk", "-q", str(path)], input="\n".join(lines).encode(), check=True, capture_output=True)
    return offsets


def convert(raw: Path, target: Path, kind: str) -> Path:
    """Convert a raw disk: ``vhdx-dynamic``, ``vhdx-fixed``, ``vhd-dynamic``, ``vhd-fixed``."""
    family, subformat = kind.split("-")
    options = f"subformat={subformat}" + (",force_size=on" if family == "vhd" else "")
    driver = "vpc" if family == "vhd" else "vhdx"
    run("qemu-img", "convert", "-f", "raw", "-O", driver, "-o", options, raw, target)
    return target


def capture_wim(source: Path, target: Path, compression: str = "XPRESS", name: str = "Server") -> Path:
    """Capture a folder or an NTFS volume into a WIM, as one more image if the WIM is there."""
    if target.exists():
        run("wimlib-imagex", "append", source, target, name)
    elif compression == "SOLID":
        run("wimlib-imagex", "capture", source, target, name, "--solid")
    else:
        run("wimlib-imagex", "capture", source, target, name, f"--compress={compression}")
    return target


def set_reparse_point(path: Path, target: str, *, symlink: bool = False) -> None:
    r"""Make a folder a junction (or a file or folder a symbolic link) to ``C:\...``, as [MS-FSCC] 2.1.2 lays it out."""
    substitute = (f"\\??\\{target}" if target[1:2] == ":" else target).encode("utf-16-le")
    printed = target.encode("utf-16-le")
    flags = struct.pack("<I", 0 if target[1:2] == ":" else 1) if symlink else b""
    head = struct.pack("<HHHH", 0, len(substitute), len(substitute) + 2, len(printed)) + flags
    body = head + substitute + b"\0\0" + printed + b"\0\0"
    tag = 0xA000000C if symlink else 0xA0000003
    os.setxattr(path, "system.ntfs_reparse_data", struct.pack("<IHH", tag, len(body), 0) + body)


def set_access(path: Path, entries: Sequence[tuple[str, int]], *, inherited: Sequence[tuple[str, int]] = ()) -> None:
    """Give a file or folder an access list: SID and rights of explicit, then of inherited entries."""
    aces = b""
    for flags, (sid, rights) in [(3, item) for item in entries] + [(0x13, item) for item in inherited]:
        data = struct.pack("<I", rights) + _sid(sid)
        aces += struct.pack("<BBH", 0, flags, 4 + len(data)) + data
    acl = struct.pack("<BBHHH", 2, 0, 8 + len(aces), len(entries) + len(inherited), 0) + aces
    owner = _sid("S-1-5-32-544")
    control = 0x8004 | 0x0400
    head = struct.pack("<BBHIIII", 1, 0, control, 20, 20 + len(owner), 0, 20 + 2 * len(owner))
    os.setxattr(path, "system.ntfs_acl", head + owner + owner + acl)


def _sid(text: str) -> bytes:
    """A SID as [MS-DTYP] 2.4.2 packs it."""
    _, revision, authority, *parts = text.split("-")
    return (
        bytes([int(revision), len(parts)])
        + int(authority).to_bytes(6, "big")
        + struct.pack(f"<{len(parts)}I", *map(int, parts))
    )
