"""Names that the build folder gives to what is made from it."""

from __future__ import annotations


def project_name(server: str) -> str:
    """A computer name as images, containers and compose projects may be called: lower case, ASCII."""
    letters = (letter if letter.isalnum() and letter.isascii() else "-" for letter in server.lower())
    return "".join(letters).strip("-") or "server"


def image_tag(server: str) -> str:
    """The image of a server's sites: ``web01-web``."""
    return f"{project_name(server)}-web"
