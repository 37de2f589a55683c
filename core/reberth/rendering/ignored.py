"""``.dockerignore``: what lies beside the build context stays off the engine also when ``docker build`` is used.

The builder's client sends the whole folder else, be it to another machine: values in ``.env``, certificates, data.
"""

from __future__ import annotations

from reberth.model.rendered import RenderedFile, RenderedLine

PATH = ".dockerignore"
# Folders and files that compose.yaml and the start of a container use, and what only people and Reberth read.
_BESIDE = (
    *(".env", "*.env", "certificates", "data", "services"),
    *(".env.example", "README.md", "compose.yaml", "evidence.json", "outcomes.md", "probes.json"),
)


def render_ignored() -> RenderedFile:
    """The file, the same for every plan."""
    lines = ("# What lies beside the build context, secrets first of all, is not sent to the engine.", *_BESIDE)
    return RenderedFile(PATH, tuple(RenderedLine(line) for line in lines), context=False)
