"""What is asked of the verbs that compare and that run Compose, and their answers: plain data for a worker."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.engine import Isolation


class Difference(Struct, frozen=True, omit_defaults=True):
    """A request that is answered otherwise than on the old server.

    Attributes:
        site: Site name.
        url: As a browser would name it.
        old, old_substatus: The newest status in the old log (substatus -1 unknown).
        new: Status of the container, 0 for no answer.
        count: How often the old server was asked.
        when: The old answer's time, UTC.
    """

    site: str
    url: str
    old: int
    new: int
    count: int
    when: str = ""
    old_substatus: int = -1

    @property
    def worse(self) -> bool:
        """What worked does not work any more."""
        return self.old < 400 and not 0 < self.new < 400


class ReplayRequest(Struct, frozen=True, omit_defaults=True):
    """A comparison.

    Attributes:
        paths, wim_image, letters: The old server's disks, as for a scan.
        container: Id or name of the running container.
        endpoint: The engine's address, "" for Docker's own choice.
        sites: Names of the sites to compare; empty for all that the container has.
        limit: At most so many different URLs are asked, the most frequent first.
    """

    paths: tuple[str, ...]
    container: str
    endpoint: str = ""
    wim_image: str = ""
    letters: tuple[tuple[str, str], ...] = ()
    sites: tuple[str, ...] = ()
    limit: int = 1000


class ReplayResult(Struct, frozen=True, omit_defaults=True):
    """What was compared.

    Attributes:
        files, lines, unreadable: Logs read, requests in them, and those that could not be read.
        gets: Requests of sites in the container that could be sent again.
        others, signed_in, unreachable, beyond: Requests that were not: see
            :class:`reberth.containers.old_requests.OldRequests`.
        distinct, asked: Different URLs among them, and how many were sent.
        differences: Where the answer's status is another one.
    """

    files: int
    lines: int
    unreadable: int
    gets: int
    others: int
    signed_in: int
    unreachable: int
    beyond: int
    distinct: int
    asked: int
    differences: tuple[Difference, ...]


class ComposeRequest(Struct, frozen=True, omit_defaults=True):
    """What to do with a project.

    Attributes:
        action: ``up`` starts it in the background, ``down`` removes it, ``ps`` lists its containers.
        folder: Build folder with compose.yaml.
        endpoint: The engine's address, "" for Docker's own choice.
        isolation: "" for what the environment or .env says.
        wait: With ``up``: until every container is healthy.
        image: Name of the image of the sites; "" for what the environment, .env or compose.yaml says.
    """

    action: Literal["up", "down", "ps"]
    folder: str
    endpoint: str = ""
    isolation: Isolation | Literal[""] = ""
    wait: bool = False
    image: str = ""


class ComposeContainer(Struct, frozen=True, omit_defaults=True):
    """A container of a project; ``ports`` as ``8080->80``, ``health`` "" where it has no check."""

    name: str
    service: str
    state: str
    health: str = ""
    ports: tuple[str, ...] = ()


class ComposeResult(Struct, frozen=True):
    """The project's name and its containers; none after ``down``."""

    project: str
    containers: tuple[ComposeContainer, ...] = ()
