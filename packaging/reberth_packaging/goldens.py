"""The goldens on a real engine with Windows containers: ``write`` makes build folders, ``run`` builds and runs each.

``write`` needs the tools of the tests, so it runs on Linux; ``run`` needs Windows. What IIS itself says of the
configuration, and the base images' own configuration files, are kept for our tests. ``run`` was never run yet.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from reberth_packaging.inputs import INSTALLERS, fetched
from reberth_packaging.places import ROOT, cache_folder

_APPCMD = r"C:\Windows\System32\inetsrv\appcmd.exe"
_CONFIGURATION = r"C:\Windows\System32\inetsrv\config\applicationHost.config"
_ROOMS = os.pathsep.join(str(ROOT / room) for room in ("core", "resources"))


def main() -> int:
    """Write or run."""
    parser = argparse.ArgumentParser(prog="python3 dev.py goldens", description=__doc__)
    parser.add_argument("act", choices=("write", "run"))
    parser.add_argument("folder", type=Path, help="build folders, one for each golden")
    parser.add_argument("--isolation", choices=("process", "hyperv"), default="process")
    parser.add_argument("--installers", type=Path, help="folder with installers of add-ons that are not fetched")
    parser.add_argument("--results", type=Path, default=Path("results"))
    options = parser.parse_args()
    if options.act == "write":
        return write(options.folder)
    wrong = []
    for golden in sorted(item for item in options.folder.iterdir() if (item / "Dockerfile").exists()):
        results = options.results / golden.name
        results.mkdir(parents=True, exist_ok=True)
        missing = _add_installers(golden, options.installers)
        if missing:
            print(f"{golden.name}: not built, for these installers are missing: {', '.join(missing)}", flush=True)
            wrong.append(golden.name)
        elif not run(golden, options.isolation, results):
            wrong.append(golden.name)
    print(f"Not as they should be: {', '.join(wrong) or 'none'}", flush=True)
    return int(bool(wrong))


def write(folder: Path) -> int:
    """Make the build folders, with content."""
    sys.path.insert(0, str(ROOT))
    from reberth.migration.document import Migration, save  # noqa: PLC0415 - only where the tests are
    from tests.rendering.golden_servers import SERVERS  # noqa: PLC0415
    from tests.rendering.golden_servers import write as write_server  # noqa: PLC0415

    for name, server in SERVERS.items():
        root = write_server(folder / "servers" / name, server)
        document = folder / f"{name}.reberth"
        save(Migration(name, paths=(str(root),), selection=server.selection), document)
        code = _reberth(folder / f"{name}.txt", "convert", str(document), "-o", str(folder / name), "--force")
        if code:
            return code
    return 0


def run(golden: Path, isolation: str, results: Path) -> bool:
    """Build a golden and run it; whether everything went well. All that was said is in the results."""
    tag = f"reberth-golden-{golden.name}"
    container = f"{tag}-{isolation}"
    mode = ("--isolation", isolation)
    base = _base_image(golden / "Dockerfile")
    text = ("cmd", "/S", "/C", f"type {_CONFIGURATION}")
    steps = [
        ("build", _reberth(results / "build.txt", "build", str(golden), "--tag", tag, *mode, "--json")),
        ("pristine", _docker(results / "pristine.config", "run", "--rm", *mode, "--entrypoint", *_entry(base, text))),
        ("appcmd", _docker(results / "appcmd.txt", "run", "--rm", *mode, "--entrypoint", *_entry(tag, _LIST))),
        ("run", _reberth(results / "run.txt", "run", *mode, "--name", container, "--json", *_values(golden), tag)),
        ("logs", _docker(results / "logs.txt", "logs", container)),
        ("rm", _docker(results / "rm.txt", "rm", "--force", container)),
    ]
    (results / "steps.json").write_text(json.dumps(dict(steps), indent=1) + "\n", encoding="utf-8")
    print(f"{golden.name} ({isolation}): {dict(steps)}", flush=True)
    return not any(code for _, code in steps)


_LIST = (_APPCMD, "list", "config")


def _entry(image: str, command: tuple[str, ...]) -> tuple[str, ...]:
    """What docker wants behind ``--entrypoint``: the program, the image, the program's arguments."""
    return (command[0], image, *command[1:])


def _values(golden: Path) -> tuple[str, ...]:
    """A made-up value for each variable that the container needs."""
    example = golden / ".env.example"
    lines = example.read_text(encoding="utf-8").splitlines() if example.exists() else []
    names = [line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")]
    return tuple(word for name in names for word in ("--env", f"{name}=golden"))


def _add_installers(golden: Path, given: Path | None) -> list[str]:
    """Put the installers that a golden asks for into it; the names of those that cannot be had are returned.

    Args:
        golden: The build folder.
        given: A folder with installers; what is not in it is fetched from its maker, where it is pinned.

    Raises:
        SystemExit: When the maker's page has another file than the pinned one.
    """
    missing = []
    for name in asked_installers(golden):
        source = given / name if given is not None and (given / name).exists() else _from_its_maker(name)
        if source is None:
            missing.append(name)
        else:
            shutil.copyfile(source, golden / "installers" / name)
    return missing


def asked_installers(golden: Path) -> list[str]:
    """Names of the installers that a build folder asks for."""
    asked = golden / "installers/README.txt"
    lines = asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
    first = [line.split()[0] for line in lines if line.strip()]
    return [name for name in first if name.endswith((".msi", ".exe"))]


def _from_its_maker(name: str) -> Path | None:
    """A pinned installer, None where there is none or it cannot be had."""
    known = next((item for item in INSTALLERS if item.name == name), None)
    return fetched(known, cache_folder() / "installers") if known is not None else None


def _base_image(dockerfile: Path) -> str:
    """The image that a Dockerfile begins with."""
    lines = dockerfile.read_text(encoding="utf-8").splitlines()
    return next(line.split()[1] for line in lines if line.startswith("FROM "))


def _reberth(file: Path, *arguments: str) -> int:
    """Run a command of ours; what it says goes into a file."""
    return _into(file, (sys.executable, "-m", "reberth", *arguments), {"PYTHONPATH": _ROOMS, "PYTHONUTF8": "1"})


def _docker(file: Path, *arguments: str) -> int:
    """Run docker; what it says goes into a file."""
    return _into(file, ("docker", *arguments), {})


def _into(file: Path, command: tuple[str, ...], variables: dict[str, str]) -> int:
    """Run a command; what it says goes into a file, and its exit code comes back."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        environment = {**os.environ, **variables}
        return subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
