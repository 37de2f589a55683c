"""What is done with a good image: pushed, saved, started with Compose. One job at a time, told in the tab."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from reberth.jobs.table import COMPOSE, CONVERT, PUSH, SAVE
from reberth.migration.requests import convert_request
from reberth.model.engine_requests import PushRequest, SaveRequest
from reberth.model.events import Output
from reberth.model.trial_requests import ComposeRequest
from reberth.rendering.compose import PATH as COMPOSE_FILE
from reberth_gui.pages.run.progress import progress_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.jobs.verb import Verb
    from reberth.model.engine_requests import PushResult, SaveResult
    from reberth.model.errors import ReberthError
    from reberth.model.events import Event
    from reberth.model.requests import ConvertResult
    from reberth.model.trial_requests import ComposeResult
    from reberth_gui.jobs.running import Running
    from reberth_gui.pages.run.what_now import WhatNow
    from reberth_gui.session.session import Session


class NextSteps(QObject):
    """Does what the tab's buttons say.

    Attributes:
        error: What the last one failed with, None for nothing.
        again: Does the last one again.

    Signals:
        failed: A :class:`ReberthError`; None when the next one begins.
    """

    failed = Signal(object)

    def __init__(self, session: Session, box: WhatNow) -> None:
        """Nothing is done before a button is pressed."""
        super().__init__(box)
        self._session = session
        self._box = box
        self._job: Running | None = None
        self._text = ""
        self._folder = ""
        self._image = ""
        self.error: ReberthError | None = None
        self.again: Callable[[], None] = self.cancel
        box.cancelled.connect(self.cancel)

    def cancel(self) -> None:
        """End what is on its way."""
        if self._job is not None:
            self._job.cancel()

    def push(self, image: str, name: str) -> None:
        """Push an image under a name with the registry in it."""
        request = PushRequest(name, self._session.endpoint, "" if name == image else image)
        if self._start(PUSH, request, self.tr("Pushing {image}").format(image=name), self._pushed):
            self.again = partial(self.push, image, name)

    def save(self, image: str, file: str) -> None:
        """Save an image as a tar."""
        request = SaveRequest(image, file, self._session.endpoint)
        if self._start(SAVE, request, self.tr("Saving {file}").format(file=file), self._saved):
            self.again = partial(self.save, image, file)

    def compose_up(self, image: str, folder: str) -> None:
        """Start an image with the compose.yaml of a build folder, which is written first where it is not there."""
        if self._job is not None:
            return
        self._image, self._folder = image, folder
        if (Path(folder) / COMPOSE_FILE).is_file():
            self._up()
            return
        request = convert_request(self._session.migration, folder)
        if self._start(CONVERT, request, self.tr("Writing the build folder {folder}").format(folder=folder), self._up):
            self.again = partial(self.compose_up, image, folder)

    def compose_down(self) -> None:
        """Stop what was started last, and remove it."""
        request = ComposeRequest("down", self._folder, self._session.endpoint)
        if self._start(COMPOSE, request, self.tr("Stopping"), self._is_down):
            self.again = self.compose_down

    def _up(self, _written: ConvertResult | None = None) -> None:
        mode = self._session.migration.run.isolation
        isolation = "" if mode == "default" else mode
        request = ComposeRequest("up", self._folder, self._session.endpoint, isolation, wait=True, image=self._image)
        self._job = None
        if self._start(COMPOSE, request, self.tr("Starting with Compose"), self._is_up):
            self.again = partial(self.compose_up, self._image, self._folder)

    # --- how it goes

    def _start(self, verb: Verb[Any, Any], request: Any, text: str, take: Callable[..., None]) -> bool:
        """Start, unless something is on its way."""
        if self._job is not None:
            return False
        self._text = text
        self.error = None
        self.failed.emit(None)
        self._box.outcome.say("current", text)
        self._box.busy(busy=True)
        job = self._job = self._session.start(verb, request)
        job.events.connect(self._heard)
        job.finished.connect(take)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        job.over.connect(self._over)
        return True

    def _heard(self, events: list[Event]) -> None:
        told = next((event.text for event in reversed(events) if isinstance(event, Output)), "")
        self._box.outcome.say("current", f"{self._text}   {told}" if told else progress_text(self._text, events))

    def _pushed(self, result: PushResult) -> None:
        self._box.outcome.say(
            "good", self.tr("Pushed: {image} {digest}").format(image=result.image, digest=result.digest)
        )

    def _saved(self, result: SaveResult) -> None:
        self._box.outcome.say("good", self.tr("Saved: {file}").format(file=result.output))

    def _is_up(self, result: ComposeResult) -> None:
        lines = [
            "  ".join(part for part in (item.name, item.state, item.health, " ".join(item.ports)) if part)
            for item in result.containers
        ]
        text = self.tr("Started with Compose: {project}").format(project=result.project)
        self._box.outcome.say("good", "\n".join((text, *lines)))
        self._box.is_up(up=True)

    def _is_down(self, result: ComposeResult) -> None:
        self._box.outcome.say("good", self.tr("Stopped and removed: {project}").format(project=result.project))
        self._box.is_up(up=False)

    def _failed(self, error: ReberthError) -> None:
        self.error = error
        self._box.outcome.say("info", "")
        self.failed.emit(error)

    def _cancelled(self) -> None:
        self._box.outcome.say("info", self.tr("Cancelled."))

    def _over(self) -> None:
        """Over, unless one thing led to the next."""
        if self._job is not None and not self._job.running:
            self._job = None
            self._box.busy(busy=False)
