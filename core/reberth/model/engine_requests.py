"""What is asked of the verbs that talk to an engine, and their answers: plain data that can cross to a worker."""

from __future__ import annotations

from msgspec import Struct

from reberth.model.edit import Edit
from reberth.model.engine import (
    Advice,
    Check,
    EngineInfo,
    Image,
    Isolation,
    Layer,
    Probe,
    Probed,
    Processes,
    Target,
    Usage,
)
from reberth.model.selection import Selection


class BuildRequest(Struct, frozen=True, omit_defaults=True):
    """A build.

    Attributes:
        paths, wim_image, letters, selection: As for a conversion: the context streams from the disk into the engine.
        folder: A build folder instead.
        endpoint: The engine's address, "" for Docker's own choice.
        tags: Names of the image; without any, ``<server>-web``.
        isolation: Of the containers that run the Dockerfile's steps.
        build_args: Names and values for ARG instructions.
        base_image_tar: A tar with the base image, for an engine without a way to a registry.
        registry: A mirror to pull base images from (``registry.example/mirror``), "" for the one in their names.
        target: Name of the machine on which containers of the image shall run, "" for the engine's own.
        pull: Pull the base image even when the engine has one of that name.
        installers: Folder with the add-ons' installers, and with ``sxs`` for .NET 3.5 without Windows Update.
        save_context: Write the build folder here as well, and build from it.
        migration: Label of everything this makes, "" for a new one.
        edits: Changes by hand of generated files, for a build from disks.
    """

    paths: tuple[str, ...] = ()
    folder: str = ""
    selection: Selection = Selection()
    wim_image: str = ""
    letters: tuple[tuple[str, str], ...] = ()
    endpoint: str = ""
    tags: tuple[str, ...] = ()
    isolation: Isolation = "default"
    build_args: tuple[tuple[str, str], ...] = ()
    base_image_tar: str = ""
    pull: bool = False
    installers: str = ""
    save_context: str = ""
    migration: str = ""
    registry: str = ""
    target: str = ""
    edits: tuple[Edit, ...] = ()


class BuildResult(Struct, frozen=True, omit_defaults=True):
    """An image: id, names, number of steps, seconds with upload, the migration's label, what to ask a container."""

    image_id: str
    tags: tuple[str, ...]
    steps: int
    seconds: float
    migration: str
    probes: tuple[Probe, ...] = ()


class RunRequest(Struct, frozen=True, omit_defaults=True):
    """A trial run.

    Attributes:
        image: Name or id of the image.
        endpoint: The engine's address, "" for Docker's own choice.
        isolation: Of the container.
        ports: Port inside and port on the host (0: a free one); without any, every port of the image on a free one.
        name: The container's name, "" for one of the engine's.
        environment: Names and values.
        env_file: A file of NAME=value lines, as docker reads them; ``environment`` is stronger.
        cpus: How many processors it may use, 0 for all.
        memory: Bytes it may use, 0 for no limit.
        remove: Remove it when it ends.
        command: Runs instead of the sites; see :func:`reberth.verbs.command.run_command`.
        probes: What to ask; without any, what the image's label says.
        wait: Seconds to wait until it is ready, and as long again for the first answer of each site.
        health_seconds: Time between two health checks.
        no_probes: Do not ask anything.
    """

    image: str
    endpoint: str = ""
    isolation: Isolation = "default"
    ports: tuple[tuple[int, int], ...] = ()
    name: str = ""
    environment: tuple[tuple[str, str], ...] = ()
    env_file: str = ""
    cpus: float = 0.0
    memory: int = 0
    remove: bool = False
    command: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    wait: float = 180.0
    health_seconds: float = 5.0
    no_probes: bool = False


class RunResult(Struct, frozen=True, omit_defaults=True):
    """A running container.

    Attributes:
        container: Its id.
        name: Its name.
        isolation: As the engine resolved it, "" on one that knows none.
        ports: Port inside and port on the host.
        probes: The answers.
        healthy: Whether its own health check said so.
        seconds: From its start until it was ready.
    """

    container: str
    name: str = ""
    isolation: str = ""
    ports: tuple[tuple[int, int], ...] = ()
    probes: tuple[Probed, ...] = ()
    healthy: bool = False
    seconds: float = 0.0


class CommandResult(Struct, frozen=True):
    """The container's id, and how the command ended."""

    container: str
    exit_code: int


class LogsRequest(Struct, frozen=True, omit_defaults=True):
    """``tail`` lines (0: all) of a container by name or id; with ``follow`` those to come as well."""

    container: str
    endpoint: str = ""
    follow: bool = False
    tail: int = 0


class ProcessesRequest(Struct, frozen=True, omit_defaults=True):
    """A running container by name or id."""

    container: str
    endpoint: str = ""


class ProcessesResult(Struct, frozen=True, omit_defaults=True):
    """Its processes, what it uses, and its isolation as the engine resolved it ("" on one that knows none)."""

    processes: Processes
    usage: Usage
    isolation: str = ""


class StopRequest(Struct, frozen=True, omit_defaults=True):
    """Containers by name or id; after ``grace`` seconds they are ended."""

    containers: tuple[str, ...]
    endpoint: str = ""
    grace: int = 30


class StopResult(Struct, frozen=True):
    """The containers that do not run any more."""

    containers: tuple[str, ...]


class RemoveRequest(Struct, frozen=True, omit_defaults=True):
    """What to remove.

    Attributes:
        names: Containers, or images with ``images``, by name or id.
        endpoint: The engine's address, "" for Docker's own choice.
        everything: Every container of ours, or with ``migration`` every one of that migration.
        images: Images instead of containers; with ``everything`` the containers go first.
        migration: Only what bears this label.
    """

    names: tuple[str, ...] = ()
    endpoint: str = ""
    everything: bool = False
    images: bool = False
    migration: str = ""


class RemoveResult(Struct, frozen=True, omit_defaults=True):
    """What is gone: containers and images by id."""

    containers: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


class ImagesRequest(Struct, frozen=True, omit_defaults=True):
    """``endpoint`` is the engine's address, "" for Docker's own choice."""

    endpoint: str = ""


class ImagesResult(Struct, frozen=True):
    """Newest first."""

    images: tuple[Image, ...]


class LayersRequest(Struct, frozen=True, omit_defaults=True):
    """``image`` by name or id."""

    image: str
    endpoint: str = ""


class LayersResult(Struct, frozen=True):
    """The base image's layers first, then one for each step."""

    layers: tuple[Layer, ...]


class PushRequest(Struct, frozen=True, omit_defaults=True):
    """``image`` with the registry in its name; given ``source``, that image gets the name first."""

    image: str
    endpoint: str = ""
    source: str = ""


class PushResult(Struct, frozen=True):
    """The image's name and the digest that the registry gave it ("" where it gave none)."""

    image: str
    digest: str


class SaveRequest(Struct, frozen=True, omit_defaults=True):
    """An image by name or id, and the file to write, which must not be there."""

    image: str
    output: str
    endpoint: str = ""


class SaveResult(Struct, frozen=True):
    """The file and its size in bytes."""

    output: str
    bytes: int


class DoctorRequest(Struct, frozen=True, omit_defaults=True):
    """What the doctor shall look at.

    Attributes:
        endpoint: The engine's address, "" for Docker's own choice.
        target: Where containers shall run, by name of the catalogue (``server2022``); "" for the engine's own machine.
        bases: Base images that will be needed; without any, the usual ones of ``windows``.
        windows: Base version.
        ports: Ports of the host that will be needed.
        isolation: What will be asked for.
        seconds: How long the engine may take over one answer.
    """

    endpoint: str = ""
    target: str = ""
    bases: tuple[str, ...] = ()
    windows: str = "ltsc2022"
    ports: tuple[int, ...] = (80, 443)
    isolation: Isolation = "default"
    seconds: int = 10


class DoctorResult(Struct, frozen=True, omit_defaults=True):
    """What the doctor found.

    Attributes:
        checks: One line each, in the order in which they are worth reading.
        engine: The engine, None where it could not be asked.
        target: Where containers shall run, None where neither was it named nor could the engine be asked.
        advice: For each base image and each isolation on the target.
        ready: No line is red.
    """

    checks: tuple[Check, ...]
    engine: EngineInfo | None = None
    target: Target | None = None
    advice: tuple[Advice, ...] = ()
    ready: bool = False
