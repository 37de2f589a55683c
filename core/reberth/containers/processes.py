"""What runs in a container, whether the host sees it too, and what it uses.

Processes of a container under process isolation are processes of the host, with the same numbers; those under Hyper-V
isolation live in a machine of their own, where the host's task list does not reach.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reberth.model.engine import Processes, Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docker import APIClient

_NAMES = ("Name", "CMD", "COMMAND", "COMM")


def read_processes(api: APIClient, container: str, *, local: bool) -> Processes:
    """The container's processes, compared with the host's where the engine is on this machine."""
    table = api.top(container)
    titles = tuple(table["Titles"])
    rows = tuple(tuple(row) for row in table["Processes"] or ())
    seen = -1
    host = host_processes() if local else {}
    if host and "PID" in titles:
        number = titles.index("PID")
        name = next((titles.index(title) for title in _NAMES if title in titles), number)
        seen = sum(_same(host.get(int(row[number]), ""), row[name]) for row in rows if row[number].isdigit())
    return Processes(titles, rows, seen)


def host_processes() -> dict[int, str]:
    """This machine's processes by number, with the names of their programs; empty where they cannot be had."""
    if os.name == "nt":
        listed = subprocess.run(  # noqa: S603 - a program of Windows by its full path
            [f"{os.environ['SYSTEMROOT']}\\System32\\tasklist.exe", "/FO", "CSV", "/NH"],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        table = csv.reader(io.StringIO(listed.stdout.decode(errors="replace")))
        return {int(row[1]): row[0] for row in table if len(row) > 1 and row[1].isdigit()}
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found[int(folder.name)] = (folder / "comm").read_text(errors="replace").strip()
        except OSError:
            continue
    return found


def _same(on_host: str, inside: str) -> bool:
    """Whether two names mean one program: Linux cuts at 15 letters, ``top`` may show path and arguments."""
    if not on_host:
        return False
    shown = inside.split(" ", maxsplit=1)[0].replace("\\", "/").rpartition("/")[2] or inside
    return shown.lower()[:15].removesuffix(".exe") == on_host.lower()[:15].removesuffix(".exe") or on_host in inside


def read_usage(api: APIClient, container: str) -> Usage:
    """Processor time and memory that the container uses now."""
    stats: Mapping[str, Any] = api.stats(container, stream=False)
    now, before = stats.get("cpu_stats", {}), stats.get("precpu_stats", {})
    used = _total(now) - _total(before)
    memory = stats.get("memory_stats", {})
    if "privateworkingset" in memory or stats.get("num_procs"):
        # Windows: in units of 100 ns over the time between the two readings.
        passed = _seconds(stats.get("read", "")) - _seconds(stats.get("preread", ""))
        cpu = used / 1e7 / passed * 100 if passed > 0 else 0.0
        return Usage(round(cpu, 1), int(memory.get("privateworkingset", 0)), 0)
    system = now.get("system_cpu_usage", 0) - before.get("system_cpu_usage", 0)
    cpu = used / system * 100 * now.get("online_cpus", 1) if system > 0 else 0.0
    return Usage(round(cpu, 1), int(memory.get("usage", 0)), int(memory.get("limit", 0)))


def _total(stats: Mapping[str, Any]) -> int:
    """Processor time used so far."""
    return int(stats.get("cpu_usage", {}).get("total_usage", 0))


def _seconds(stamp: str) -> float:
    """Seconds within the day of a time like ``2026-11-24T02:11:56.275052709Z``; a day's end is far between."""
    clock = stamp.partition("T")[2].rstrip("Z").split(":")
    return int(clock[0]) * 3600 + int(clock[1]) * 60 + float(clock[2]) if len(clock) == 3 else 0.0
