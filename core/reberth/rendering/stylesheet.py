"""The IIS configuration as an XSLT 1.0 stylesheet over the target's own applicationHost.config (design decision 7).

Run by .NET's XslCompiledTransform in the image and by lxml in previews and tests. Every value of the source is literal
text in it, so no letter of any name needs quoting rules of a shell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.rendered import RenderedFile, RenderedLine
from reberth.model.step_ids import pool_step
from reberth.rendering.host_lines import pool_element, site_lines
from reberth.rendering.section_lines import SectionWriter
from reberth.rendering.xml_lines import element_lines
from reberth.rendering.xpath import declaration, equals_ignoring_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.plan import IisPlan

PATH = "setup/iis.xslt"
_SITES = "/configuration/system.applicationHost/sites"
_POOLS = "/configuration/system.applicationHost/applicationPools"
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>',
    "<!-- Made by Reberth. Applied to the image's own applicationHost.config by setup/configure.ps1. -->",
    '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">',
    '  <xsl:output method="xml" encoding="utf-8" indent="yes"/>',
    '  <xsl:strip-space elements="*"/>',
    "  <!-- What is not named below stays as the image has it. -->",
    '  <xsl:template match="@*|node()">',
    '    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>',
    "  </xsl:template>",
    "  <!-- The image's own sites go, and what was set for them. -->",
    f'  <xsl:template match="{_SITES}/site"/>',
    "  <xsl:template match=\"/configuration/location[string(@path) != '']\"/>",
)


def render_stylesheet(plan: IisPlan) -> RenderedFile:
    """Render the IIS part of a plan; every line carries the ids of the plan steps that it comes from."""
    writer = SectionWriter(plan)
    lines = [RenderedLine(text) for text in _HEAD]
    lines += _sites(plan)
    lines += _pools(plan)
    lines += _locks(plan)
    lines += writer.lines()
    lines.append(RenderedLine("</xsl:stylesheet>"))
    return RenderedFile(PATH, tuple(lines))


def _sites(plan: IisPlan) -> Iterator[RenderedLine]:
    """The chosen sites come first in the list, before the image's defaults."""
    yield RenderedLine(f'  <xsl:template match="{_SITES}">')
    yield RenderedLine("    <xsl:copy>")
    yield RenderedLine('      <xsl:apply-templates select="@*"/>')
    for site in plan.sites:
        yield from site_lines(site, "      ")
    yield RenderedLine('      <xsl:apply-templates select="node()"/>')
    yield RenderedLine("    </xsl:copy>")
    yield RenderedLine("  </xsl:template>")


def _pools(plan: IisPlan) -> Iterator[RenderedLine]:
    """The pools that they use; the image's own stay, above all DefaultAppPool, which ServiceMonitor asks for."""
    yield RenderedLine(f'  <xsl:template match="{_POOLS}">')
    yield RenderedLine("    <xsl:copy>")
    yield RenderedLine('      <xsl:apply-templates select="@*"/>')
    for pool in plan.pools:
        yield from element_lines(pool_element(pool), "      ", (pool_step(pool.name),))
    yield RenderedLine('      <xsl:apply-templates select="node()"/>')
    yield RenderedLine("    </xsl:copy>")
    yield RenderedLine("  </xsl:template>")
    for pool in plan.pools:
        test = equals_ignoring_case("@name", pool.name)
        yield RenderedLine(f'  <xsl:template match="{_POOLS}/add[{test}]"/>', (pool_step(pool.name),))


def _locks(plan: IisPlan) -> Iterator[RenderedLine]:
    """Sections that web.config files may set on the source but not in the image, or the other way round."""
    if plan.locks:
        yield RenderedLine("  <!-- What web.config files may set, as it was on the source. -->")
    for item in plan.locks:
        steps = (item.step,)
        yield RenderedLine(f'  <xsl:template match="{declaration(item.path)}">', steps)
        yield RenderedLine("    <xsl:copy>", steps)
        yield RenderedLine('      <xsl:apply-templates select="@*"/>', steps)
        yield RenderedLine(f'      <xsl:attribute name="overrideModeDefault">{item.mode}</xsl:attribute>', steps)
        yield RenderedLine("    </xsl:copy>", steps)
        yield RenderedLine("  </xsl:template>", steps)
