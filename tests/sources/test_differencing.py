"""A chain of differencing disks reads, byte by byte, as the disk that it stands for."""

from __future__ import annotations

import lzma
import random
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from reberth.filesystems.volumes import open_volumes
from reberth.model.errors import ReberthError
from reberth.sources.disk import Disk, open_disk
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.differencing import MIB, SECTOR, locator_of, write_vhd_child, write_vhdx
from tests.support.disks import convert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SIZE = 6 * MIB
REAL = CORPUS / "disk-images"


def raw_disk(seed: int, size: int = SIZE) -> bytes:
    """Random bytes with gaps, and the mark of a boot sector; so that every sector tells where it is from."""
    chance = random.Random(seed)
    data = bytearray(chance.randbytes(size))
    for _ in range(4):
        start = chance.randrange(0, size - MIB)
        data[start : start + MIB] = bytes(MIB)
    data[510:512] = b"\x55\xaa"
    return bytes(data)


def written_to(content: bytes, seed: int, sector: int = SECTOR) -> tuple[bytes, set[int]]:
    """The disk after a server wrote to it, and which sectors: single ones, runs, a whole MiB, and the last one."""
    chance = random.Random(seed)
    count = len(content) // sector
    owned = {0, 1, count - 1, *(chance.randrange(count) for _ in range(40))}
    for length in (7, 8, 9, 300):
        start = chance.randrange(count - length)
        owned |= set(range(start, start + length))
    block = chance.randrange(len(content) // MIB)
    owned |= set(range(block * MIB // sector, (block + 1) * MIB // sector))
    data = bytearray(content)
    for number in owned:
        data[number * sector : (number + 1) * sector] = chance.randbytes(sector)
    data[510:512] = b"\x55\xaa"
    return bytes(data), owned


def reads_as(disk: Disk, content: bytes) -> None:
    """Compare the whole, and pieces that begin and end anywhere."""
    source = disk.source
    assert source.size == len(content)
    assert source.read_at(0, len(content)) == content
    chance = random.Random(5)
    for _ in range(60):
        start = chance.randrange(len(content))
        length = chance.choice((1, 17, SECTOR, 4096, 70_000, 3 * MIB))
        length = min(length, len(content) - start)
        assert source.read_at(start, length) == content[start : start + length], (start, length)
    for offset, length in ((0, len(content) + 1), (-1, 1), (len(content), 1), (0, -1)):
        with pytest.raises(ReberthError) as caught:
            source.read_at(offset, length)
        assert caught.value.code == "source.truncated"


@pytest.fixture(scope="module", params=["vhd-fixed", "vhd-dynamic", "vhdx-fixed", "vhdx-dynamic"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A parent made by qemu-img."""
    folder = tmp_path_factory.mktemp("base")
    content = raw_disk(1)
    (folder / "base.raw").write_bytes(content)
    suffix = request.param.split("-")[0]
    return convert(folder / "base.raw", folder / f"base.{suffix}", request.param), content


@pytest.fixture
def opened() -> Iterator[Callable[..., Disk]]:
    """Opens disks, and closes them at the end."""
    disks: list[Disk] = []

    def open_one(*paths: Path) -> Disk:
        disks.append(open_disk(paths[0], paths[1:]))
        return disks[-1]

    yield open_one
    for disk in disks:
        disk.source.close()


@pytest.mark.parametrize("depth", [1, 4])
def test_a_chain_reads_as_the_disk_that_it_stands_for(
    base: tuple[Path, bytes], tmp_path: Path, opened: Callable[..., Disk], depth: int
) -> None:
    parent, content = base
    family = parent.suffix[1:]
    names: list[str] = []
    for level in range(depth):
        names.insert(0, parent.name)
        content, owned = written_to(content, 10 + level)
        child = tmp_path / f"web_{level}.a{family}"
        if family == "vhd":
            parent = write_vhd_child(child, parent, content, owned, block_size=(2 * MIB, MIB, 4096)[level % 3])
        else:
            locator = locator_of(parent)
            block_size = (MIB, 2 * MIB)[level % 2]
            parent = write_vhdx(child, content, owned, locator, block_size=block_size, data_write=UUID(int=level + 1))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (base[0], *tmp_path.iterdir())}
    disk = opened(parent, base[0])
    assert (disk.name, disk.format, disk.parents) == (parent.name, f"{family}-differencing", tuple(names))
    reads_as(disk, content)
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}


def test_a_vhdx_block_that_reads_as_zeros_hides_the_parent(tmp_path: Path, opened: Callable[..., Disk]) -> None:
    """Unmapped and zeroed blocks ([MS-VHDX] 2.5.1.1) are not the parent's, other than those never written."""
    content = raw_disk(2)
    parent = write_vhdx(tmp_path / "base.vhdx", content)
    child = write_vhdx(tmp_path / "child.avhdx", content, {9}, locator_of(parent), states={2: 2, 3: 3, 4: 1, 5: 0})
    merged = content[: 2 * MIB] + bytes(3 * MIB) + content[5 * MIB :]
    reads_as(opened(child), merged)


def test_sectors_of_4096_bytes(tmp_path: Path, opened: Callable[..., Disk]) -> None:
    content = raw_disk(3)
    parent = write_vhdx(tmp_path / "base.vhdx", content, sector_size=4096)
    merged, owned = written_to(content, 4, 4096)
    child = write_vhdx(
        tmp_path / "a.avhdx", merged, owned, locator_of(parent), sector_size=4096, data_write=UUID(int=7)
    )
    disk = opened(child)
    assert disk.sector_size == 4096
    reads_as(disk, merged)


def test_a_vhdx_that_was_enlarged_has_zeros_beyond_its_parent(tmp_path: Path, opened: Callable[..., Disk]) -> None:
    content = raw_disk(5)
    parent = write_vhdx(tmp_path / "base.vhdx", content)
    larger = content + bytes(2 * MIB + 4096)
    changed = bytearray(larger)
    changed[SIZE - 512 : SIZE + 512] = b"x" * 1024
    owned = {SIZE // 512 - 1, SIZE // 512}
    child = write_vhdx(tmp_path / "a.avhdx", bytes(changed), owned, locator_of(parent))
    reads_as(opened(child), bytes(changed))


class Sparse:
    """A large disk of zeros with a few pieces, as much of a ``bytes`` as the makers need."""

    def __init__(self, size: int, pieces: dict[int, bytes]) -> None:
        self._size, self._pieces = size, pieces

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> bytes:
        start, stop, _ = part.indices(self._size)
        data = bytearray(min(stop - start, 4 * MIB))
        for place, piece in self._pieces.items():
            if start <= place < start + len(data):
                data[place - start : place - start + len(piece)] = piece
        return bytes(data)


def test_the_second_chunk_of_a_vhdx_has_its_own_sector_bitmap(tmp_path: Path, opened: Callable[..., Disk]) -> None:
    """Each 4 GiB of sectors of 512 bytes have one sector bitmap block ([MS-VHDX] 2.4)."""
    size, far = (8 << 30) + MIB, (4 << 30) + 3 * MIB + 512
    old = Sparse(size, {0: b"first".ljust(512), far: b"old".ljust(1024)})
    parent = write_vhdx(tmp_path / "base.vhdx", old, {0, far // 512, far // 512 + 1})
    new = Sparse(size, {far: b"new".ljust(512)})
    child = write_vhdx(tmp_path / "a.avhdx", new, {far // 512}, locator_of(parent))
    source = opened(child).source
    assert source.read_at(far - 512, 2048) == bytes(512) + b"new".ljust(512) + b" " * 512 + bytes(512)
    assert source.read_at(0, 6) == b"first "
    assert source.read_at(size - 512, 512) == bytes(512)


# --- pairs that Windows made


def unpacked(folder: Path, *names: str) -> list[Path]:
    """Files of the corpus; those of two collections lie under different first names."""
    paths = []
    for name in names:
        [packed] = REAL.glob(f"*__{name}.xz")
        (folder / name).write_bytes(lzma.decompress(packed.read_bytes()))
        paths.append(folder / name)
    return paths


@needs_corpus
@pytest.mark.parametrize("name", ["ntfs", "fat"])
@pytest.mark.parametrize("suffix", ["vhd", "vhdx"])
def test_a_pair_that_windows_made(tmp_path: Path, opened: Callable[..., Disk], name: str, suffix: str) -> None:
    """Each sector is the child's or the parent's by the bitmap, read here in the simplest way."""
    child, parent = unpacked(tmp_path, f"{name}-differential.{suffix}", f"{name}-parent.{suffix}")
    disk = opened(child)
    whole = opened(parent).source
    assert disk.parents == (parent.name,)
    data = child.read_bytes()
    blocks: dict[int, tuple[int, int]] = {}
    for index in range(2):
        if suffix == "vhd":
            place = int.from_bytes(data[8192 + 4 * index :][:4], "big") * 512
            if place != 0xFFFFFFFF * 512:
                blocks[index] = (place, place + 512)
        else:
            entry = int.from_bytes(data[3 * MIB + 8 * index :][:8], "little")
            bitmap = int.from_bytes(data[3 * MIB + 8 * 2048 :][:8], "little") >> 20 << 20
            if entry & 7:
                blocks[index] = (bitmap + 512 * index, entry >> 20 << 20)
    own = 0
    for number in range(disk.source.size // 512):
        block, inside = divmod(number, 4096)
        here = False
        if block in blocks:
            bits = data[blocks[block][0] + inside // 8]
            here = bool(bits & (1 << inside % 8 if suffix == "vhdx" else 0x80 >> inside % 8))
        place = blocks[block][1] + 512 * inside if here else 0
        expected = data[place : place + 512] if here else whole.read_at(512 * number, 512)
        assert disk.source.read_at(512 * number, 512) == expected
        own += here
    assert own > 10
    if name == "ntfs":
        assert files_on(child) > files_on(parent)


def files_on(path: Path) -> set[str]:
    """Names in the root of a disk's only NTFS volume."""
    with open_volumes([path]) as volumes:
        [volume] = volumes.volumes
        tree = volumes.tree(volume.id)
        root = tree.find("")
        assert root is not None
        return {item.name for item in tree.list(root)}
