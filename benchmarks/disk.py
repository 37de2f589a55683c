"""Conversion and scan against cp, 7z, ntfs-3g + cp and wimlib-imagex, interleaved in one run.

Run it with ``python3 dev.py bench disk``. Data: one site of 6,500 files and 1.7 GB on a disk of 50,000 files.
"""

from __future__ import annotations

import argparse
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
    out = data / "out"

    def clear() -> None:
        shutil.rmtree(out, ignore_errors=True)

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
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
