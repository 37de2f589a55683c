"""Images of ours: listed by their label, pushed with Docker's own credentials, saved to a tar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docker.utils import parse_repository_tag

from reberth.containers.labels import MIGRATION
from reberth.containers.naming import named_image
from reberth.containers.pulling import follow_layers
from reberth.context.partial import commit_begins, partial_path
from reberth.model.engine import Image, Layer
from reberth.model.errors import ReberthError
from reberth.model.events import Progress

if TYPE_CHECKING:
    from docker import APIClient

    from reberth.model.events import Emit

_REPORT = 4 << 20


def our_images(api: APIClient) -> tuple[Image, ...]:
    """Every image that Reberth built, newest first."""
    found = api.images(filters={"label": MIGRATION})
    images = (
        Image(
            item["Id"],
            tuple(tag for tag in item.get("RepoTags") or () if tag != "<none>:<none>"),
            item.get("Size", 0),
            item.get("Created", 0),
            (item.get("Labels") or {}).get(MIGRATION, ""),
        )
        for item in found
    )
    return tuple(sorted(images, key=lambda item: (-item.created, item.id)))


def layers_of(api: APIClient, reference: str) -> tuple[Layer, ...]:
    """The layers of an image and the instructions that made them, the base image's first.

    Raises:
        ReberthError: ``engine.no-image``.
    """
    with named_image(reference):
        history = api.history(reference)  # type: ignore[no-untyped-call] # of the stubs
    return tuple(
        Layer(str(item.get("CreatedBy") or item.get("Comment") or ""), int(item.get("Size") or 0))
        for item in reversed(history)
    )


def image_config(api: APIClient, reference: str) -> dict[str, Any]:
    """An image's configuration: labels, exposed ports, entry point.

    Raises:
        ReberthError: ``engine.no-image``.
    """
    with named_image(reference):
        facts = api.inspect_image(reference)  # type: ignore[no-untyped-call] # of the stubs
    config: dict[str, Any] = facts["Config"]
    return config


def push(api: APIClient, reference: str, emit: Emit, *, source: str = "") -> str:
    """Push an image and return its digest (``sha256:...``), "" where the registry tells none.

    Args:
        api: The engine.
        reference: Name with the registry: ``registry.example/shop:1``.
        emit: Told of each layer.
        source: An image that gets this name first.

    Raises:
        ReberthError: ``engine.*``.
    """
    repository, tag = parse_repository_tag(reference)
    if source:
        with named_image(source):
            api.tag(source, repository, tag or "latest")
    last = follow_layers(api.push(repository, tag or "latest", stream=True, decode=True), emit)
    words = last.split()
    return next((word for word in words if word.startswith("sha256:")), "")


def save(api: APIClient, reference: str, target: str, emit: Emit) -> int:
    """Write an image as a tar, whole or not at all, and return its size in bytes.

    Raises:
        ReberthError: ``output.write-failed``, ``output.file-exists``; ``engine.*``.
    """
    place = Path(target).absolute()
    if place.exists():
        raise ReberthError("output.file-exists", file=target)
    with named_image(reference):
        facts = api.inspect_image(reference)  # type: ignore[no-untyped-call] # of the stubs
    total = int(facts.get("Size", 0))
    done = reported = 0
    try:
        work = Path(partial_path(place))
        try:
            with work.open("wb") as file:
                for piece in api.get_image(reference):
                    done += file.write(piece)
                    if done - reported >= _REPORT:
                        reported = done
                        emit(Progress("phase.save-image", done, max(total, done), "bytes"))
            commit_begins()
            work.rename(place)
        finally:
            work.unlink(missing_ok=True)
    except OSError as error:
        raise ReberthError("output.write-failed", path=target, reason=error.strerror or str(error)) from error
    return done
