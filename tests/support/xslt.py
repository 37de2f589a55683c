"""Stylesheets applied by lxml, and by .NET's XslCompiledTransform as Mono has it; documents in a form to compare."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROGRAM = Path(__file__).with_name("ApplyStylesheet.cs")


def by_lxml(stylesheet: bytes, source: bytes) -> bytes:
    """The result as a document of its own."""
    done = etree.XSLT(etree.fromstring(stylesheet))(etree.fromstring(source))
    return bytes(etree.tostring(done, encoding="utf-8", xml_declaration=True))


def by_dotnet(stylesheets: Mapping[str, bytes], source: bytes, folder: Path) -> dict[str, bytes]:
    """All results by name, of one run of one program."""
    program = folder / "ApplyStylesheet.exe"
    run("mcs", f"-out:{program}", "-r:System.Xml.dll", str(_PROGRAM))
    (folder / "source.config").write_bytes(source)
    lines = []
    for number, stylesheet in enumerate(stylesheets.values()):
        (folder / f"{number}.xslt").write_bytes(stylesheet)
        lines.append(f"{folder / f'{number}.xslt'}\t{folder / 'source.config'}\t{folder / f'{number}.config'}\n")
    (folder / "work.txt").write_text("".join(lines), encoding="utf-8")
    run("mono", str(program), str(folder / "work.txt"))
    return {name: (folder / f"{number}.config").read_bytes() for number, name in enumerate(stylesheets)}


def canonical(document: bytes) -> bytes:
    """[C14N] of a document, without comments and without the white space between elements."""
    root = etree.fromstring(document, etree.XMLParser(remove_comments=True, remove_blank_text=True))
    for node in root.iter():
        if len(node) and node.text is not None and not node.text.strip():
            node.text = None
        if node.tail is not None and not node.tail.strip():
            node.tail = None
    return bytes(etree.tostring(root, method="c14n"))


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
