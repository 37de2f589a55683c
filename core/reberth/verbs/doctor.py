"""Look an engine over, and say where its images will run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.adviser import advise_all
from reberth.containers.doctor import examine, judge
from reberth.containers.endpoint import find_endpoint
from reberth.containers.engine import connect
from reberth.containers.targets import find_target
from reberth.model.engine import Check
from reberth.model.engine_requests import DoctorRequest, DoctorResult
from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.planning.base_image import usual_base_images

if TYPE_CHECKING:
    from reberth.containers.doctor import Examined
    from reberth.model.engine import Target
    from reberth.model.events import Emit

__all__ = ["DoctorRequest", "DoctorResult", "doctor"]


def doctor(request: DoctorRequest, emit: Emit) -> DoctorResult:
    """Examine an engine. That it is not there, or not well, is a result and no error.

    Raises:
        ReberthError: ``usage.target``, ``plan.unknown-windows``.
    """
    target = find_target(request.target) if request.target else None
    bases = request.bases or usual_base_images(request.windows)
    emit(Progress("phase.examine-engine", 0))
    try:
        found = _examine(request, bases, target)
    except ReberthError as error:
        advice = advise_all(bases, target) if target else ()
        checks = (*_unwell(request, error), *judge(advice, request.isolation))
        return DoctorResult(checks, target=target, advice=advice, ready=False)
    ready = not any(check.state == "bad" for check in found.checks)
    return DoctorResult(found.checks, found.info, found.target, found.advice, ready)


def _examine(request: DoctorRequest, bases: tuple[str, ...], target: Target | None) -> Examined:
    """Connect and examine.

    Raises:
        ReberthError: ``engine.*``.
    """
    with connect(request.endpoint, seconds=request.seconds) as engine:
        return examine(engine, bases, request.ports, request.isolation, target)


def _unwell(request: DoctorRequest, error: ReberthError) -> tuple[Check, ...]:
    """The lines for an engine that cannot be asked."""
    name = "allowed" if error.code == "engine.no-access" else "reachable"
    red = Check(name, "bad", error.code, error.params)
    try:
        endpoint = find_endpoint(request.endpoint)
    except ReberthError:
        # The error is about finding it, then.
        return (Check("endpoint", "bad", error.code, error.params),)
    params: dict[str, str | int] = {"endpoint": endpoint.address, "source": endpoint.source}
    return (Check("endpoint", "good", "doctor.endpoint", params), red)
