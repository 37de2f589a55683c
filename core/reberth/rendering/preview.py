"""What the stylesheet will make of the image's IIS configuration, seen before there is an image."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple

from lxml import etree


class Preview(NamedTuple):
    """A configuration before and after, as text with the same indentation."""

    before: str
    after: str


def pristine() -> bytes:
    """The configuration of a fresh IIS 10 with ASP.NET, as the base images have it in all that matters here."""
    return (files("reberth_resources") / "iis" / "applicationHost.config").read_bytes()


def preview(stylesheet: bytes) -> Preview:
    """Apply the stylesheet of a plan to the pristine configuration, as setup/configure.ps1 does it in the image.

    Raises:
        ValueError: It is no stylesheet any more: a person edited it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
    source = etree.fromstring(pristine(), parser)
    # A stylesheet may have been edited by hand: it gets at no file and no network from here.
    nothing = etree.XSLTAccessControl.DENY_ALL
    try:
        done = etree.XSLT(etree.fromstring(stylesheet, parser), access_control=nothing)(source)
        root = done.getroot()
    except (etree.XMLSyntaxError, etree.XSLTError) as error:
        raise ValueError(str(error)) from error
    if root is None:
        raise ValueError("the result is empty")
    return Preview(_text(source), _text(root))


def _text(root: etree._Element) -> str:
    """An element as people read it."""
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="unicode") + "\n"
