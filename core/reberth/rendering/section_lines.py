"""Sections in the stylesheet: replaced or merged where the target has them, added where it does not.

A section that the target does not declare is never written: IIS would refuse the whole file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.iis import ConfigElement
from reberth.model.rendered import RenderedLine
from reberth.rendering.xml_lines import element_lines, is_name, literal, open_tag
from reberth.rendering.xpath import declaration, equals_ignoring_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.plan import IisPlan, LocationChange, SectionChange

_SERVER = ("/configuration", "/configuration/location[string(@path) = '']")


def _places(path: str) -> list[str]:
    """Where a server-level section may stand."""
    return [f"{start}/{path}" for start in _SERVER]


def _any_declared(changes: Iterable[LocationChange]) -> str:
    """A test whether the target declares one of the sections: it refuses even an empty group without."""
    return " or ".join(dict.fromkeys(declaration(change.path) for change in changes))


class SectionWriter:
    """Writes the templates for sections and location blocks of one plan."""

    def __init__(self, plan: IisPlan) -> None:
        self._plan = plan
        self._rules = {(item.section, item.element): item for item in plan.collections}
        self._changes = [item for item in plan.sections if all(is_name(part) for part in item.path.split("/"))]
        self._locations = [item for item in plan.locations if all(is_name(part) for part in item.path.split("/"))]

    def lines(self) -> Iterator[RenderedLine]:
        """All templates."""
        for change in self._changes:
            yield from self._existing(change)
        groups = {path.rpartition("/")[0] for path in self._ancestors()} | {""}
        for group in sorted(groups | set(self._ancestors())):
            yield from self._group(group)

    def _ancestors(self) -> list[str]:
        """Every group above a changed section: ``system.webServer``, ``system.webServer/security``."""
        found: dict[str, None] = {}
        for change in self._changes:
            parts = change.path.split("/")
            for depth in range(1, len(parts)):
                found["/".join(parts[:depth])] = None
        return list(found)

    def _existing(self, change: SectionChange) -> Iterator[RenderedLine]:
        """The template for a section that the target has."""
        steps = (change.step,)
        yield RenderedLine(f'  <xsl:template match="{"|".join(_places(change.path))}">', steps)
        if change.mode == "replace":
            yield from element_lines(change.element, "    ", steps)
        else:
            yield from self._merged(change)
        yield RenderedLine("  </xsl:template>", steps)

    def _merged(self, change: SectionChange) -> Iterator[RenderedLine]:
        """Own attributes over the target's, own entries in front or at the end, equal ones dropped."""
        steps = (change.step,)
        rule = self._rules.get((change.path, ""))
        yield RenderedLine("    <xsl:copy>", steps)
        yield RenderedLine('      <xsl:apply-templates select="@*"/>', steps)
        for name, value in change.element.attributes:
            if is_name(name):
                # xsl:text keeps a value of blanks alone.
                text = f"<xsl:text>{literal(value, template=False)}</xsl:text>"
                yield RenderedLine(f'      <xsl:attribute name="{name}">{text}</xsl:attribute>', steps)
        own = [line for child in change.element.children for line in element_lines(child, "      ", steps)]
        front = rule is not None and not rule.merge_append
        if front:
            yield from own
        dropped = " or ".join(filter(None, (self._same(change, child) for child in change.element.children)))
        selected = f"node()[not({dropped})]" if dropped else "node()"
        yield RenderedLine(f'      <xsl:apply-templates select="{selected}"/>', steps)
        if not front:
            yield from own
        yield RenderedLine("    </xsl:copy>", steps)

    def _same(self, change: SectionChange, child: ConfigElement) -> str:
        """A test for the target's element that ``child`` takes the place of."""
        rule = self._rules.get((change.path, ""))
        if not is_name(child.name):
            return ""
        if rule is None or child.name not in rule.add.split(","):
            return f"self::{child.name}"
        keys = [name for name in rule.keys if child.get(name)]
        tests = " and ".join(equals_ignoring_case(f"@{name}", child.get(name)) for name in keys)
        return f"self::{child.name}[{tests}]" if tests else ""

    def _group(self, group: str) -> Iterator[RenderedLine]:
        """The template for a group (or the root) that adds what is missing in it."""
        missing = list(self._missing(group, "      "))
        locations = list(self._location_lines()) if not group else []
        if not missing and not locations:
            return
        match = f"/configuration/{group}" if group else "/configuration"
        yield RenderedLine(f'  <xsl:template match="{match}">')
        yield RenderedLine("    <xsl:copy>")
        yield RenderedLine('      <xsl:apply-templates select="@*|node()"/>')
        yield from missing
        yield from locations
        yield RenderedLine("    </xsl:copy>")
        yield RenderedLine("  </xsl:template>")

    def _missing(self, group: str, indent: str) -> Iterator[RenderedLine]:
        """Sections directly in a group that are nowhere in the target, and inner groups it does not have."""
        for change in self._changes:
            if change.path.rpartition("/")[0] == group:
                absent = " or ".join(_places(change.path))
                yield from self._guarded(f"{declaration(change.path)} and not({absent})", change, indent)
        depth = group.count("/") + 1 if group else 0
        inner = [
            path
            for path in self._ancestors()
            if path.count("/") == depth and path.startswith(f"{group}/" if group else "")
        ]
        for path in inner:
            # An element that nothing declares is refused by IIS, be it empty.
            below = [declaration(change.path) for change in self._changes if change.path.startswith(f"{path}/")]
            yield RenderedLine(f'{indent}<xsl:if test="not(/configuration/{path}) and ({" or ".join(below)})">')
            yield RenderedLine(f"{indent}  <{path.rpartition('/')[2]}>")
            yield from self._missing(path, indent + "    ")
            yield RenderedLine(f"{indent}  </{path.rpartition('/')[2]}>")
            yield RenderedLine(f"{indent}</xsl:if>")

    def _guarded(self, test: str, change: SectionChange, indent: str) -> Iterator[RenderedLine]:
        """A section under a condition."""
        steps = (change.step,)
        yield RenderedLine(f'{indent}<xsl:if test="{test}">', steps)
        yield from element_lines(change.element, indent + "  ", steps)
        yield RenderedLine(f"{indent}</xsl:if>", steps)

    def _location_lines(self) -> Iterator[RenderedLine]:
        """Location blocks, those of one path and mode together."""
        blocks: dict[tuple[str, str, bool], list[LocationChange]] = {}
        for change in self._locations:
            blocks.setdefault((change.location, change.override_mode, change.inherited), []).append(change)
        for (location, mode, inherited), changes in blocks.items():
            steps = tuple(change.step for change in changes)
            attributes = [("path", location)]
            if mode != "Inherit":
                attributes.append(("overrideMode", mode))
            if not inherited:
                attributes.append(("inheritInChildApplications", "false"))
            yield RenderedLine(f'      <xsl:if test="{_any_declared(changes)}">', steps)
            yield RenderedLine("        " + open_tag("location", attributes), steps)
            yield from self._nested(changes, "", "          ")
            yield RenderedLine("        </location>", steps)
            yield RenderedLine("      </xsl:if>", steps)

    def _nested(self, changes: Iterable[LocationChange], group: str, indent: str) -> Iterator[RenderedLine]:
        """Sections of one location inside their groups."""
        changes = list(changes)
        for change in changes:
            if change.path.rpartition("/")[0] == group:
                steps = (change.step,)
                yield RenderedLine(f'{indent}<xsl:if test="{declaration(change.path)}">', steps)
                element = self._safe(change.element, change.path, "")
                yield from element_lines(element, indent + "  ", steps)
                yield RenderedLine(f"{indent}</xsl:if>", steps)
        depth = group.count("/") + 1 if group else 0
        inner = dict.fromkeys(
            "/".join(change.path.split("/")[: depth + 1])
            for change in changes
            if change.path.count("/") > depth and change.path.startswith(f"{group}/" if group else "")
        )
        for path in inner:
            below = [change for change in changes if change.path.startswith(f"{path}/")]
            name = path.rpartition("/")[2]
            ids = tuple(change.step for change in below)
            yield RenderedLine(f'{indent}<xsl:if test="{_any_declared(below)}">', ids)
            yield RenderedLine(f"{indent}  <{name}>", ids)
            yield from self._nested(below, path, indent + "    ")
            yield RenderedLine(f"{indent}  </{name}>", ids)
            yield RenderedLine(f"{indent}</xsl:if>", ids)

    def _safe(self, element: ConfigElement, section: str, path: str) -> ConfigElement:
        """The element with a ``remove`` before each ``add``: an entry twice is answered by 500.19."""
        rule = self._rules.get((section, path))
        children: list[ConfigElement] = []
        names = {rule.add, *rule.add.split(",")} if rule is not None else set[str]()
        cleared = rule is not None and any(child.name == rule.clear for child in element.children)
        for child in element.children:
            if rule is not None and child.name in names:
                keys = tuple((name, child.get(name)) for name in rule.keys if child.get(name))
                remove = ConfigElement(rule.remove, keys)
                known = any(other.name == rule.remove and other.attributes == keys for other in children)
                if rule.remove and keys and not cleared and not known:
                    children.append(remove)
                children.append(child)
            elif rule is not None and child.name in {rule.remove, rule.clear}:
                children.append(child)
            else:
                children.append(self._safe(child, section, f"{path}/{child.name}" if path else child.name))
        return ConfigElement(element.name, element.attributes, (), tuple(children), element.text, element.line)
