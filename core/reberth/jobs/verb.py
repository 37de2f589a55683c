"""A verb as a job knows it: names only, so that nothing is imported before it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeVar

Request = TypeVar("Request")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Verb(Generic[Request, Result]):
    """What a worker can do.

    Places are written ``module:name``.

    Attributes:
        name: Its name in the table.
        call: Place of the function ``verb(request, emit) -> result``, or ``verb(request, write, emit) -> result`` if
            it has ``items``.
        request: Place of the request's type.
        result: Place of the result's type, "" for None.
        items: Place of the type of what is handed to ``write``, "" for a verb without.
        outputs: Fields of the request with the paths that the verb writes: a killed worker's half-written siblings
            of them are cleared away.
        grace: Seconds that the worker has to clear up after a cancel before it is killed.
    """

    name: str
    call: str
    request: str
    result: str = ""
    items: str = ""
    outputs: tuple[str, ...] = ()
    grace: float = 2.0

    def outputs_of(self, request: Request) -> tuple[str, ...]:
        """Paths that the verb will write, "" where the request has none."""
        return tuple(getattr(request, field) for field in self.outputs)


def at(place: str) -> Any:
    """What is at ``module:name``, its module imported now; None for ""."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name) if module else None
