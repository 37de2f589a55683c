"""Mutants of volumes and WIM files: each is read, or refused with a code; nothing crashes, hangs or takes memory."""

from __future__ import annotations

import json
import os
import random
import re
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reberth.filesystems.wim_resources import WimFile
from reberth_resources.catalogue import codes
from tests.filesystems.handmade_wim import FILE, FOLDER, LINK, Node, hand_wim, metadata, sha1
from tests.filesystems.reading_mutants import read_all
from tests.filesystems.test_ntfs import CALLS, WORDS, set_wof
from tests.support.disks import capture_wim, make_ntfs, set_reparse_point
from tests.support.mutants import mutated

if TYPE_CHECKING:
    from tests.support.mutants import Area

ROOT = Path(__file__).resolve().parents[2]
MIB = 1 << 20


class Outcome(NamedTuple):
    """What the reading of one mutant ended in."""

    codes: list[str]
    entries: int
    digests: list[str]


def outcomes(image: Path, count: int, areas: list[Area]) -> list[Outcome]:
    """Of mutants 0 to ``count``, each a result or codes that have words."""
    command = [sys.executable, "-m", "tests.filesystems.reading_mutants", str(image), "0", str(count)]
    done = subprocess.run(
        [*command, json.dumps(areas)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = [Outcome(**json.loads(line)) for line in done.stdout.splitlines()]
    # A crash is told with the seed that makes it: the one after the last line.
    assert (done.returncode, len(found), done.stderr) == (0, count, "")
    assert {code for item in found for code in item.codes} <= codes()
    return found


def populate(root: Path) -> None:
    """Files of each kind that NTFS stores differently."""
    (root / "a").mkdir()
    for number in range(30):
        (root / "a" / f"a long file name of number {number}.txt").write_bytes(b"x" * number * 50)
    (root / "big.bin").write_bytes(random.Random(1).randbytes(200_000))
    with (root / "sparse.bin").open("wb") as file:
        file.seek(500_000)
        file.write(b"end")
    (root / "packed").mkdir()
    os.setxattr(root / "packed", "system.ntfs_attrib_be", (0x810).to_bytes(4, "big"))
    (root / "packed" / "words.txt").write_bytes(WORDS[:150_000])
    set_wof(root / "wof0.bin", WORDS[:100_000], 0)
    set_wof(root / "wof1.bin", CALLS[:100_000], 1)
    (root / "way").mkdir()
    set_reparse_point(root / "way", "C:\\a")


def test_mutants_of_an_ntfs_volume(tmp_path: Path) -> None:
    image = make_ntfs(tmp_path / "c.ntfs", 6 * MIB, populate)
    data = image.read_bytes()
    records = [(found.start(), 420) for found in re.finditer(b"FILE0", data) if found.start() % 1024 == 0]
    indexes = [(found.start(), 1500) for found in re.finditer(b"INDX", data) if found.start() % 4096 == 0]
    found = outcomes(image, 150, [(0, 90), *records, *indexes * 4])
    assert image.read_bytes() == data
    assert len([item for item in found if item.entries > 30 and not item.codes]) > 30
    met = {code for item in found for code in item.codes}
    assert {"filesystem.ntfs-damaged", "filesystem.folder-unreadable", "filesystem.file-unreadable"} <= met


@pytest.mark.parametrize("compression", ["NONE", "XPRESS", "LZX", "SOLID"])
def test_mutants_of_a_wim_give_no_byte_that_is_not_of_the_original(compression: str, tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "a" / "b").mkdir(parents=True)
    for number in range(8):
        (source / "a" / f"{number}.txt").write_bytes(b"words of %d " % number * (500 * number))
    (source / "noise.bin").write_bytes(random.Random(3).randbytes(50_000))
    image = capture_wim(source, tmp_path / "image.wim", compression)
    whole = {sha1(file.read_bytes()).hex() for file in source.rglob("*.*")}
    found = outcomes(image, 60, _areas(image))
    assert {digest for item in found for digest in item.digests} <= whole
    assert any(set(item.digests) == whole for item in found)
    assert any(0 < len(item.digests) < len(whole) for item in found)
    assert {"source.damaged", "filesystem.file-damaged"} <= {code for item in found for code in item.codes}


def _areas(image: Path) -> list[Area]:
    """Header, lookup table, and where the chunks of each resource are told."""
    data = image.read_bytes()
    table, place = struct.unpack_from("<QQ", data, 48)
    areas = [(0, 208), (place, table & (1 << 56) - 1)]
    wim = WimFile(image)
    try:
        places = [resource.offset for resource, _ in wim.metadata]
        places += [struct.unpack_from("<Q", data, at + 8)[0] for at in range(place, place + areas[1][1] - 49, 50)]
    finally:
        wim.close()
    return [*areas, *((at, 60) for at in places)]


def test_mutants_of_the_metadata_of_a_wim(tmp_path: Path) -> None:
    """Sealed with its right SHA-1, so that what is read is what was changed."""
    words, link = b"words", struct.pack("<HHHH", 0, 20, 22, 0) + "\\??\\C:\\a\\b".encode("utf-16-le")
    inner = tuple(Node(f"{number}.txt", FILE, sha1(words)) for number in range(6))
    image = metadata(
        Node("a", FOLDER, children=(Node("b", FOLDER, children=inner), *inner)),
        Node("way", LINK, sha1(link), tag=0xA0000003),
        Node("last.txt", FILE, sha1(words)),
    )
    found = []
    for seed in range(300):
        wim = tmp_path / "image.wim"
        wim.write_bytes(hand_wim(mutated(image, seed), words, link))
        found.append(Outcome(**read_all(wim)))  # type: ignore[arg-type]
    assert {code for item in found for code in item.codes} <= codes()
    originals = {sha1(data).hex() for data in (words, link, b"")}
    assert {digest for item in found for digest in item.digests} <= originals
    # Through the link what is below its target is seen once more, but nothing a third time.
    assert 22 <= max(item.entries for item in found) <= 2 * 16
    assert len([item for item in found if not item.codes]) > 50
    assert {"filesystem.folder-unreadable", "source.damaged"} <= {code for item in found for code in item.codes}
