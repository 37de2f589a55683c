"""The Dockerfile: the shape of the image (design decision 8), in the legacy builder's syntax."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reberth.model.rendered import RenderedFile, RenderedLine
from reberth.model.step_ids import pool_step, secret_step, site_step
from reberth.rendering.artifacts import artifact_lines
from reberth.rendering.data_files import service_step
from reberth.rendering.quoting import comment, copy_json, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.plan import Plan

_POWERSHELL = "powershell -NoProfile -ExecutionPolicy Bypass -File"
_SETUP = "C:\\reberth\\setup"


def render_dockerfile(plan: Plan) -> RenderedFile:
    """Render the Dockerfile of a plan."""
    return RenderedFile("Dockerfile", tuple(_lines(plan)))


def _lines(plan: Plan) -> Iterator[RenderedLine]:
    """All lines, in the order of the image."""
    fixed = RenderedLine
    base = (plan.base.step,)
    # The directive must be the first line: a comment above would switch it off.
    yield fixed("# escape=`")
    yield fixed(
        f"# {'IIS sites' if plan.has_sites else 'Services'} of {comment(plan.server)}, made by Reberth."
        " evidence.json tells where each line comes from."
    )
    yield RenderedLine(f"FROM {plan.base.reference}", base)
    yield RenderedLine('SHELL ["cmd", "/S", "/C"]', base)
    yield RenderedLine(f"LABEL io.reberth.server={label(plan.server)}", base)
    yield fixed("")
    yield from _features(plan)
    yield from _add_ons(plan)
    yield from _content(plan)
    yield from artifact_lines(plan)
    if plan.has_sites:
        yield from _configuration(plan)
    yield from _running(plan)


def _features(plan: Plan) -> Iterator[RenderedLine]:
    """Windows features, in one script: dism answers 3010 where a RUN line would fail."""
    if plan.features:
        steps = tuple(item.step for item in plan.features)
        yield RenderedLine("# Windows features that the sites use and the base image does not have.")
        yield RenderedLine(f"COPY {copy_json('setup/features.cmd', 'C:/reberth/setup/')}", steps)
        if plan.needs_payload:
            yield RenderedLine("# For a build without Windows Update: see installers/README.txt.")
            yield RenderedLine(f"COPY {copy_json('installers/', 'C:/reberth/installers/')}", steps)
        yield RenderedLine(f"RUN {_SETUP}\\features.cmd", steps)
        yield RenderedLine("")


def _add_ons(plan: Plan) -> Iterator[RenderedLine]:
    """Installers that the user put into the build folder."""
    if plan.add_ons:
        steps = tuple(item.step for item in plan.add_ons)
        yield RenderedLine("# Put the installers named in installers/README.txt into that folder before you build.")
        yield RenderedLine(f"COPY {copy_json('setup/add-ons.ps1', 'setup/add-ons.xml', 'C:/reberth/setup/')}", steps)
        if not plan.needs_payload:
            yield RenderedLine(f"COPY {copy_json('installers/', 'C:/reberth/installers/')}", steps)
        yield RenderedLine(f"RUN {_POWERSHELL} {_SETUP}\\add-ons.ps1", steps)
        yield RenderedLine("")


def _content(plan: Plan) -> Iterator[RenderedLine]:
    """Folders and their rights first, so that what is copied inherits them."""
    steps = _steps(plan.contents) + _steps(plan.grants) + _steps(plan.drives)
    yield RenderedLine("# Folders with their rights, then the content: files inherit.")
    files = copy_json("setup/folders.ps1", "setup/folders.xml", "C:/reberth/setup/")
    yield RenderedLine(f"COPY {files}", steps or (plan.base.step,))
    yield RenderedLine(f"RUN {_POWERSHELL} {_SETUP}\\folders.ps1", steps or (plan.base.step,))
    for root in plan.contents:
        yield RenderedLine(f"COPY {copy_json(root.name + '/', root.target.rstrip(chr(92)) + '/')}", (root.step,))
    if plan.secrets:
        secrets = tuple(secret_step(item.variable) for item in plan.secrets)
        yield RenderedLine("# Skeletons without values; the start script fills them. See .env.example.")
        yield RenderedLine(f"COPY {copy_json('secrets/', 'C:/reberth/secrets/')}", secrets)
    yield RenderedLine("")


def _configuration(plan: Plan) -> Iterator[RenderedLine]:
    """The stylesheet over the image's own configuration; appcmd must accept the result."""
    steps = tuple(
        dict.fromkeys(
            [site_step(item.name) for item in plan.iis.sites]
            + [pool_step(item.name) for item in plan.iis.pools]
            + [item.step for item in plan.iis.sections]
            + [item.step for item in plan.iis.locations]
        )
    )
    yield RenderedLine("# Sites, application pools and sections of the source.")
    names = ("configure.ps1", "iis.xslt", "start.ps1", "certificates.ps1", "start.xml")
    files = copy_json(*(f"setup/{name}" for name in names), "C:/reberth/setup/")
    yield RenderedLine(f"COPY {files}", steps)
    yield RenderedLine(f"RUN {_POWERSHELL} {_SETUP}\\configure.ps1", steps)
    yield RenderedLine("")


def _running(plan: Plan) -> Iterator[RenderedLine]:
    """Ports, health check and what runs."""
    if plan.ports:
        ports = " ".join(str(item.port) for item in plan.ports)
        yield RenderedLine(f"EXPOSE {ports}", _steps(plan.ports))
    if plan.health is not None:
        health = plan.health
        yield RenderedLine("# Alive is who answers at all below 500: a site may well ask for a password.")
        yield RenderedLine(
            f"COPY {copy_json('setup/health.cmd', 'setup/health.txt', 'C:/reberth/setup/')}", (health.step,)
        )
        yield RenderedLine("HEALTHCHECK --interval=30s --timeout=20s --start-period=90s --retries=3 `", (health.step,))
        yield RenderedLine('    CMD ["cmd", "/S", "/C", "C:\\\\reberth\\\\setup\\\\health.cmd"]', (health.step,))
    if not plan.has_sites:
        yield from _watching(plan)
        return
    yield RenderedLine("WORKDIR C:/inetpub", (plan.base.step,))
    script = "C:\\\\reberth\\\\setup\\\\start.ps1"
    yield RenderedLine(
        f'ENTRYPOINT ["powershell", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", "{script}"]',
        (service_step(plan),),
    )


def _watching(plan: Plan) -> Iterator[RenderedLine]:
    """Without web sites the container lives as long as its services, or until it is stopped."""
    yield RenderedLine(f"COPY {copy_json('setup/watch.ps1', 'C:/reberth/setup/')}", (plan.base.step,))
    script = "C:\\\\reberth\\\\setup\\\\watch.ps1"
    names = "".join(f", {json.dumps(name)}" for name in plan.extras.watched)
    command = f'"powershell", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", "{script}"{names}'
    yield RenderedLine(f"ENTRYPOINT [{command}]", (plan.base.step,))


def _steps(items: Iterable[object]) -> tuple[str, ...]:
    """Ids of plan steps."""
    return tuple(str(getattr(item, "step", "")) for item in items)
