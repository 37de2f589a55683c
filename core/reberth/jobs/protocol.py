"""What goes through a worker's pipes: one order in, lines of JSON out, the last of them a terminal one."""

from __future__ import annotations

import functools
import json
import operator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from reberth.jobs.verb import at
from reberth.model.errors import Parameter, ReberthError
from reberth.model.events import Event
from reberth.model.odd_text import decode, encode

if TYPE_CHECKING:
    from reberth.jobs.verb import Verb

__all__ = [
    "MAX_LINE",
    "Cancelled",
    "Done",
    "Failed",
    "Heard",
    "Items",
    "Line",
    "LineDecoder",
    "Order",
    "Terminal",
    "decode_order",
    "encode",
]

Item = TypeVar("Item")
Result = TypeVar("Result")

# A line that grows beyond this comes from no honest worker; the inventory of the largest server is far smaller.
MAX_LINE = 256 << 20


class Order(Struct, frozen=True):
    """The one line that a worker reads.

    Attributes:
        verb: Name in the table of verbs.
        request: The verb's request as plain JSON.
        job: Name of the job, for what it leaves behind.
        scratch: Folder for its temporary files.
    """

    verb: str
    request: Any
    job: str
    scratch: str


class Items(Struct, Generic[Item], frozen=True, tag="items", tag_field="event"):
    """Part of a stream: entries of a listing, pieces of a file."""

    items: tuple[Item, ...]


class Done(Struct, Generic[Result], frozen=True, tag="done", tag_field="event"):
    """Terminal: the verb's result."""

    result: Result


class Failed(Struct, frozen=True, tag="failed", tag_field="event"):
    """Terminal: an error by catalogue code."""

    code: str
    params: dict[str, Parameter] = {}

    def error(self) -> ReberthError:
        """The error to raise on the other side; whatever the parameters are called."""
        error = ReberthError(self.code)
        error.params = dict(self.params)
        error.args = (self.code, error.params)
        return error


class Cancelled(Struct, frozen=True, tag="cancelled", tag_field="event"):
    """Terminal: the worker was told to leave."""


Terminal = Done[Any] | Failed | Cancelled
# What a worker says before it ends.
Heard = Event | Items[Any]
Line = Heard | Terminal


def decode_order(line: bytes) -> Order:
    """The order of a line.

    Raises:
        ReberthError: ``job.bad-order``.
    """
    try:
        return msgspec.convert(json.loads(line), Order)
    except (ValueError, RecursionError) as error:
        raise ReberthError("job.bad-order", reason=type(error).__name__) from error


class LineDecoder:
    """Reads the lines of one verb's workers."""

    def __init__(self, verb: Verb[Any, Any]) -> None:
        """Import the types of the verb's items and result, nothing else of it."""
        kinds: list[Any] = [Event, Done[at(verb.result)], Failed, Cancelled]  # type: ignore[misc]
        if verb.items:
            kinds.append(Items[at(verb.items)])  # type: ignore[misc]
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(functools.reduce(operator.or_, kinds))

    def decode(self, line: bytes) -> Line:
        """The event of a line.

        Raises:
            ValueError: When the line is none of the verb's.
        """
        try:
            event: Line = decode(line, self._decoder)
        except RecursionError as error:
            raise ValueError(type(error).__name__) from error
        return event
