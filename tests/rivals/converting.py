"""A small server as a folder for each drive, converted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reberth.model.events import silent
from reberth.model.selection import Selection
from reberth.verbs.convert import ConvertRequest, ConvertResult, convert
from tests.support.servers import write_server

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Converted(NamedTuple):
    """The build folder and what was said."""

    folder: Path
    result: ConvertResult

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8-sig")

    def codes(self) -> set[str]:
        return {getattr(item, "code", "") for item in self.result.plan.outcomes}


def converted(
    place: Path,
    files: Mapping[str, str],
    selection: Selection | None = None,
    *,
    drives: Mapping[str, Mapping[str, str]] | None = None,
    **options: Any,
) -> Converted:
    """Write a server with ``files`` on C: and more ``drives``, and convert it."""
    system = place / "c"
    write_server(system, **options)
    _fill(system, files)
    paths = [str(system)]
    letters = []
    for number, (letter, content) in enumerate((drives or {}).items(), start=1):
        _fill(place / letter, content)
        paths.append(str(place / letter))
        letters.append((f"folder{number}.root", letter))
    request = ConvertRequest(tuple(paths), str(place / "out"), selection or Selection(), letters=tuple(letters))
    return Converted(place / "out", convert(request, silent))


def _fill(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def site(name: str, number: int, applications: str, *bindings: str) -> str:
    made = "".join(
        f'<binding protocol="{item.split(" ")[0]}" bindingInformation="{item.split(" ")[1]}" />' for item in bindings
    )
    return f'<site name="{name}" id="{number}">{applications}<bindings>{made or BINDING}</bindings></site>'


def application(path: str, folder: str, *more: tuple[str, str], pool: str = "DefaultAppPool") -> str:
    directories = "".join(
        f'<virtualDirectory path="{inner}" physicalPath="{place}" />' for inner, place in (("/", folder), *more)
    )
    return f'<application path="{path}" applicationPool="{pool}">{directories}</application>'


BINDING = '<binding protocol="http" bindingInformation="*:80:" />'
