"""Building an image: the context is read on this thread and uploaded by another, then the steps are followed."""

from __future__ import annotations

import sys
import threading
import time
from typing import IO, TYPE_CHECKING, NamedTuple, cast

import requests
import urllib3
from docker.errors import APIError, DockerException
from docker.utils import parse_repository_tag

from reberth.containers.classifier import classify_message
from reberth.containers.engine import ping
from reberth.containers.failures import step_failure, syntax_failure
from reberth.containers.steps import BuildLog
from reberth.context.stream import HalfSentError, StreamStoppedError, TarStream
from reberth.model.errors import ReberthError
from reberth.model.events import Note, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docker import APIClient

    from reberth.containers.dockerfile import Instruction
    from reberth.model.engine import Isolation
    from reberth.model.events import Emit, Event

    Fill = Callable[[TarStream, Emit], None]

# How an upload may end early; it is told on the thread that waits for it.
_ENDINGS = (DockerException, requests.RequestException, urllib3.exceptions.HTTPError, OSError, StreamStoppedError)
# An engine that hangs must not keep this program from ending.
_PATIENCE = 5.0
# Seconds after which a thread lets another one run. At Python's usual 5 ms the upload waits too often for the reader.
_TURN = 0.0005


class BuildSpec(NamedTuple):
    """What the engine shall build.

    Attributes:
        instructions: Of the Dockerfile, for the line numbers of the steps.
        tags: Names of the image; at least one.
        isolation: Of the containers in which RUN steps run.
        build_args: Values of ARG instructions.
        labels: For the image.
    """

    instructions: tuple[Instruction, ...]
    tags: tuple[str, ...]
    isolation: Isolation = "default"
    build_args: Mapping[str, str] = {}
    labels: Mapping[str, str] = {}


class Built(NamedTuple):
    """An image: its id, how many steps it took, in how many seconds (upload included)."""

    image: str
    steps: int
    seconds: float


def build_image(api: APIClient, spec: BuildSpec, fill: Fill, emit: Emit) -> Built:
    """Build an image from what ``fill`` writes into the stream it is given.

    ``fill`` is called a second time, with a careful stream, when a large file proves unreadable half-way.

    Raises:
        ReberthError: ``build.*`` for a step that failed, ``engine.*`` for anything else, and what ``fill`` raises.
    """
    started = time.monotonic()
    try:
        log = _attempts(api, spec, fill, emit)
    except APIError as error:
        failure = syntax_failure(error)
        if failure is None:
            raise
        raise failure from error
    if not log.image:
        raise ReberthError("engine.connection-lost")
    for tag in spec.tags[1:]:
        repository, name = parse_repository_tag(tag)
        api.tag(log.image, repository, name or "latest")
    return Built(log.image, log.total, round(time.monotonic() - started, 3))


def _attempts(api: APIClient, spec: BuildSpec, fill: Fill, emit: Emit) -> BuildLog:
    """Build, at the second time with care."""
    try:
        return _attempt(api, spec, fill, emit, TarStream())
    except HalfSentError:
        emit(Note("build.upload-again"))
    return _attempt(api, spec, fill, _only_forward(emit), TarStream(careful=True))


def _attempt(api: APIClient, spec: BuildSpec, fill: Fill, emit: Emit, stream: TarStream) -> BuildLog:
    """One upload and build."""
    upload = _Upload(api, spec, stream)
    upload.start()
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        fill(stream, emit)
        stream.finish()
    except StreamStoppedError:
        upload.join()  # The engine ended it; its own words are below.
    except BaseException:
        stream.abort()
        upload.join(_PATIENCE)
        raise
    finally:
        sys.setswitchinterval(turn)
    lines = [item.line for item in spec.instructions]
    log = BuildLog(emit, lines)
    failure: ReberthError | None = None
    for message in upload.answer():
        # The error comes last; read to its end, the answer gives its connection back.
        if "error" in message or "errorDetail" in message:
            log.flush()
            line = lines[log.step - 1] if 0 < log.step <= len(lines) else 0
            failure = step_failure(message, log, line) or classify_message(message)
        elif failure is None:
            log.take(message)
    if failure is not None:
        # An engine that is being stopped ends the command first, and then it looks as if that had failed.
        ping(api)
        raise failure
    log.finish()
    return log


class _Upload(threading.Thread):
    """Sends the stream. The handles of disk libraries stay on the thread that fills it."""

    def __init__(self, api: APIClient, spec: BuildSpec, stream: TarStream) -> None:
        super().__init__(name="upload", daemon=True)
        self._api = api
        self._spec = spec
        self._stream = stream
        self._messages: Iterable[Mapping[str, object]] | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Returns when the engine has the whole context."""
        spec = self._spec
        try:
            self._messages = self._api.build(
                fileobj=cast("IO[bytes]", self._stream.chunks()),
                custom_context=True,
                decode=True,
                rm=True,
                forcerm=True,
                timeout=None,
                tag=spec.tags[0],
                isolation=None if spec.isolation == "default" else spec.isolation,
                buildargs=dict(spec.build_args),
                labels=dict(spec.labels),
            )
        except _ENDINGS as error:
            self._error = error
        finally:
            self._stream.stop()

    def answer(self) -> Iterable[Mapping[str, object]]:
        """What the engine says, once it has everything.

        Raises:
            Exception: What ended the upload.
        """
        self.join()
        if self._messages is None:
            raise self._error or ReberthError("engine.connection-lost")
        return self._messages


def _only_forward(emit: Emit) -> Emit:
    """An ``emit`` whose progress does not fall back when the upload starts again."""
    reached = 0

    def forward(event: Event) -> None:
        nonlocal reached
        if isinstance(event, Progress) and event.unit == "bytes":
            if event.done <= reached:
                return
            reached = event.done
        emit(event)

    return forward
