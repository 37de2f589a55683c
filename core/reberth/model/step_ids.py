"""Ids of plan steps: what ties a generated line to its evidence."""

from __future__ import annotations

BASE = "base"
HEALTH = "health"


def site_step(name: str) -> str:
    """The step that a site became."""
    return f"site:{name}"


def application_step(site: str, application: str) -> str:
    """The lines that an application of a site became, by its path."""
    return f"application:{site}{application.rstrip('/')}"


def directory_step(site: str, application: str, path: str) -> str:
    """The line that a virtual directory of an application became, by their paths."""
    return f"directory:{site}{application.rstrip('/')}:{path}"


def binding_step(site: str, protocol: str, information: str) -> str:
    """The line that a binding became, by its form in the image."""
    return f"binding:{site} {protocol} {information}"


def pool_step(name: str) -> str:
    """The step that an application pool became."""
    return f"pool:{name}"


def lock_step(path: str, mode: str) -> str:
    """The step that lets web.config files set a section (mode ``Allow``), or keeps them from it."""
    return f"{'unlock' if mode == 'Allow' else 'lock'}:{path}"


def section_step(path: str) -> str:
    """The step that a server-level section became."""
    return f"section:{path}"


def location_step(location: str, path: str) -> str:
    """The step that a section of a location block became."""
    return f"location:{location}:{path}"


def content_step(number: int) -> str:
    """The step that copies a content root."""
    return f"content:{number:02d}"


def feature_step(name: str) -> str:
    """The step that enables a Windows feature."""
    return f"feature:{name}"


def port_step(port: int) -> str:
    """The step that exposes a port."""
    return f"port:{port}"


def secret_step(variable: str) -> str:
    """The step that brings a secret in from outside."""
    return f"secret:{variable}"


def database_step(name: str) -> str:
    """The step that proposes a place for a database of the old server."""
    return f"database:{name}"
