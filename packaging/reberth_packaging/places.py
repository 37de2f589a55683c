"""Where things lie: the project, what is fetched once, what is built."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


def build_folder() -> Path:
    """Intermediate files; ``REBERTH_BUILD`` puts them elsewhere."""
    return Path(os.environ.get("REBERTH_BUILD") or ROOT / "build")


def artefact_folder() -> Path:
    """What is published: beside the intermediate files where those are elsewhere, else ``dist`` of the project."""
    return build_folder() / "dist" if os.environ.get("REBERTH_BUILD") else ROOT / "dist"


def cache_folder() -> Path:
    """Fetched inputs and the Wine prefix, kept between builds and between clones."""
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "reberth-development"


def version() -> str:
    """The program's version, from ``pyproject.toml``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
