"""An engine that is only played: what Docker would say about the migration on screen. Disks are read for real."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from reberth.migration.edited import text_of
from reberth.rendering.probes import probes_of
from reberth_gui.demo.building import play_build
from reberth_gui.demo.dockerfile_steps import steps_of
from reberth_gui.demo.host import doctor, layers
from reberth_gui.demo.played import Played
from reberth_gui.demo.running import DemoContainers
from reberth_gui.jobs.running import in_worker

if TYPE_CHECKING:
    from reberth.jobs.verb import Verb
    from reberth_gui.demo.played import Score
    from reberth_gui.jobs.running import Work
    from reberth_gui.session.session import Session


class DemoEngine:
    """The engine of one session; keeps what was built and what runs."""

    def __init__(self, session: Session) -> None:
        """Play for this session."""
        self._session = session
        self._containers = DemoContainers()
        self._scores = {
            "build": self._build,
            "doctor": doctor,
            "layers": self._layers,
            "run": self._containers.run,
            "logs": self._containers.logs,
            "processes": self._containers.processes,
            "stop": self._containers.stop,
            "remove": self._containers.remove,
            "images": self._containers.list_images,
            "push": self._containers.push,
            "save": self._containers.save,
            "replay": self._containers.replay,
            "compose": self._containers.compose,
            "command": self._containers.command,
        }

    def work(self, verb: Verb[Any, Any], request: Any) -> Work:
        """A play for what needs an engine, a worker for everything else."""
        score = self._scores.get(verb.name)
        return in_worker(verb, request) if score is None else Played(score(request))

    def _build(self, request: Any) -> Score:
        plan = self._session.plan
        score = play_build(request, self._dockerfile(), () if plan is None else probes_of(plan))
        self._containers.built(score.result, int(time.time()))
        return score

    def _layers(self, _request: Any) -> Score:
        return layers(tuple(step.text for step in steps_of(self._dockerfile())))

    def _dockerfile(self) -> str:
        """As it is on screen, hand edits and all."""
        file = next((file for file in self._session.files.files if file.path == "Dockerfile"), None)
        return text_of(file) if file is not None else ""
