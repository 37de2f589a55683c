"""A command in a container of its own, watched to its end: what it writes comes as events, lines go in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.images import image_config
from reberth.containers.labels import RUN
from reberth.containers.logs import follow_logs
from reberth.containers.preflight import check_image
from reberth.containers.running import discard, discard_run, send_lines, start
from reberth.model.engine_requests import CommandResult
from reberth.verbs.run import RunRequest, spec_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.events import Emit

__all__ = ["CommandResult", "run_command"]


def run_command(request: RunRequest, emit: Emit, lines: Iterable[bytes] | None = None) -> CommandResult:
    """Run ``request.command`` and follow it to its end.

    Args:
        request: What to run; ``remove`` removes the container afterwards.
        emit: Gets an ``Output`` for each line.
        lines: What to write to the command's input, which is closed after it; None leaves it without one.

    Raises:
        ReberthError: ``engine.*``; ``advice.*`` where it cannot run there. However this ends early, the container is
            removed.
    """
    with connect(request.endpoint) as engine:
        check_image(engine, request.image, request.isolation, emit)
        # The engine would remove it before its last lines are read.
        spec = spec_of(request, image_config(engine.api, request.image))._replace(
            remove=False, interactive=lines is not None
        )
        try:
            container = start(engine.api, spec, emit)
            if lines is not None:
                # A daemon: waiting for a person's next line must not keep the program alive.
                sender = threading.Thread(target=send_lines, args=(engine.api, container, lines), daemon=True)
                sender.start()
            follow_logs(engine.api, container, emit)
            ended = engine.api.wait(container)
        except BaseException:
            discard_run(engine.api, spec.labels[RUN])
            raise
        if request.remove:
            discard(engine.api, container)
    return CommandResult(container, int(ended["StatusCode"]))
