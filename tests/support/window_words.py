"""The window's own words: what the source says, what the .ts file holds, and pyside6-lupdate and pyside6-lrelease.

``python3 dev.py translations`` takes the strings of the source into the .ts files, new ones marked as unfinished, and
writes the .qm files beside them. The English file holds the strings with numbers only: one file, two files. lupdate
takes no f-strings, no ``\\N{...}`` and no helper function of a module, and says nothing about them; so the source is
read here, and lupdate gets a list of plain calls.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "reberth_resources" / "translations"
SOURCE = ROOT / "gui" / "reberth_gui"
GERMAN = TRANSLATIONS / "reberth_de.ts"
ENGLISH = TRANSLATIONS / "reberth_en.ts"


class Word(NamedTuple):
    """One string of the window: where it is said, and in both languages."""

    context: str
    source: str
    note: str
    forms: tuple[str, ...]
    state: str


class Said(NamedTuple):
    """One call in the source that shows a string."""

    context: str
    arguments: tuple[ast.expr, ...]
    place: str

    def key(self) -> tuple[str, str, str]:
        """Context, text and note; all must be literals, for nothing else can be looked up."""
        texts = [item.value for item in self.arguments[:2] if isinstance(item, ast.Constant)]
        assert len(texts) == len(self.arguments[:2]), f"{self.place}: not a literal"
        assert self.context, f"{self.place}: no context"
        return self.context, str(texts[0]), str(texts[1]) if len(texts) > 1 else ""


def said(folder: Path = SOURCE) -> Iterator[Said]:
    """All of them: ``self.tr`` in a class, ``QCoreApplication.translate``, and a module's own functions around that."""
    for file in sorted(folder.rglob("*.py")):
        module = ast.parse(file.read_text(encoding="utf-8"))
        functions = (node for node in module.body if isinstance(node, ast.FunctionDef))
        helpers = {node.name: context for node in functions if (context := _helper(node))}
        yield from _within(module, "", helpers, file.name)


def _helper(node: ast.FunctionDef) -> str:
    """The context of a function that does nothing but translate its argument."""
    if isinstance(node.body[-1], ast.Return):
        call = node.body[-1].value
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "QCoreApplication.translate":
            context, text = call.args[:2]
            own = {item.arg for item in node.args.args}
            if isinstance(context, ast.Constant) and isinstance(text, ast.Name) and text.id in own:
                return str(context.value)
    return ""


def _within(node: ast.AST, context: str, helpers: dict[str, str], name: str) -> Iterator[Said]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) and child.name in helpers:
            continue
        if isinstance(child, ast.Call):
            place, call = f"{name}:{child.lineno}", ast.unparse(child.func)
            if call == "self.tr":
                yield Said(context, tuple(child.args), place)
            elif call == "QCoreApplication.translate":
                yield Said(str(getattr(child.args[0], "value", "")), tuple(child.args[1:]), place)
            elif call in helpers:
                yield Said(helpers[call], tuple(child.args[:1]), place)
        yield from _within(child, child.name if isinstance(child, ast.ClassDef) else context, helpers, name)


def words(file: Path) -> list[Word]:
    """All strings of a .ts file. A string with a number in it has a form for one and a form for many."""
    found = []
    for context in etree.parse(file).iterfind("context"):
        for message in context.iterfind("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [item.text or "" for item in translation.iterfind("numerusform")] or [translation.text or ""]
            name, source = context.findtext("name") or "", message.findtext("source") or ""
            note = message.findtext("comment") or ""
            found.append(Word(name, source, note, tuple(forms), translation.get("type", "")))
    return found


def update(file: Path, language: str) -> None:
    """Take the strings of the source into a .ts file, drop those that are gone; lines are not noted, for they move."""
    kind = ("-pluralonly",) if language == "en" else ()
    calls = set()
    for item in said():
        texts = ", ".join(json.dumps(text, ensure_ascii=False) for text in item.key())
        calls.add(f"QCoreApplication.translate({texts}{', 1' if len(item.arguments) > 2 else ''})")
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "words.py"
        listed.write_text("\n".join(sorted(calls)) + "\n", encoding="utf-8")
        options = ("-locations", "none", "-no-obsolete", "-source-language", "en", "-target-language", language)
        _run("pyside6-lupdate", *kind, *options, str(listed), "-ts", str(file))


def release(file: Path, target: Path) -> None:
    """Write the .qm file that Qt loads; at once, for a running program has the old one mapped into its memory."""
    part = target.with_suffix(".part")
    _run("pyside6-lrelease", str(file), "-qm", str(part))
    part.replace(target)


def _run(tool: str, *arguments: str) -> None:
    found = shutil.which(tool, path=str(Path(sys.executable).parent))
    assert found is not None, f"{tool} of PySide6-Essentials is missing"
    done = subprocess.run([found, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def main() -> None:
    """Bring the files up to date and name what is to be translated."""
    for file, language in ((GERMAN, "de"), (ENGLISH, "en")):
        update(file, language)
        release(file, file.with_suffix(".qm"))
        left = [word for word in words(file) if word.state]
        for word in left:
            sys.stdout.write(f"{word.context}: {word.source!r}\n")
        sys.stdout.write(f"{len(left)} to be translated in {file.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
