"""Sections of the server level and of ``location`` blocks, and the locks on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.iis.configuration import POOLS, SITES
from reberth.iis.document import attribute, line_of, parse_document, tag_of
from reberth.iis.elements import convert
from reberth.model.finding import Finding
from reberth.model.iis import ConfigSection, SectionDeclaration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from reberth.iis.elements import Place
    from reberth.iis.schema import IisSchema

_MAX_DEPTH = 12
_NOT_SECTIONS = frozenset({"configSections", "location", "configProtectedData"})
# ``location path`` values that mean the file's own level.
SERVER_LEVEL = frozenset({"", "."})
# Kept by HostReader in their own form.
_HOST = frozenset({SITES, POOLS})


def declarations(root: etree._Element) -> tuple[SectionDeclaration, ...]:
    """Declared sections with their effective lock: overrideModeDefault, then ``location path=""`` blocks."""
    modes: dict[str, SectionDeclaration] = {}
    for node in root.findall("configSections"):
        for path, section in _declared(node, "", 0):
            mode = attribute(section, "overrideModeDefault", "Allow")
            modes[path] = SectionDeclaration(
                path, mode, attribute(section, "allowDefinition", "Everywhere"), line_of(section)
            )
    for location in root.findall("location"):
        mode = _mode(location)
        if attribute(location, "path") not in SERVER_LEVEL or mode == "Inherit":
            continue
        for path, _ in _found(location, "", frozenset(modes), 0):
            known = modes.get(path)
            if known is not None:
                modes[path] = SectionDeclaration(path, mode, known.allow_definition, line_of(location))
    return tuple(modes.values())


def _declared(node: etree._Element, prefix: str, depth: int) -> Iterator[tuple[str, etree._Element]]:
    """Section declarations below a group."""
    if depth > _MAX_DEPTH:
        return
    for child in node:
        path = f"{prefix}{attribute(child, 'name')}"
        if tag_of(child) == "section":
            yield path, child
        elif tag_of(child) == "sectionGroup":
            yield from _declared(child, f"{path}/", depth + 1)


def _found(
    node: etree._Element, prefix: str, known: frozenset[str], depth: int
) -> Iterator[tuple[str, etree._Element]]:
    """Sections as written below an element: known ones, and unknown leaves under the path that they stand at."""
    if depth > _MAX_DEPTH:
        return
    for child in node:
        tag = tag_of(child)
        path = f"{prefix}{tag}"
        if not prefix and tag in _NOT_SECTIONS:
            continue
        if any(name.startswith(f"{path}/") for name in known):
            yield from _found(child, f"{path}/", known, depth + 1)
        else:
            yield path, child


class SectionReader:
    """Reads every section of a document.

    Attributes:
        findings: Missing configSource files and sections that nothing declares.
        files: Windows paths of configSource files read.
    """

    def __init__(self, schema: IisSchema, place: Place, read_source: Callable[[str], bytes | None]) -> None:
        """Read sections.

        Args:
            schema: The server's schema.
            place: The document's file.
            read_source: Gives the bytes of a file named by ``configSource``, relative to the document's folder; None
                where it is not there.
        """
        self._schema = schema
        self._place = place
        self._read_source = read_source
        self.findings: list[Finding] = []
        self.files: list[str] = []

    def sections(self, root: etree._Element) -> Iterator[ConfigSection]:
        """Sections in document order, sites and pools left out."""
        known = frozenset(self._schema.sections) | {item.path for item in declarations(root)}
        yield from self._below(root, "", "Inherit", known)
        for location in root.findall("location"):
            path = attribute(location, "path").strip("/")
            inherited = attribute(location, "inheritInChildApplications").lower() != "false"
            for section in self._below(location, "" if path in SERVER_LEVEL else path, _mode(location), known):
                yield section if inherited else replace(section, inherited=False)

    def _below(self, node: etree._Element, location: str, mode: str, known: frozenset[str]) -> Iterator[ConfigSection]:
        """Sections of the server level or of one location block."""
        for path, found in _found(node, "", known, 0):
            if path in _HOST:
                continue
            if path not in known:
                where = self._place.evidence(found, path)
                self.findings.append(
                    Finding("iis.section-unknown", "info", location, {"section": path, "line": where.line}, (where,))
                )
            element, file = self._resolved(found, path)
            yield ConfigSection(
                path, location, convert(element, self._schema.section(path), self._place, path), file, mode
            )

    def _resolved(self, node: etree._Element, path: str) -> tuple[etree._Element, str]:
        """The section's element: of the ``configSource`` file where there is one."""
        source = attribute(node, "configSource")
        if not source:
            return node, self._place.path
        folder = self._place.path.rpartition("\\")[0]
        data = self._read_source(source)
        if data is None:
            evidence = self._place.evidence(node, path)
            self.findings.append(
                Finding("iis.config-source-missing", "action", "", {"section": path, "file": source}, (evidence,))
            )
            return node, self._place.path
        file = f"{folder}\\{source}"
        self.files.append(file)
        return parse_document(data, file), file


def _mode(location: etree._Element) -> str:
    """overrideMode, or what the older allowOverride means."""
    mode = attribute(location, "overrideMode")
    if mode:
        return mode
    return "Deny" if attribute(location, "allowOverride").lower() == "false" else "Inherit"
