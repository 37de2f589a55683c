"""What Reberth made on an engine, by its label. Nothing else is ever removed, and nothing is ever pruned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.labels import MIGRATION, RUN
from reberth.containers.naming import named_container, named_image
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from docker import APIClient


def our_containers(api: APIClient, migration: str = "") -> tuple[str, ...]:
    """Ids of all containers that Reberth started, or of one migration's, running or not."""
    labels = [RUN, f"{MIGRATION}={migration}"] if migration else [RUN]
    return tuple(item["Id"] for item in api.containers(all=True, filters={"label": labels}))


def remove_container(api: APIClient, name: str) -> str:
    """End and remove a container and return its id.

    Raises:
        ReberthError: ``engine.not-ours``, ``engine.no-container``.
    """
    with named_container(name):
        found = api.inspect_container(name)
    if RUN not in (found["Config"].get("Labels") or {}):
        raise ReberthError("engine.not-ours", name=name)
    api.remove_container(found["Id"], force=True, v=True)
    return str(found["Id"])


def remove_image(api: APIClient, name: str) -> str:
    """Remove an image with all its names and return its id. The layers below that others use stay.

    Raises:
        ReberthError: ``engine.not-ours``, ``engine.no-image``, ``engine.image-in-use``.
    """
    with named_image(name):
        found = api.inspect_image(name)  # type: ignore[no-untyped-call] # of the stubs
    if MIGRATION not in (found["Config"].get("Labels") or {}):
        raise ReberthError("engine.not-ours", name=name)
    # The engine itself would first take away all names but the last.
    using = next((item for item in api.containers(all=True) if item.get("ImageID") == found["Id"]), None)
    if using is not None:
        container = next(iter(using.get("Names") or ()), using["Id"][:12]).lstrip("/")
        raise ReberthError("engine.image-in-use", name=name, container=container)
    for tag in found.get("RepoTags") or [found["Id"]]:
        api.remove_image(tag, noprune=False)
    return str(found["Id"])
