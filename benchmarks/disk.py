"""Conversion and scan against cp, 7z, ntfs-3g + cp and wimlib-imagex, interleaved in one run.

Run it with ``python3 dev.py bench disk``. Data: one site of 6,500 files and 1.7 GB on a disk of 50,000 files.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.data import BenchmarkDisk, make_benchmark_disk
from benchmarks.measuring import Contender, machine, measure, replace_section, table

_REBERTH = (sys.executable, "-m", "reberth.cli.main")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench disk", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, help="keep the benchmark's disk here between runs (needs 12 GB)")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    data = options.data or Path(tempfile.mkdtemp(prefix="reberth-bench-"))
    try:
        disk = make_benchmark_disk(data)
        text = report(disk, data, options.rounds)
    finally:
        if options.data is None:
            shutil.rmtree(data, ignore_errors=True)
    print(text)
    if options.write:
        replace_section("disk", text)
    return 0


def report(disk: BenchmarkDisk, data: Path, rounds: int) -> str:
    out, old = data / "out", data / "old"
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir()

    def clear() -> None:
        retire(out, old)

    def folder() -> None:
        clear()
        out.mkdir()

    def mount() -> None:
        folder()
        subprocess.run(["ntfs-3g", "-o", "ro", disk.partition, disk.mount_point], check=True)

    def unmount() -> None:
        subprocess.run(["umount", disk.mount_point], check=True)
        clear()

    def convert(name: str, image: Path) -> Contender:
        return Contender(name, (*_REBERTH, "convert", str(image), "-o", str(out)), clear, clear)

    site = "inetpub/wwwroot/Shop"
    copy = Contender("cp -r of the same files", ("cp", "-r", str(disk.site_copy), str(out)), clear, clear)
    seven = Contender("7z x, raw NTFS volume", ("7z", "x", "-y", f"-o{out}", str(disk.partition), site), folder, clear)
    mounted = Contender("ntfs-3g + cp -r", ("cp", "-r", str(disk.mount_point / site), str(out)), mount, unmount)
    vhdx = [copy, convert("reberth convert, dynamic VHDX", disk.vhdx), mounted, seven]
    measure(vhdx, rounds)
    parts = [f"Machine: {machine()}. {rounds} rounds, interleaved, sync before each; medians.", ""]
    parts += [f"Disk: {disk.files:,} files; site: {disk.site_files:,} files, {disk.site_bytes / 1e6:,.0f} MB.", ""]
    parts += ["### Conversion from a dynamic VHDX", "", table(vhdx, copy), ""]
    for name, image in disk.wims:
        command = ("wimlib-imagex", "extract", str(image), "1", f"/{site}", f"--dest-dir={out}", "--no-acls")
        peer = Contender("wimlib-imagex extract", command, folder, clear)
        pair = [peer, convert(f"reberth convert, WIM {name}", image)]
        measure(pair, rounds)
        parts += [f"### Conversion from a WIM ({name})", "", table(pair, peer), ""]
    scan = [Contender("reberth scan, warm", (*_REBERTH, "scan", str(disk.vhdx), "--json"))]
    measure(scan, rounds)
    parts += [f"### Scan of the {disk.files:,}-file disk", "", table(scan, scan[0]), ""]
    shutil.rmtree(old, ignore_errors=True)
    return "\n".join(parts)


def retire(out: Path, old: Path) -> None:
    """Move what a run wrote aside and empty its files, so that it takes no room.

    It is deleted at the very end only: without a journal ext4 does not take an inode again that was deleted within the
    last minutes, and looks at each of them for each new file. That search took up to half of a run's time.
    """
    if out.exists():
        aside = out.rename(old / str(sum(1 for _ in old.iterdir())))
        for folder, _, files in os.walk(aside):
            for name in files:
                os.truncate(os.path.join(folder, name), 0)  # noqa: PTH118 - walk() gives plain strings


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
