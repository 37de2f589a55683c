"""What is known about a container engine, the host behind it, and the machine where a container is to run."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.errors import Parameter

Isolation = Literal["default", "process", "hyperv"]


class EngineInfo(Struct, frozen=True, omit_defaults=True):
    """An engine as it describes itself.

    Attributes:
        endpoint: Its address: ``npipe:////./pipe/docker_engine``, ``unix:///run/docker.sock``, ``tcp://host:2376``.
        source: Where the address comes from: ``argument``, ``DOCKER_HOST``, ``context <name>``, ``default``.
        version, api_version: Of the engine.
        os: ``windows`` or ``linux``: which containers it runs now.
        os_name: The host's system in words.
        build: The host's Windows build (20348), 0 where unknown.
        client_edition: True for Windows 10 and 11, which run Hyper-V containers by default.
        isolation: The engine's default isolation, "" where it has none.
        root: The engine's data folder, on its own machine.
        name: The host's name.
    """

    endpoint: str
    source: str
    version: str = ""
    api_version: str = ""
    os: str = ""
    os_name: str = ""
    build: int = 0
    client_edition: bool = False
    isolation: str = ""
    root: str = ""
    name: str = ""


class Target(Struct, frozen=True, omit_defaults=True):
    """Where the container will run, apart from where it is built.

    Attributes:
        name: Catalogue name: ``server2022``, ``windows11-24h2``, ``aks-windows2022`` ...
        build: Windows build of the host.
        client: A client edition of Windows.
        hyperv: Whether Hyper-V isolation can be had there; None where nobody said.
        kubernetes: A node of a cluster, where process isolation is the only one.
        isolation: The engine's own default there, "" where nobody said.
    """

    name: str
    build: int
    client: bool = False
    hyperv: bool | None = None
    kubernetes: bool = False
    isolation: str = ""


class Advice(Struct, frozen=True, omit_defaults=True):
    """The answer for one base image and one isolation mode on one target: does it run (None: cannot be said), and why.

    Where it does not, the parameter ``works`` of the code names what does.
    """

    base: str
    isolation: Isolation
    runs: bool | None
    code: str
    params: dict[str, Parameter] = {}


class Check(Struct, frozen=True, omit_defaults=True):
    """One line of the doctor: ``code`` and ``params`` say what was found and, where red, what mends it."""

    name: str
    state: Literal["good", "warning", "bad", "unknown"]
    code: str
    params: dict[str, Parameter] = {}


class Probe(Struct, frozen=True, omit_defaults=True):
    """A question to a running container: one http(s) binding of a site.

    Attributes:
        site: Site name.
        scheme: ``http`` or ``https``.
        port: Port inside the container.
        host: Host header and SNI name, "" for none.
        path: Path and query.
    """

    site: str
    scheme: Literal["http", "https"]
    port: int
    host: str = ""
    path: str = "/"


class Probed(Struct, frozen=True, omit_defaults=True):
    """The answer to a probe.

    Attributes:
        probe: The question.
        url: Where it was asked, as seen from this machine.
        status: HTTP status, 0 for no answer.
        seconds: Until the answer was complete.
        title: The page's title.
        certificate: Subject and fingerprint of the certificate, for https.
        code: Catalogue code that explains a failure, "" when all is well.
        params: For ``code``.
        details: Log or configuration lines fetched from the container for the explanation.
    """

    probe: Probe
    url: str
    status: int = 0
    seconds: float = 0.0
    title: str = ""
    certificate: str = ""
    code: str = ""
    params: dict[str, Parameter] = {}
    details: tuple[str, ...] = ()


class Processes(Struct, frozen=True, omit_defaults=True):
    """What runs in a container.

    Attributes:
        titles: Column names as the engine gives them (a Windows engine: Name, PID, CPU, Private Working Set).
        rows: One row for each process.
        on_host: How many of them the host's own task list shows too: all under process isolation, none under
            Hyper-V isolation; -1 where the engine is on another machine.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    on_host: int = -1


class Usage(Struct, frozen=True, omit_defaults=True):
    """What a container uses now: per cent of one processor, bytes of memory, and its limit (0 for none)."""

    cpu: float = 0.0
    memory: int = 0
    limit: int = 0


class Layer(Struct, frozen=True):
    """One entry of an image's history: the instruction as the engine recorded it, and the bytes that it added."""

    text: str
    size: int


class Image(Struct, frozen=True, omit_defaults=True):
    """An image that Reberth built: its id, names, size in bytes, when (seconds since 1970) and for which migration."""

    id: str
    tags: tuple[str, ...]
    size: int
    created: int
    migration: str = ""
