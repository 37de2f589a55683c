"""The build context as rows: generated files, folders of content, and what of them stays behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reberth_gui.language import words
from reberth_gui.models.quantities import count_text, size_text
from reberth_gui.models.rows import Row
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.plan import ContentRoot, Plan
    from reberth.model.rendered import RenderedFile


def context_headers() -> tuple[str, ...]:
    """Headers of the table."""
    return (
        QCoreApplication.translate("ContextRows", "In the build folder"),
        QCoreApplication.translate("ContextRows", "Files"),
        QCoreApplication.translate("ContextRows", "Size"),
        QCoreApplication.translate("ContextRows", "What becomes of it"),
    )


def context_rows(plan: Plan, files: tuple[RenderedFile, ...]) -> list[Row]:
    """Everything in the order of paths."""
    rows = [(file.path, _generated(file)) for file in files]
    copied = QCoreApplication.translate("ContextRows", "Copied to {target}")
    for root in plan.contents:
        rows += [(f"{root.name}/", row) for row in _content(root, copied)]
    if plan.secrets:
        text = QCoreApplication.translate("ContextRows", "Skeletons of the files that are filled at start")
        rows.append(("secrets/", Row(("secrets/", "", "", text), None)))
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _generated(file: RenderedFile) -> Row:
    text = (
        QCoreApplication.translate("ContextRows", "Generated, part of the image or its making")
        if file.context
        else QCoreApplication.translate("ContextRows", "Generated, for people; not sent to the engine")
    )
    return Row((file.path, "1", size_text(len(file.encode())), text), None, "", file.path)


def _content(root: ContentRoot, copied: str) -> Iterator[Row]:
    into = shown(copied.format(target=root.target))
    yield Row((f"{root.name}/", count_text(root.files), size_text(root.bytes), into), "good")
    for item in root.exclusions:
        why = words(item.code, {"path": item.path}).sentence
        yield Row((f"    {shown(item.path)}", "", "", why), "info")
    for rewrite in root.rewrites:
        text = QCoreApplication.translate("ContextRows", "Its secrets are taken out, and put in again at start")
        yield Row((f"    {shown(rewrite.file)}", "", "", text), "info")
