"""``compose.yaml``: the image as a service, beside the Dockerfile (Compose specification, Windows containers)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from reberth.model.rendered import RenderedFile, RenderedLine
from reberth.rendering.compose_database import database_lines
from reberth.rendering.naming import image_tag, project_name
from reberth.rendering.quoting import comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.plan import HealthCheck, Plan

PATH = "compose.yaml"
_ABOUT_ENVIRONMENT = (
    "Copy .env.example to .env and fill it in. Values are taken as they stand (format: raw, Compose 2.30 or newer).",
    "Compose also reads .env for itself and may stumble over values with $ or quotes: reberth compose keeps it from",
    "that, and so does COMPOSE_DISABLE_ENV_FILE=1.",
)


def render_compose(plan: Plan) -> RenderedFile:
    """Render the compose file of a plan. It lies beside the context and is not part of the image."""
    return RenderedFile(PATH, tuple(_lines(plan)), context=False)


def quoted(text: str) -> str:
    """A double-quoted YAML scalar on one line; ``$`` would begin a variable of compose."""
    return yaml.safe_dump(text.replace("$", "$$"), default_style='"', allow_unicode=True, width=1 << 30).strip()


def _lines(plan: Plan) -> Iterator[RenderedLine]:
    """All lines."""
    base = (plan.base.step,)
    what = "IIS sites" if plan.has_sites else "Services"
    for text in (
        f"# {what} of {comment(plan.server)}, made by Reberth. evidence.json tells where each line comes from.",
        "# Build the image first (see README.md), then: reberth compose up, or docker compose up -d.",
        "# REBERTH_ISOLATION (default, process, hyperv) and REBERTH_PORT_<n> may be set in the environment.",
    ):
        yield RenderedLine(text)
    yield RenderedLine(f"name: {quoted(project_name(plan.server))}")
    yield RenderedLine("services:")
    yield RenderedLine("  web:", base)
    tag = image_tag(plan.server)
    yield RenderedLine(f'    image: "${{REBERTH_IMAGE:-{tag}}}"', base)
    yield RenderedLine("    # Built beforehand: compose builds with BuildKit, which cannot build Windows images. Never")
    yield RenderedLine("    # looked for in a public registry; take this line away when the image is in one of yours.")
    yield RenderedLine("    pull_policy: never", base)
    yield RenderedLine('    isolation: "${REBERTH_ISOLATION:-default}"', base)
    yield from _ports(plan)
    yield from _environment(plan)
    yield from _certificates(plan)
    yield from _hosts(plan)
    if plan.health is not None:
        yield from _health(plan.health)
    yield from _services(plan)
    yield from database_lines(plan)
    yield RenderedLine("networks:")
    yield RenderedLine("  default:")
    yield RenderedLine("    # The network that every engine in Windows mode has; older hosts allow no second one.")
    yield RenderedLine("    name: nat")
    yield RenderedLine("    external: true")


def _ports(plan: Plan) -> Iterator[RenderedLine]:
    """Ports of every binding."""
    if plan.ports:
        steps = tuple(item.step for item in plan.ports)
        yield RenderedLine("    # Windows takes single ports only: no address of the host, no ranges.")
        yield RenderedLine("    ports:", steps)
    for item in plan.ports:
        yield RenderedLine(f'      - "${{REBERTH_PORT_{item.port}:-{item.port}}}:{item.port}"', (item.step,))


def _hosts(plan: Plan) -> Iterator[RenderedLine]:
    """Lines of the old hosts file."""
    if plan.extras.hosts:
        steps = tuple(item.step for item in plan.extras.hosts)
        yield RenderedLine("    # From the old server's hosts file: check that each address still means what it did.")
        yield RenderedLine("    extra_hosts:", steps)
    for item in plan.extras.hosts:
        yield RenderedLine(f"      - {quoted(f'{item.name}={item.address}')}", (item.step,))


def _services(plan: Plan) -> Iterator[RenderedLine]:
    """Other services of the server, each with an image of its own."""
    taken = {("tcp", item.port) for item in plan.ports}
    for item in plan.extras.services:
        steps = (item.step,)
        tag = f"{project_name(plan.server)}-{item.name}"
        yield RenderedLine(f"  # Build it first: docker build -t {tag} services/{item.name}")
        yield RenderedLine(f"  {item.name}:", steps)
        yield RenderedLine(f'    image: "{tag}"', steps)
        yield RenderedLine("    pull_policy: never", steps)
        yield RenderedLine('    isolation: "${REBERTH_ISOLATION:-default}"', steps)
        if item.ports:
            yield RenderedLine("    ports:", steps)
        for text in item.ports:
            number, _, protocol = text.partition("/")
            outside = _free(int(number), protocol or "tcp", taken)
            yield RenderedLine(f'      - "{outside}:{number}{"/" + protocol if protocol else ""}"', steps)


def _free(port: int, protocol: str, taken: set[tuple[str, int]]) -> int:
    """A port of the host for a port of a container: the same one, or one above 8000; noted as taken."""
    every: tuple[int, ...] = (port, *range(8000 + port % 1000, 1 << 16))
    free = next(number for number in every if (protocol, number) not in taken)
    taken.add((protocol, free))
    return free


def _environment(plan: Plan) -> Iterator[RenderedLine]:
    """Values from outside."""
    if plan.secrets:
        steps = tuple(f"secret:{item.variable}" for item in plan.secrets)
        for text in _ABOUT_ENVIRONMENT:
            yield RenderedLine(f"    # {text}")
        yield RenderedLine("    env_file:", steps)
        yield RenderedLine("      - path: .env", steps)
        yield RenderedLine("        format: raw", steps)


def _certificates(plan: Plan) -> Iterator[RenderedLine]:
    """Where certificates for https come from, as a proposal."""
    if plan.tls:
        steps = tuple(dict.fromkeys(item.step for item in plan.tls))
        yield RenderedLine("    # Certificates instead of the self-signed one: default.pfx with password.txt.")
        yield RenderedLine("    # volumes:", steps)
        yield RenderedLine("    #   - type: bind", steps)
        yield RenderedLine("    #     source: ./certificates", steps)
        yield RenderedLine("    #     target: 'C:\\run\\certificates'", steps)
        yield RenderedLine("    #     read_only: true", steps)


def _health(health: HealthCheck) -> Iterator[RenderedLine]:
    """The image's own health check, for who reads only this file."""
    for text in (
        "    healthcheck:",
        '      test: ["CMD", "cmd", "/S", "/C", "C:\\\\reberth\\\\setup\\\\health.cmd"]',
        "      interval: 30s",
        "      timeout: 20s",
        "      start_period: 90s",
        "      retries: 3",
    ):
        yield RenderedLine(text, (health.step,))
