"""``setup/start.xml``, rendered last: only the copying knows which files the start script has to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.rendering.data_files import start_data_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile


def start_data(plan: Plan, externals: Iterable[tuple[str, str]]) -> RenderedFile:
    r"""Render the start script's data.

    Args:
        plan: The plan.
        externals: Skeleton and target path in the image of each file to write
            (``C:\reberth\secrets\01\reberth.connectionStrings.config``, ``C:\apps\shop\reberth...``).
    """
    return start_data_lines(plan, externals)
