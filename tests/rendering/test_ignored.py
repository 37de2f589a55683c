"""A plain ``docker build`` sends the context, and neither secrets nor what lies beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docker.utils.build import exclude_paths

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.verbs.convert import ConvertResult

BESIDE = (".env", "db.env", "certificates/default.pfx", "certificates/password.txt", "data/app.mdf")


def test_the_context_is_sent_and_nothing_else(built: tuple[str, Path, ConvertResult], tmp_path: Path) -> None:
    """By the rules of the docker SDK, which are those of the client."""
    _, folder, result = built
    for path in (*(item.relative_to(folder).as_posix() for item in folder.rglob("*") if item.is_file()), *BESIDE):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    patterns = [line for line in (folder / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    found = exclude_paths(str(tmp_path), patterns)
    sent = {path.replace("\\", "/") for path in found if (tmp_path / path).is_file()}
    needed = {"Dockerfile", *(path for path in result.written if path.startswith(("setup/", "installers/")))}
    assert needed <= sent
    assert {path.partition("/")[0] for path in sent} <= {
        *("Dockerfile", ".dockerignore", "setup", "content", "secrets", "installers")
    }
    assert {
        item for item in folder.rglob("*") if item.is_file() and item.relative_to(folder).parts[0] == "content"
    } == {folder / path for path in sent if path.startswith("content/")}
