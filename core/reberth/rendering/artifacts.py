"""What the artifact kinds became: Dockerfile lines, ``artifacts.xml`` for the fixed script, ``registry.reg``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.rendered import RenderedFile, RenderedLine
from reberth.rendering.data_files import document, element
from reberth.rendering.quoting import copy_json
from reberth.rendering.registry_file import PATH as REGISTRY
from reberth.rendering.registry_file import render_registry
from reberth.rendering.services import render_services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.plan import Plan

_POWERSHELL = "powershell -NoProfile -ExecutionPolicy Bypass -File C:\\reberth\\setup\\artifacts.ps1"


def artifact_lines(plan: Plan) -> Iterator[RenderedLine]:
    """Lines of the Dockerfile: files, registry values, then the script."""
    extras = plan.extras
    placed = [item for item in extras.files if item.target]
    lying: dict[str, list[str]] = {}
    for name, step in [(item.name, item.step) for item in extras.files if not item.target] + [
        (item.name, item.step) for item in extras.texts
    ]:
        lying.setdefault(name.rpartition("/")[0], []).append(step)
    if not (extras.files or extras.texts or extras.settings or extras.actions):
        return
    yield RenderedLine("# Other things of the server.")
    for item in placed:
        yield RenderedLine(f"COPY {copy_json(item.name, item.target)}", (item.step,))
    for folder, found in lying.items():
        text = copy_json(f"{folder}/", f"C:/reberth/{folder}/")
        yield RenderedLine(f"COPY {text}", tuple(dict.fromkeys(found)))
    if extras.settings:
        steps = tuple(dict.fromkeys(item.step for item in extras.settings))
        yield RenderedLine(f"COPY {copy_json(REGISTRY, 'C:/reberth/setup/')}", steps)
        yield RenderedLine("RUN reg.exe import C:\\reberth\\setup\\registry.reg /reg:64", steps)
    if extras.actions:
        steps = tuple(dict.fromkeys(item.step for item in extras.actions))
        files = copy_json("setup/artifacts.ps1", "setup/artifacts.xml", "C:/reberth/setup/")
        yield RenderedLine(f"COPY {files}", steps)
        yield RenderedLine(f"RUN {_POWERSHELL}", steps)
    yield RenderedLine("")


def render_artifacts(plan: Plan) -> Iterator[RenderedFile]:
    """Files that those lines name, and other services' files."""
    extras = plan.extras
    for text in extras.texts:
        yield RenderedFile(text.name, tuple(RenderedLine(line, (text.step,)) for line in text.lines), "\r\n")
    if extras.settings:
        yield render_registry(REGISTRY, extras.settings)
    if extras.actions:
        lines = [RenderedLine(element(item.action, **dict(item.attributes)), (item.step,)) for item in extras.actions]
        yield document("setup/artifacts.xml", "artifacts", lines)
    yield from render_services(plan)
