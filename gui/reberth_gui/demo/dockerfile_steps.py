"""The steps of a Dockerfile, as a builder counts them, for a build that is only played."""

from __future__ import annotations

from typing import NamedTuple


class DockerfileStep(NamedTuple):
    """An instruction, and its line (from 1)."""

    line: int
    text: str


def steps_of(dockerfile: str) -> list[DockerfileStep]:
    """Instructions with their continuations; comments and the escape directive are none."""
    escape = "`" if dockerfile.lstrip().lower().replace(" ", "").startswith("#escape=`") else "\\"
    steps: list[DockerfileStep] = []
    begun: DockerfileStep | None = None
    for number, line in enumerate(dockerfile.split("\n"), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        goes_on = bare.endswith(escape)
        text = bare.removesuffix(escape).strip()
        begun = DockerfileStep(number, text) if begun is None else begun._replace(text=f"{begun.text} {text}")
        if not goes_on:
            steps.append(begun)
            begun = None
    return steps
