"""Images from elsewhere: pulled layer by layer, or loaded from a tar where there is no way to a registry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docker.errors import ImageNotFound
from docker.utils import parse_repository_tag

from reberth.containers.classifier import classify_message
from reberth.containers.steps import layer_of
from reberth.model.errors import ReberthError
from reberth.model.events import Note, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docker import APIClient

    from reberth.containers.dockerfile import Instruction
    from reberth.model.events import Emit

_CHUNK = 256 << 10


def base_images(instructions: Iterable[Instruction]) -> tuple[str, ...]:
    """The images that the FROM lines name, without stages, variables and ``scratch``."""
    stages: set[str] = {"scratch"}
    found = []
    for item in instructions:
        if item.keyword != "FROM":
            continue
        words = item.flags()[1].split()
        if words and words[0].lower() not in stages and "$" not in words[0]:
            found.append(words[0])
        if len(words) == 3 and words[1].upper() == "AS":
            stages.add(words[2].lower())
    return tuple(dict.fromkeys(found))


def is_present(api: APIClient, reference: str) -> bool:
    """Whether the engine has an image."""
    try:
        api.inspect_image(reference)  # type: ignore[no-untyped-call] # of the stubs
    except ImageNotFound:
        return False
    return True


def pull(api: APIClient, reference: str, emit: Emit, *, mirror: str = "") -> None:
    """Pull an image and tell each layer's progress.

    Args:
        api: The engine.
        reference: The image.
        emit: Told of each layer.
        mirror: Registry, with a path where it has one, that holds it under the same repository and tag; the image gets
            its own name afterwards.

    Raises:
        ReberthError: ``engine.*``, by the classifier.
    """
    place = mirrored(reference, mirror)
    repository, tag = parse_repository_tag(place)
    emit(Note("build.pulling", {"image": place}))
    follow_layers(api.pull(repository, tag or "latest", stream=True, decode=True), emit)
    if place != reference:
        name, _, digest = reference.partition("@")
        repository, tag = parse_repository_tag(name)
        if not digest:
            api.tag(place, repository, tag or "latest")


def mirrored(reference: str, mirror: str) -> str:
    """The name that an image has on a mirror: its registry is exchanged, repository and tag stay."""
    if not mirror:
        return reference
    host, slash, rest = reference.partition("/")
    named = slash and ("." in host or ":" in host or host == "localhost")
    return f"{mirror.rstrip('/')}/{rest if named else reference}"


def follow_layers(messages: Iterable[Mapping[str, Any]], emit: Emit) -> str:
    """Tell the progress of a pull, push or load until it ends; returns the last text that was no layer's.

    Raises:
        ReberthError: What the engine's error message is classified as.
    """
    last = ""
    failure: ReberthError | None = None
    for message in messages:
        # The error comes last; read to its end, the answer gives its connection back.
        if "error" in message or "errorDetail" in message:
            failure = classify_message(message)
            continue
        event = layer_of(message)
        if event is not None:
            emit(event)
        for key in ("stream", "status"):
            if isinstance(message.get(key), str):
                last = message[key]
    if failure is not None:
        raise failure
    return last


def load(api: APIClient, path: str, emit: Emit) -> None:
    """Load images from a tar that ``docker save`` or ``reberth save`` wrote.

    Raises:
        ReberthError: ``build.tar-unreadable``; ``engine.*``.
    """
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed by the generator, or below
    except OSError as error:
        raise ReberthError("build.tar-unreadable", file=path, reason=error.strerror or str(error)) from error
    with file:
        total = file.seek(0, 2)
        file.seek(0)

        def pieces() -> Iterator[bytes]:
            done = 0
            while piece := file.read(_CHUNK):
                done += len(piece)
                emit(Progress("phase.load-image", done, total, "bytes"))
                yield piece

        messages = api.load_image(pieces(), quiet=False)  # type: ignore[no-untyped-call] # of the stubs
        follow_layers(messages, emit)
