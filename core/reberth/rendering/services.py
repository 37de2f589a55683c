"""Other services of the server: each with a Dockerfile of its own below ``services``, built by itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reberth.model.plan import FeatureStep
from reberth.model.rendered import RenderedFile, RenderedLine
from reberth.rendering.quoting import comment, copy_json, label
from reberth.rendering.registry_file import render_registry
from reberth.rendering.scripts import features_script, fixed_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.extras import OwnService
    from reberth.model.plan import Plan

_WATCH = "C:\\\\reberth\\\\setup\\\\watch.ps1"


def render_services(plan: Plan) -> Iterator[RenderedFile]:
    """The files of every other service; they lie beside the context of the web sites."""
    for item in plan.extras.services:
        folder = f"services/{item.name}"
        yield RenderedFile(f"{folder}/Dockerfile", tuple(_dockerfile(plan, item)), context=False)
        if item.features:
            steps = [FeatureStep(item.step, name) for name in item.features]
            yield features_script(f"{folder}/setup/features.cmd", steps)
        if item.settings:
            made = render_registry(f"{folder}/setup/registry.reg", item.settings)
            yield RenderedFile(made.path, made.lines, made.newline, context=False, utf16=True)
        if item.watch:
            yield fixed_script("watch.ps1", f"{folder}/setup/watch.ps1")


def _dockerfile(plan: Plan, item: OwnService) -> Iterator[RenderedLine]:
    """All lines, in the order of the image."""
    steps = (item.step,)
    yield RenderedLine("# escape=`")
    yield RenderedLine(f"# {comment(item.title)} of {comment(plan.server)}, made by Reberth. Build it in this folder.")
    yield RenderedLine(f"FROM {item.base}", steps)
    yield RenderedLine('SHELL ["cmd", "/S", "/C"]', steps)
    yield RenderedLine(f"LABEL io.reberth.server={label(plan.server)}", steps)
    if item.features:
        yield RenderedLine(f"COPY {copy_json('setup/features.cmd', 'C:/reberth/setup/')}", steps)
        yield RenderedLine("RUN C:\\reberth\\setup\\features.cmd", steps)
    for folder in item.folders:
        yield RenderedLine(f"COPY {copy_json(folder.name + '/', folder.target.rstrip(chr(92)) + '/')}", (folder.step,))
    for file in item.files:
        yield RenderedLine(f"COPY {copy_json(file.name, file.target)}", (file.step,))
    if item.settings:
        told = tuple(dict.fromkeys(setting.step for setting in item.settings))
        yield RenderedLine(f"COPY {copy_json('setup/registry.reg', 'C:/reberth/setup/')}", told)
        yield RenderedLine("RUN reg.exe import C:\\reberth\\setup\\registry.reg /reg:64", told)
    if item.ports:
        yield RenderedLine(f"EXPOSE {' '.join(item.ports)}", steps)
    if item.watch:
        yield RenderedLine(f"COPY {copy_json('setup/watch.ps1', 'C:/reberth/setup/')}", steps)
        command = (
            f'"powershell", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", "{_WATCH}", {json.dumps(item.watch)}'
        )
        yield RenderedLine(f"ENTRYPOINT [{command}]", steps)
    elif item.command:
        yield RenderedLine(f"ENTRYPOINT {json.dumps(item.command, ensure_ascii=False)}", steps)
