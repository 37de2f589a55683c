"""Whether an image can run where it is meant to, asked before anything is pulled, uploaded or started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docker.errors import ImageNotFound

from reberth.containers.adviser import advise
from reberth.containers.hyperv import HyperV, hyperv_here
from reberth.containers.probing import probe_engine
from reberth.containers.running import is_local
from reberth.containers.targets import find_target, target_of
from reberth.containers.windows_builds import build_of_version
from reberth.model.errors import ReberthError
from reberth.model.events import Note

if TYPE_CHECKING:
    from docker import APIClient

    from reberth.containers.engine import Engine
    from reberth.model.engine import Isolation, Target
    from reberth.model.events import Emit

# Where rule and documentation differ, and where only the registry says that there is no Hyper-V, a person may try.
_ONLY_TOLD = ("advice.base-left-behind", "advice.no-hyperv")


def engine_target(engine: Engine) -> Target:
    """The engine's own machine; without a build where the engine runs Linux containers."""
    hyperv = hyperv_here() if is_local(engine.endpoint) else HyperV()
    return target_of(probe_engine(engine), hyperv=False if hyperv.role is False else None)


def check_image(
    engine: Engine, reference: str, isolation: Isolation, emit: Emit, *, place: Target | None = None, later: str = ""
) -> None:
    """Refuse an image that cannot run on the engine's machine; tell where it cannot run on another one.

    Args:
        engine: Where it is built or started.
        reference: The image; the engine need not have it.
        isolation: What will be asked of the engine.
        emit: Gets a note where something is doubtful.
        place: The engine's machine, where that was asked already.
        later: Name of the machine on which it shall run in the end, "" for none.

    Raises:
        ReberthError: ``advice.*``; ``usage.target``.
    """
    build = _build_of(engine.api, reference)
    here = place or engine_target(engine)
    advice = advise(reference, isolation, here, build) if here.build else None
    if advice is not None and advice.runs is False:
        if advice.code not in _ONLY_TOLD:
            raise ReberthError(advice.code, **advice.params)
        emit(Note(advice.code, advice.params))
    if later:
        there = advise(reference, "default", find_target(later), build)
        if there.runs is not True or there.code != "advice.runs":
            emit(Note(there.code, there.params))


def _build_of(api: APIClient, reference: str) -> int:
    """The Windows build that an image names itself, 0 where the engine has no such image or it names none."""
    try:
        facts = api.inspect_image(reference)  # type: ignore[no-untyped-call] # of the stubs
    except ImageNotFound:
        return 0
    return build_of_version(str(facts.get("OsVersion") or ""))
