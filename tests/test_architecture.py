"""The house plan as tests: which room may know which."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "core" / "reberth"
# Each room, and the rooms that it may import.
ALLOWED = {
    "model": set[str](),
    "host": set[str](),
    "sources": {"host", "model"},
    "filesystems": {"host", "model", "sources"},
    "registry": {"model", "filesystems"},
    "windows": {"model", "filesystems", "registry"},
    "iis": {"model", "filesystems", "windows"},
    "applications": {"model", "filesystems", "windows"},
    "artifacts": {"model", "filesystems", "registry", "windows"},
    "planning": {"model", "artifacts"},
    # Of the artifacts only who asked for which: findings are told as far as somebody did.
    "readiness": {"model", "artifacts"},
    "rendering": {"model"},
    "context": {"host", "model", "filesystems", "applications"},
    "containers": {"model", "context"},
    "migration": {"model"},
    "verbs": {
        *(
            "model",
            "filesystems",
            "windows",
            "iis",
            "applications",
            "artifacts",
            "planning",
            "readiness",
            "rendering",
            "context",
            "containers",
            "migration",
        ),
    },
    "jobs": {"host", "model", "verbs"},
    "cli": {"host", "model", "migration", "rendering", "verbs", "jobs"},
}


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {item.name for item in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def test_every_room_is_in_the_plan() -> None:
    rooms = {folder.name for folder in CORE.iterdir() if (folder / "__init__.py").exists()}
    assert rooms == set(ALLOWED)


def test_data_flows_one_way() -> None:
    wrong = []
    for room, allowed in ALLOWED.items():
        for file in (CORE / room).rglob("*.py"):
            for module in imports(file):
                parts = module.split(".")
                if parts[0] == "reberth" and len(parts) > 1 and parts[1] not in allowed | {room}:
                    wrong.append(f"{room}/{file.name} imports {module}")
    assert wrong == []


def test_the_core_never_heard_of_qt() -> None:
    for file in CORE.rglob("*.py"):
        assert not {name for name in imports(file) if name.split(".")[0] in {"PySide6", "reberth_gui"}}, file


def test_files_stay_small() -> None:
    long = {
        name: lines
        for name in tracked()
        if name.endswith(".py") and (lines := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_error_is_swallowed() -> None:
    for file in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, file
                broad = isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
                # Only the last resort of the program, and clean-up that raises again.
                reraises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
                assert not broad or reraises or file.name == "main.py", file


def test_no_registry_and_no_path_of_a_machine() -> None:
    hosts = ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "deb.debian" + ".org", "/wo" + "rk/")
    for name in tracked():
        data = (ROOT / name).read_bytes()
        assert not [host for host in hosts if host.encode() in data], name
