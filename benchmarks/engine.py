"""Builds from the disk against "7z x, then docker build" and "docker build", on a real engine; cancelling; long logs.

Run it with ``python3 dev.py bench engine`` as root. Data: one site of 6,502 files and 2.1 GB on a disk of 50,000 files.
On a slow disk everybody waits for the engine's writing: ``TMPDIR=/dev/shm`` with ``--data /dev/shm/bench`` (16 GB of
memory) takes the disk out of all three ways alike.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.data import make_benchmark_disk
from benchmarks.measuring import Contender, machine, measure, place, replace_section, table
from tests.support.builds import BASE, build_folder, running, until
from tests.support.dripping import dripping_registry
from tests.support.engine import running_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.data import BenchmarkDisk
    from tests.support.dripping import Dripping
    from tests.support.engine import RealEngine

_REBERTH = (sys.executable, "-m", "reberth")
_SITE = "inetpub/wwwroot/Shop"
_TAG = "bench:1"
_VIDEOS = 8
_LINES = 100_000


def main(arguments: list[str]) -> int:
    """Measure, print, and with ``--write`` keep the figures."""
    parser = argparse.ArgumentParser(prog="bench engine", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path, help="keep the benchmark's disk here between runs (needs 20 GB)")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    data = options.data or Path(tempfile.mkdtemp(prefix="reberth-bench-"))
    try:
        disk = make_benchmark_disk(data, videos=_VIDEOS)
        with running_engine() as engine, dripping_registry() as registry:
            text = "\n".join(
                [
                    f"Machine: {machine()}. {options.rounds} rounds, interleaved, sync before each; medians.",
                    f"Disks: {place(data)}. Engine: {place(engine.root)}.",
                    "",
                    *_builds(engine, disk, data, options.rounds),
                    *_cancels(engine, data, options.rounds, registry),
                    *_logs(engine, options.rounds),
                ]
            )
    finally:
        if options.data is None:
            shutil.rmtree(data, ignore_errors=True)
    print(text)
    if options.write:
        replace_section("engine", text)
    return 0


def _builds(engine: RealEngine, disk: BenchmarkDisk, data: Path, rounds: int) -> list[str]:
    """The same Dockerfile and content three ways."""
    ready, extracted, out = data / "ready", data / "extracted", data / "7z"
    shutil.rmtree(ready, ignore_errors=True)
    subprocess.run([*_REBERTH, "convert", disk.vhdx, "-o", ready], check=True, stdout=subprocess.DEVNULL)
    (content,) = (item.parent.parent for item in ready.rglob("video0.mp4"))
    place = content.relative_to(ready)
    os.environ |= {"DOCKER_HOST": engine.endpoint, "DOCKER_BUILDKIT": "0"}

    def clear() -> None:
        for folder in (out, extracted):
            shutil.rmtree(folder, ignore_errors=True)
        _forget(engine)

    def without_content() -> None:
        clear()
        shutil.copytree(
            ready, extracted, ignore=lambda folder, _: [place.name] if Path(folder) == content.parent else []
        )
        (extracted / place).parent.mkdir(parents=True, exist_ok=True)

    docker = f"docker build -q --no-cache -t {_TAG}"
    by_hand = f"7z x -y -o{out} {disk.vhdx} {_SITE} && mv {out}/{_SITE} {extracted / place}"
    contenders = [
        Contender(
            "7z x, then docker build", ("sh", "-c", f"{by_hand} && {docker} {extracted}"), without_content, clear
        ),
        Contender("docker build of a ready folder", ("sh", "-c", f"{docker} {ready}"), clear, clear),
        Contender("reberth build, from the VHDX", (*_REBERTH, "build", str(disk.vhdx), "-t", _TAG), clear, clear),
    ]
    measure(contenders, rounds)
    first, second, ours = (item.median for item in contenders)
    return [
        f"### Image of {disk.site_files:,} files, {disk.site_bytes / 1e6:,.0f} MB, from a dynamic VHDX",
        "",
        table(contenders, contenders[0]),
        "",
        f"Against 7z and docker build: {ours / first:.2f}. Against docker build alone: {ours / second:.2f}.",
        "",
    ]


def _forget(engine: RealEngine) -> None:
    """Remove what the last build made, so that nothing of the next is cached."""
    api = engine.api()
    for image in api.images(all=True):
        if not any(tag.startswith("mcr.") for tag in image["RepoTags"] or []):
            subprocess.run(
                ["docker", "-H", engine.endpoint, "rmi", "-f", image["Id"]], check=False, capture_output=True
            )


def _cancels(engine: RealEngine, data: Path, rounds: int, registry: Dripping) -> list[str]:
    """Seconds from Ctrl+C until the command has ended and the engine holds nothing of it."""
    running_step = build_folder(data / "step", "RUN echo it runs; sleep 600")
    large = build_folder(data / "upload", 'COPY ["large", "C:/large"]')
    with (large / "large").open("wb") as file:
        file.truncate(64 << 30)
    (pulling := data / "pull").mkdir(exist_ok=True)
    (pulling / "Dockerfile").write_text(f"FROM {registry.name}\n")

    def pull_begun() -> bool:
        begun = registry.begun.is_set()
        registry.begun.clear()
        return begun

    follow = ("run", BASE, "--name", "f1", "--", "sh", "-c", "echo it runs; sleep 600")
    ways: list[tuple[str, tuple[str | Path, ...], Callable[[], object] | None]] = [
        ("while a RUN step runs", ("build", running_step), None),
        ("while the context is uploaded", ("build", large), lambda: engine.leftovers()["uploads"]),
        ("while the base image is pulled", ("build", pulling), pull_begun),
        ("while a command's output is followed", follow, None),
    ]
    rows = ["### Cancelling", "", "| Ctrl+C … | median s | most s |", "|---|---|---|"]
    for name, arguments, begun in ways:
        seconds = [_cancel(engine, data, arguments, begun) for _ in range(rounds)]
        rows.append(f"| {name} | {statistics.median(seconds):.2f} | {max(seconds):.2f} |")
    return [*rows, "", "Until the process has ended and no container and no upload is left.", ""]


def _cancel(
    engine: RealEngine, data: Path, arguments: tuple[str | Path, ...], begun: Callable[[], object] | None
) -> float:
    with running(data, *arguments) as command:
        if begun is None:
            command.wait_for("it runs")
        else:
            until(begun)
        start = time.monotonic()
        command.interrupt()
        until(lambda: not engine.leftovers()["containers"] and not engine.leftovers()["uploads"])
        return time.monotonic() - start


def _logs(engine: RealEngine, rounds: int) -> list[str]:
    """Follow a container that writes many lines; each must come."""
    contenders = []
    for count in (_LINES // 100, _LINES):
        name = f"lines{count}"
        words = f"seq {count} | sed 's/$/ and what a line of the log of a web server may hold in eighty letters/'"
        api = engine.api()
        api.create_container(BASE, ["sh", "-c", words], name=name, entrypoint=[])
        api.start(name)
        api.wait(name)
        command = f"test $({' '.join(_REBERTH)} logs -f {name} | grep -c eighty) -eq {count}"
        contenders.append(Contender(f"{count:,} lines, none lost", ("sh", "-c", command)))
    measure(contenders, rounds)
    for count in (_LINES // 100, _LINES):
        engine.api().remove_container(f"lines{count}", force=True)
    return ["### Logs followed", "", table(contenders, contenders[0]), ""]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
