"""Sessions for pages: an inventory made in memory, and jobs that a test plays by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from reberth.migration.document import Migration
from reberth.model.errors import ReberthError
from reberth.model.inventory import VolumeInfo
from reberth_gui.session.session import Session
from tests.support.inventories import VOLUMES, application, content, directory, inventory, needing, site

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.jobs.verb import Verb
    from reberth.model.inventory import Inventory
    from reberth_gui.session.settings import Settings


class PlayedWork:
    """A job without a worker; the test says what happens."""

    last_words: tuple[str, ...] = ()
    id = "played"

    def __init__(self, verb: Verb[Any, Any], request: Any) -> None:
        self.verb = verb
        self.request = request
        self.cancelled = False
        self._heard: list[Any] = []
        self._outcome: Any = None
        self._ended = False

    @property
    def over(self) -> bool:
        return self._ended and not self._heard

    def start(self) -> None:
        """Nothing to start."""

    def cancel(self) -> None:
        self.cancelled = True
        self.fail("cancelled.by-user")

    def drain(self, most: int) -> list[Any]:
        taken, self._heard = self._heard[:most], self._heard[most:]
        return taken

    def result(self) -> Any:
        if isinstance(self._outcome, ReberthError):
            raise self._outcome
        return self._outcome

    def say(self, *events: Any) -> None:
        self._heard += events

    def end(self, result: Any = None) -> None:
        self._outcome, self._ended = result, True

    def fail(self, code: str, **params: str | int) -> None:
        self.end(ReberthError(code, **params))


class Playing:
    """Makes jobs to be played, newest last; ``answers`` end jobs of a verb at once."""

    def __init__(self) -> None:
        self.works: list[PlayedWork] = []
        self.answers: dict[str, Callable[[Any], Any]] = {}

    def __call__(self, verb: Verb[Any, Any], request: Any) -> PlayedWork:
        work = PlayedWork(verb, request)
        self.works.append(work)
        if verb.name in self.answers:
            work.end(self.answers[verb.name](request))
        return work

    def last(self, name: str) -> PlayedWork:
        return next(work for work in reversed(self.works) if work.verb.name == name)

    def count(self, name: str) -> int:
        return sum(work.verb.name == name for work in self.works)


def web01() -> Inventory:
    """A server with two sites."""
    images = directory("/images", r"D:\images")
    found = inventory(
        site("Default Web Site", application("/", r"C:\inetpub\wwwroot", images), bindings=("http *:80:",)),
        site("Shop", application("/", r"C:\shop"), bindings=("http *:8080:shop.example",)),
        applications=(needing("managed"), needing("managed", site_name="Shop")),
        contents=tuple(content(folder) for folder in (r"C:\inetpub\wwwroot", r"D:\images", r"C:\shop")),
    )
    volumes = tuple(VolumeInfo(name, name.partition(".")[0], "ntfs", letter) for letter, name in VOLUMES.items())
    return replace(found, volumes=volumes)


def played_session(settings: Settings, playing: Playing, found: Inventory | None = None, **fields: Any) -> Session:
    """A session whose disks have been scanned."""
    session = Session(Migration("an-id", **fields), settings=settings, make_work=playing)
    session.take(found or web01())
    return session
