"""The documents say what is so: generated pages are current, commands parse, links lead somewhere."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from docs.generate import DOCS, pages
from reberth.cli.main import _COMMANDS, parser
from reberth_resources.catalogue import _catalogue
from reberth_resources.language import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

ROOT = DOCS.parent
FILES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:reberth|python3 dev\.py) [^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_current(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == pages()[name], f"docs/{name} is stale: python3 dev.py docs"


def shown(file: Path) -> list[str]:
    """Every command line of a document: lines of code blocks without what explains them, and code within text."""
    text = file.read_text(encoding="utf-8")
    lines = []
    for block in FENCE.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            words = re.split(r"\s{3,}(?![A-Z0-9./-])|\s+#\s", line.strip().removeprefix("$ "))[0]
            if words.startswith(("reberth ", "python3 dev.py ")):
                lines.append(words)
    return lines + INLINE.findall(FENCE.sub("", text))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_command_in_the_documents_parses(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generated = file.name in pages()
    for line in shown(file):
        words = shlex.split(line)
        if words[0] == "python3":
            assert words[2] in (ROOT / "dev.py").read_text(encoding="utf-8"), line
            continue
        assert words[1] in {*_COMMANDS, "--version", "--help"}, line
        # A bare name, or a name with "...", only says which command is meant; usage lines are the parser's own.
        if len(words) == 2 or "..." in words or "…" in words or generated:
            continue
        given = words[1 : words.index("--")] if "--" in words and words[1] == "run" else words[1:]
        refused: object = 0
        try:
            parser(words[1]).parse_args(given)
        except SystemExit as ended:
            refused = ended.code
        assert refused == 0, (line, capsys.readouterr().err)


def test_the_readme_shows_commands() -> None:
    assert len(shown(ROOT / "README.md")) >= 5


def test_every_command_that_a_message_names_exists() -> None:
    verbs = {*_COMMANDS, "--worker"}
    for language in LANGUAGES:
        for code, entry in _catalogue(language).items():
            for word in re.findall(r"(?<![\w-])reberth ([a-z-]+)", " ".join(entry.values())):
                assert word in verbs, (language, code, word)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_links_between_documents_lead_somewhere(file: Path) -> None:
    for path, anchor in LINK.findall(FENCE.sub("", file.read_text(encoding="utf-8"))):
        target = (file.parent / path) if path else file
        assert target.exists(), (file.name, path)
        if anchor:
            titles = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
            assert anchor[1:] in anchors, (file.name, path, anchor)
