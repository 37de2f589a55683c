"""The benchmark's server: a 50,000-file disk with one large site, as VHDX, raw volume and two WIMs."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its annotations
from typing import NamedTuple

from tests.support.servers import write_server

_WORDS = ["the", "of", "and", "asp", "net", "using", "namespace", "public", "class", "void", "string", "return", "page"]


class BenchmarkDisk(NamedTuple):
    """Where everything lies; ``files`` on the disk, ``site_files`` and ``site_bytes`` in the site."""

    vhdx: Path
    partition: Path
    mount_point: Path
    site_copy: Path
    wims: tuple[tuple[str, Path], ...]
    files: int
    site_files: int
    site_bytes: int


def make_benchmark_disk(folder: Path, videos: int = 6) -> BenchmarkDisk:
    """Build the disk, or use the one that is there from an earlier run; each video is 200 MiB of the site."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = folder / "facts.json"
    partition, vhdx, mount_point = folder / "c.ntfs", folder / "server.vhdx", folder / "mnt"
    wims = (("XPRESS", folder / "xpress.wim"), ("LZX", folder / "lzx.wim"))
    site_copy = folder / "site"
    if not facts.exists():
        mount_point.mkdir(exist_ok=True)
        counts = _populate(partition, mount_point, site_copy, videos)
        subprocess.run(["qemu-img", "convert", "-f", "raw", "-O", "vhdx", partition, vhdx], check=True)
        for name, image in wims:
            capture = ["wimlib-imagex", "capture", partition, image, "Server", f"--compress={name}", "--threads=2"]
            subprocess.run(capture, check=True, stdout=subprocess.DEVNULL)
        facts.write_text(json.dumps(counts))
    files, site_files, site_bytes = json.loads(facts.read_text())
    return BenchmarkDisk(vhdx, partition, mount_point, site_copy, wims, files, site_files, site_bytes)


def _populate(partition: Path, mount_point: Path, site_copy: Path, videos: int) -> tuple[int, int, int]:
    """Fill the volume: Windows-like small files, and the site."""
    with partition.open("wb") as file:
        file.truncate(6 << 30)
    subprocess.run(["mkntfs", "-F", "-Q", "-q", "-L", "System", partition], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ntfs-3g", "-o", "big_writes", partition, mount_point], check=True)
    try:
        chance = random.Random(20261123)
        write_server(mount_point, sites={"Shop": r"C:\inetpub\wwwroot\Shop"})
        site = mount_point / "inetpub" / "wwwroot" / "Shop"
        site_files, site_bytes = _site(site, chance, videos)
        small = windows_like(mount_point / "Windows" / "WinSxS", chance, 43_500)
        subprocess.run(["cp", "-r", site, site_copy], check=True)
    finally:
        subprocess.run(["umount", mount_point], check=True)
    return small + site_files, site_files, site_bytes


def _site(site: Path, chance: random.Random, videos: int) -> tuple[int, int]:
    """Libraries, pages, pictures and a few videos: 6,500 files, with six of them 1.7 GB."""
    text = " ".join(chance.choices(_WORDS, k=200_000)).encode()
    sizes: list[tuple[str, int, bool]] = []
    sizes += [(f"bin/Vendor.Lib{n:03d}.dll", chance.randrange(20_000, 1_500_000), False) for n in range(150)]
    sizes += [
        (f"Pages/Area{n // 40:02d}/page{n % 40:02d}.aspx", chance.randrange(500, 30_000), True) for n in range(2400)
    ]
    sizes += [(f"images/p{n:05d}.jpg", chance.randrange(8_000, 150_000), False) for n in range(4000)]
    sizes += [(f"media/video{n}.mp4", 200 << 20, False) for n in range(videos)]
    for name, size, is_text in sizes:
        place = site / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            left = size
            while left > 0:
                piece = text[: min(left, len(text))] if is_text else chance.randbytes(min(left, 1 << 20))
                left -= file.write(piece)
    return len(sizes), sum(size for _, size, _ in sizes)


def windows_like(folder: Path, chance: random.Random, count: int) -> int:
    """Many small files in many folders, as in WinSxS."""
    done = 0
    while done < count:
        inner = folder / f"amd64_{chance.choice(_WORDS)}_{chance.getrandbits(64):016x}_10.0.{chance.randrange(9999)}"
        inner.mkdir(parents=True, exist_ok=True)
        for _ in range(min(chance.randrange(1, 12), count - done)):
            (inner / f"{chance.choice(_WORDS)}{done:05d}.dll").write_bytes(
                chance.randbytes(chance.randrange(100, 9000))
            )
            done += 1
    return done
