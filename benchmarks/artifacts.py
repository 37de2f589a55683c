"""``scan --artifact all`` on a server of 50,000 files with all kinds of artifacts and registry hives of a usual size.

Run it with ``python3 dev.py bench artifacts``. The goal is 3 s warm and 200 MB.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.data import windows_like
from benchmarks.measuring import Contender, machine, measure, replace_section, table
from tests.support.artifact_server import SOFTWARE, SYSTEM, write_everything

if TYPE_CHECKING:
    from collections.abc import Sequence

_REBERTH = (sys.executable, "-m", "reberth")
_FILES = 50_000
# As on a Windows Server 2012 R2 after some years: classes, services and programs are what makes hives large.
_CLASSES, _SERVICES, _PROGRAMS = 6_000, 450, 250


def main(arguments: list[str]) -> int:
    """Measure, print, and with ``--write`` keep the figures."""
    parser = argparse.ArgumentParser(prog="bench artifacts", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, help="keep the benchmark's disk here between runs (needs 2 GB)")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    data = options.data or Path(tempfile.mkdtemp(prefix="reberth-bench-"))
    try:
        text = report(_disk(data), options.rounds)
    finally:
        if options.data is None:
            shutil.rmtree(data, ignore_errors=True)
    print(text)
    if options.write:
        replace_section("artifacts", text)
    return 0


def report(disk: Path, rounds: int) -> str:
    """The figures, beside a scan of the sites alone on the same disk."""
    sites = Contender("reberth scan, web sites alone", _command(disk))
    everything = Contender("reberth scan --artifact all", _command(disk, "--artifact", "all"))
    measure([sites, everything], rounds)
    before = _processor_seconds()
    found = json.loads(subprocess.run(everything.command, stdout=subprocess.PIPE, check=True).stdout)
    busy = _processor_seconds() - before
    kinds = len({item["kind"] for item in found["artifacts"]})
    disk_line = (
        f"Disk: {_FILES:,} files, dynamic VHDX; {_CLASSES:,} COM classes, {_SERVICES:,} services, {_PROGRAMS:,}"
        f" programs in the registry. Found: {len(found['artifacts']):,} things of {kinds} kinds."
    )
    lines = [
        f"Machine: {machine()}. {rounds} rounds, interleaved, warm; medians.",
        "",
        disk_line,
        "",
        table([sites, everything], sites),
        "",
        f"Processor time of one run with all artifacts, command and worker together: {busy:.1f} s.",
    ]
    return "\n".join(lines)


def _processor_seconds() -> float:
    """Of all commands that ended: on a machine that others use too it tells more than the clock."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _command(disk: Path, *more: str) -> Sequence[str]:
    return (*_REBERTH, "scan", str(disk), "--json", *more)


def _disk(folder: Path) -> Path:
    """Build the disk, or use the one that is there from an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    partition, vhdx, mount_point = folder / "c.ntfs", folder / "server.vhdx", folder / "mnt"
    if vhdx.exists():
        return vhdx
    mount_point.mkdir(exist_ok=True)
    with partition.open("wb") as file:
        file.truncate(2 << 30)
    subprocess.run(["mkntfs", "-F", "-Q", "-q", "-L", "System", partition], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ntfs-3g", "-o", "big_writes", partition, mount_point], check=True)
    try:
        drive, _ = write_everything(folder / "server", **_large_hives())
        shutil.copytree(drive, mount_point, dirs_exist_ok=True)
        windows_like(mount_point / "Windows" / "WinSxS", random.Random(20261123), _FILES)
    finally:
        subprocess.run(["umount", mount_point], check=True)
    subprocess.run(["qemu-img", "convert", "-f", "raw", "-O", "vhdx", partition, vhdx], check=True)
    partition.unlink()
    return vhdx


def _large_hives() -> dict[str, dict[str, dict[str, Any]]]:
    """What the everything-server has in its hives, and much more."""
    chance = random.Random(20261123)
    software: dict[str, dict[str, Any]] = {}
    for number in range(_CLASSES):
        key = f"Classes\\CLSID\\{{{chance.getrandbits(32):08X}-0000-0000-C000-{number:012X}}}"
        software[key] = {"": f"Class {number}"}
        software[f"{key}\\InprocServer32"] = {
            "": rf"%SystemRoot%\System32\lib{number:05d}.dll",
            "ThreadingModel": "Both",
        }
        software[f"{key}\\ProgID"] = {"": f"Vendor.Class{number}"}
    for number in range(_PROGRAMS):
        key = rf"Microsoft\Windows\CurrentVersion\Uninstall\{{{number:08X}-1111-2222-3333-444444444444}}"
        software[key] = {"DisplayName": f"Program {number}", "DisplayVersion": "1.0", "Publisher": "Vendor"}
    system: dict[str, dict[str, Any]] = {}
    for number in range(_SERVICES):
        image = rf"%SystemRoot%\System32\svchost.exe -k group{number % 9}"
        system[rf"ControlSet001\Services\Service{number:03d}"] = {"ImagePath": image, "Start": 3, "Type": 0x20}
    return {"software": {**software, **SOFTWARE}, "system": {**system, **SYSTEM}}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
