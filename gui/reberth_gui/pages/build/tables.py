"""Steps and layers of a build as rows of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reberth_gui.models.quantities import decimal_text, size_text
from reberth_gui.models.rows import Row
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.engine import Layer
    from reberth.model.events import LayerProgress
    from reberth_gui.pages.build.build_state import BuildState, BuildStep, StepState
    from reberth_gui.style.icons import Kind

_KINDS: dict[StepState, Kind] = {
    "waiting": "to-do",
    "running": "current",
    "done": "good",
    "cached": "good",
    "failed": "bad",
    "cancelled": "warning",
}


def step_headers() -> tuple[str, ...]:
    """Headers of the steps' table."""
    return (
        QCoreApplication.translate("BuildTables", "Step"),
        QCoreApplication.translate("BuildTables", "Line"),
        QCoreApplication.translate("BuildTables", "Time"),
        QCoreApplication.translate("BuildTables", "Size"),
        QCoreApplication.translate("BuildTables", "Result"),
    )


def layer_headers() -> tuple[str, ...]:
    """Headers of the layers' table."""
    return (
        QCoreApplication.translate("BuildTables", "Layer"),
        QCoreApplication.translate("BuildTables", "Size"),
        QCoreApplication.translate("BuildTables", "State or instruction"),
    )


def step_rows(state: BuildState, running_for: float = 0.0) -> list[Row]:
    """The steps; the one that runs has run for so many seconds."""
    return [_step_row(step, running_for) for step in state.steps]


def _step_row(step: BuildStep, running_for: float) -> Row:
    seconds = running_for if step.state == "running" else step.seconds
    time = time_text(seconds) if step.state in {"running", "done", "failed"} else ""
    size = size_text(step.size) if step.size > 0 else ""
    text = f"{step.number}  {shown(step.text)}"
    return Row((text, str(step.line or ""), time, size, _result(step.state)), _KINDS[step.state], text, step)


def _result(state: StepState) -> str:
    return {
        "waiting": "",
        "running": QCoreApplication.translate("BuildTables", "Running"),
        "done": QCoreApplication.translate("BuildTables", "Done"),
        "cached": QCoreApplication.translate("BuildTables", "From the cache"),
        "failed": QCoreApplication.translate("BuildTables", "Failed"),
        "cancelled": QCoreApplication.translate("BuildTables", "Not finished"),
    }[state]


def time_text(seconds: float) -> str:
    """Minutes and seconds; tenths below ten seconds."""
    if seconds < 10:
        return f"{decimal_text(seconds)} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def pulled_rows(layers: Iterable[LayerProgress]) -> list[Row]:
    """Layers on their way to the engine."""
    rows = []
    for item in layers:
        size = size_text(item.total) if item.total else ""
        if item.total and item.done < item.total:
            size = f"{size_text(item.done)} / {size}"
        rows.append(Row((shown(item.layer), size, shown(item.state))))
    return rows


def layer_rows(layers: Iterable[Layer]) -> list[Row]:
    """Layers of the finished image, the base image's first."""
    return [
        Row((str(number), size_text(item.size), shown(item.text)), None, shown(item.text))
        for number, item in enumerate(layers, start=1)
    ]
