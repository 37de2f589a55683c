"""From disk images, or a build folder, to an image on an engine."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from lxml import etree

from reberth import __version__
from reberth.containers.build_folder import BuildFolder, pour
from reberth.containers.building import BuildSpec, build_image
from reberth.containers.checking import check_dockerfile, check_sources, sources
from reberth.containers.dockerfile import read_dockerfile, server_of
from reberth.containers.engine import connect
from reberth.containers.labels import MIGRATION, PROBES, VERSION
from reberth.containers.naming import check_tag
from reberth.containers.preflight import check_image, engine_target
from reberth.containers.pulling import base_images, is_present, load, pull
from reberth.model.engine import Probe
from reberth.model.engine_requests import BuildRequest, BuildResult
from reberth.model.errors import ReberthError
from reberth.planning.planner import make_plan
from reberth.rendering.naming import image_tag
from reberth.rendering.probes import PATH as PROBES_FILE
from reberth.rendering.probes import probes_of
from reberth.verbs.convert import ConvertRequest, convert
from reberth.verbs.taking import open_paths, take_inventory
from reberth.verbs.writing import generate, write_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.containers.build_folder import ContextEntry
    from reberth.containers.building import Fill
    from reberth.containers.dockerfile import Instruction
    from reberth.containers.engine import Engine
    from reberth.context.stream import TarStream
    from reberth.model.events import Emit

__all__ = ["BuildRequest", "BuildResult", "build"]


def build(request: BuildRequest, emit: Emit) -> BuildResult:
    """Build an image.

    Raises:
        ReberthError: ``build.*`` where the Dockerfile or a step is at fault, ``engine.*``, ``usage.tag``; as
            :func:`reberth.verbs.convert.convert` for a build from disks.
    """
    for tag in request.tags:
        check_tag(tag)
    if bool(request.folder) == bool(request.paths):
        raise ReberthError("usage.folder-or-images")
    if request.folder:
        return _build_folder(request, request.folder, emit)
    if request.save_context:
        asked = ConvertRequest(
            request.paths,
            request.save_context,
            request.selection,
            request.wim_image,
            request.letters,
            edits=request.edits,
        )
        return _build_folder(request, convert(asked, emit).folder, emit)
    return _build_from_disks(request, emit)


def _build_folder(request: BuildRequest, folder: str, emit: Emit) -> BuildResult:
    """Build from a folder."""
    context = BuildFolder(Path(folder))
    instructions = read_dockerfile(context.dockerfile())
    check_dockerfile(instructions)
    own = context.entries(name for _, name in sources(instructions))
    # What is put aside elsewhere stands for a file of the same name in the folder.
    merged = {entry.path: entry for entry in (*own, *_installers_from(request.installers))}
    entries = tuple(merged[path] for path in sorted(merged))
    names = list(merged)
    check_sources(instructions, names)
    _check_installers(_installers_of(context.read("setup/add-ons.xml")), names)
    try:
        probes = msgspec.json.decode(context.read(PROBES_FILE) or b"[]", type=tuple[Probe, ...])
    except msgspec.DecodeError as error:
        raise ReberthError("build.probes-broken", file=PROBES_FILE) from error

    def fill(stream: TarStream, tell: Emit) -> None:
        pour(entries, stream, tell)

    return _build(request, instructions, probes, fill, emit)


def _build_from_disks(request: BuildRequest, emit: Emit) -> BuildResult:
    """Build with the context read from the disks while it is uploaded."""
    with open_paths(request.paths, request.wim_image) as volumes:
        inventory = take_inventory(volumes, request.letters, emit, request.selection.artifacts)
        plan = make_plan(inventory, request.selection)
        files = {file.path: file for file in generate(plan, request.edits) if file.context}
        instructions = read_dockerfile(files["Dockerfile"].encode())
        check_dockerfile(instructions)
        extra = _installers_from(request.installers)
        names = [
            *files,
            *(root.name for root in plan.contents),
            *(item.name for item in plan.extras.files),
            *(entry.path for entry in extra),
        ]
        check_sources(instructions, [*names, "secrets"] if plan.secrets else names)
        _check_installers([item.installer for item in plan.add_ons], names)

        def fill(stream: TarStream, tell: Emit) -> None:
            write_files(plan, volumes, stream, tell, edits=request.edits, context_only=True)
            pour(extra, stream, tell)

        return _build(request, instructions, probes_of(plan), fill, emit)


def _build(
    request: BuildRequest, instructions: list[Instruction], probes: tuple[Probe, ...], fill: Fill, emit: Emit
) -> BuildResult:
    """Have the base image there, then build."""
    migration = request.migration or str(uuid.uuid4())
    # The engine puts a label's value between single quotes.
    asked = msgspec.json.encode(probes).decode().replace("'", "\\u0027")
    labels = {MIGRATION: migration, VERSION: __version__, PROBES: asked}
    tags = request.tags or (image_tag(server_of(instructions)),)
    spec = BuildSpec(tuple(instructions), tags, request.isolation, dict(request.build_args), labels)
    with connect(request.endpoint) as engine:
        _base_images(engine, request, instructions, emit)
        built = build_image(engine.api, spec, fill, emit)
    return BuildResult(built.image, tags, built.steps, built.seconds, migration, probes)


def _base_images(engine: Engine, request: BuildRequest, instructions: list[Instruction], emit: Emit) -> None:
    """Have every base image on the engine, and know that it can run there, before anything is uploaded."""
    api = engine.api
    place = engine_target(engine)
    if request.base_image_tar:
        load(api, request.base_image_tar, emit)
    for reference in base_images(instructions):
        check_image(engine, reference, request.isolation, emit, place=place, later=request.target)
        present = is_present(api, reference)
        if request.base_image_tar and not present:
            raise ReberthError("build.base-not-in-tar", image=reference, file=request.base_image_tar)
        if not present or (request.pull and not request.base_image_tar):
            pull(api, reference, emit, mirror=request.registry)


def _installers_from(folder: str) -> tuple[ContextEntry, ...]:
    """The user's installers as part of the context."""
    if not folder:
        return ()
    found = BuildFolder(Path(folder)).entries(["."])
    return tuple(entry._replace(path=f"installers/{entry.path}") for entry in found)


def _installers_of(data: bytes) -> list[str]:
    """Which installers ``setup/add-ons.xml`` names."""
    if not data:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReberthError("build.add-ons-broken", line=error.lineno or 0) from error
    return [name for item in root.iter("add-on") if (name := item.get("installer"))]


def _check_installers(installers: Iterable[str], names: Iterable[str]) -> None:
    """Refuse a build whose add-ons would only be missed after the upload."""
    there = {name.upper() for name in names}
    for installer in installers:
        if f"installers/{installer}".upper() not in there:
            raise ReberthError("build.installer-missing", file=installer)
