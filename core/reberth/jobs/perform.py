"""A job from start to result, for programs that wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reberth.jobs.client import Job
from reberth.jobs.protocol import Items

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reberth.jobs.verb import Request, Result, Verb
    from reberth.model.events import Emit


def perform(
    verb: Verb[Request, Result],
    request: Request,
    emit: Emit,
    write: Callable[[Any], None] | None = None,
    command: Sequence[str] = (),
) -> Result:
    """Run a verb in a worker and return its result.

    Ctrl+C cancels it; a second one does not wait for the worker to clear up. Either way this returns only when
    everything is cleared up. A job that was faster than Ctrl+C keeps its result.

    Args:
        verb: From :mod:`reberth.jobs.table`.
        request: What to do.
        emit: Told of each event, in this thread.
        write: Given each item of a streaming verb, in this thread.
        command: Another worker, for tests.

    Raises:
        ReberthError: As :meth:`reberth.jobs.client.Job.result`.
    """
    job = Job(verb, request, command)
    try:
        job.start()
        for event in job.events():
            if not isinstance(event, Items):
                emit(event)
            elif write is not None:
                for item in event.items:
                    write(item)
    except KeyboardInterrupt:
        _end(job)
    finally:
        job.cancel()
        _end(job)
    return job.result()


def _end(job: Job[Any, Any]) -> None:
    """Cancel and wait, whatever is pressed meanwhile."""
    job.cancel()
    while job.pid:
        try:
            job.wait()
        except KeyboardInterrupt:
            job.kill()
        else:
            return
