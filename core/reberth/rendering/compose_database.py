"""The commented proposal of a database beside the web sites, where one lived on the old server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.rendered import RenderedLine
from reberth.rendering.quoting import comment
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.plan import Database, Plan

_STATE = (
    "A database ran on the old server itself. Best restore it on a SQL Server that stays, and name that one in .env.",
    "For a test only, a container can stand in. Honestly, the state of SQL Server in Windows containers: Microsoft",
    "does not support it; its images ended with SQL Server 2017, a preview of 2019 was never finished; and the",
    "supported images are for Linux, which an engine in Windows mode cannot run. So this needs an image of your own",
    "with SQL Server Express in it. Its password goes into db.env (sa_password=...), and the connection strings in",
    ".env then say Server=db,1433. What was found, and the service to uncomment:",
)
# Without their signs these lines are a service that compose accepts.
_SERVICE = (
    "db:",
    '  image: "${REBERTH_DATABASE_IMAGE:-local/sql-express:test}"',
    "  pull_policy: never",
    '  isolation: "${REBERTH_ISOLATION:-default}"',
    "  environment:",
    '    ACCEPT_EULA: "Y"',
    "  env_file:",
    "    - path: db.env",
    "      format: raw",
    "  volumes:",
    "    - type: bind",
    "      source: ./data",
    "      target: 'C:\\data'",
)


def database_lines(plan: Plan) -> Iterator[RenderedLine]:
    """Comment lines in the services of a compose file; none where every database is elsewhere."""
    if not plan.databases:
        return
    steps = tuple(item.step for item in plan.databases)
    for text in _STATE:
        yield RenderedLine(f"  # {text}", steps)
    for item in plan.databases:
        yield RenderedLine(f"  #   - {comment(shown(_described(item)))}", (item.step,))
    for text in _SERVICE:
        yield RenderedLine(f"  # {text}", steps)


def _described(item: Database) -> str:
    """What was found."""
    place = item.evidence[0] if item.evidence else None
    where = "" if place is None else f" ({place.source}{f', line {place.line}' if place.line else ''})"
    if not item.server:
        return f"instance {item.name}{where}"
    database = f", database {item.database}" if item.database else ""
    return f"connection {item.name}: {item.server}{database}{where}"
