"""The worker's side: read one order, do it, tell about it."""

from __future__ import annotations

import faulthandler
import os
import sys
import traceback
from typing import TYPE_CHECKING, Any

import msgspec

from reberth.host.awake import awake
from reberth.host.boxes import show_no_boxes
from reberth.jobs.channel import Channel, take_stdout
from reberth.jobs.crash import write_crash
from reberth.jobs.leaving import LEFT, Leaving
from reberth.jobs.protocol import Cancelled, Done, Failed, decode_order
from reberth.jobs.table import VERBS
from reberth.jobs.verb import at
from reberth.model.errors import ExitCode, ReberthError
from reberth.verbs.leftovers import Leftovers, work_for

if TYPE_CHECKING:
    from reberth.jobs.protocol import Order

_MAX_ORDER = 64 << 20
# A caller that is alive kills a worker much sooner; this is for one that died.
_GRACE = 10.0


def serve() -> int:
    """Do the order that stands on standard input and return the exit code.

    The end of standard input means: leave, and clear everything away.
    """
    if sys.stderr is not None:
        faulthandler.enable()
    show_no_boxes()
    leaving = Leaving()
    channel = Channel(take_stdout(), leaving)
    line = _read_line()
    if not line:
        return ExitCode.SUCCESS
    try:
        with awake():
            channel.end(Done(_do(decode_order(line), channel, leaving)))
    except KeyboardInterrupt:
        channel.end(Cancelled())
        return LEFT
    except ReberthError as error:
        channel.end(Cancelled() if leaving.raised else Failed(error.code, error.params))
        return error.exit_code
    except Exception as error:
        text = traceback.format_exc()
        channel.end(Failed("internal.unexpected", {"error": type(error).__name__, "file": write_crash(text)}))
        raise
    return ExitCode.SUCCESS


def _do(order: Order, channel: Channel, leaving: Leaving) -> Any:
    """Call the verb and return its result.

    Raises:
        KeyboardInterrupt: When the worker was told to leave; nothing is left behind then.
    """
    verb = VERBS.get(order.verb)
    if verb is None:
        raise ReberthError("job.bad-order", reason=order.verb)
    try:
        request = msgspec.convert(order.request, at(verb.request))
    except msgspec.ValidationError as error:
        raise ReberthError("job.bad-order", reason=str(error)) from error
    leftovers = Leftovers(order.job, order.scratch, verb.outputs_of(request))
    work_for(order.job, leaving.hold)
    leaving.watch(leftovers.clear, max(verb.grace, _GRACE))
    try:
        call = at(verb.call)
        result = call(request, channel.write, channel.emit) if verb.items else call(request, channel.emit)
        if leaving.raised:
            # Somebody below took the interruption for a failure of his own.
            raise KeyboardInterrupt
        return result
    finally:
        if leaving.asked:
            leftovers.clear()


def _read_line() -> bytes:
    """The order's line; nothing if there is none."""
    pieces: list[bytes] = []
    size = 0
    while piece := os.read(0, 1 << 16):
        pieces.append(piece)
        size += len(piece)
        if piece.endswith(b"\n"):
            return b"".join(pieces)
        if size > _MAX_ORDER:
            break
    return b""
