"""What planning asks of a rewrite, and what the start script makes of its result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from reberth.applications.config_file import parse_config
from reberth.applications.secrets import find_secrets
from reberth.model.content import ContentRef
from reberth.model.plan import Rewrite, SecretValue

if TYPE_CHECKING:
    from reberth.context.rewrite import Rewritten


def change_for(data: bytes, file: str = "\\web.config") -> Rewrite:
    """The rewrite that planning would ask for, with variables V1, V2 ..."""
    ref = ContentRef("disk0.partition1", f"\\site{file}")
    found = [item.ref for item in find_secrets(parse_config(data, file), ref, file) if item.comment is None]
    values = tuple(SecretValue(f"V{number}", secret) for number, secret in enumerate(found, start=1))
    return Rewrite(file, ref, values)


def outputs(result: Rewritten) -> list[bytes]:
    return [*([result.data] if result.data is not None else []), *(item.skeleton for item in result.externals)]


def started(skeleton: bytes, values: dict[str, str]) -> etree._Element:
    """What the start script makes of a skeleton: the same selections as in start.ps1."""
    root = etree.fromstring(skeleton)
    for element in root.iter():
        for name, value in element.attrib.items():
            if str(value).startswith("{{") and str(value).strip("{}") in values:
                element.set(name, values[str(value).strip("{}")])
        if element.text and element.text.startswith("{{") and element.text.strip("{}") in values:
            element.text = values[element.text.strip("{}")]
    for element in root.findall(".//reberth-inner"):
        parent = element.getparent()
        assert parent is not None
        parent.replace(element, etree.fromstring(values[element.get("variable", "")]))
    return root


def put_back(result: Rewritten, values: dict[str, str]) -> bytes:
    """The configuration as .NET sees it once the start script ran, canonical."""
    files = {item.name: started(item.skeleton, values) for item in result.externals}
    if result.data is None:
        [root] = files.values()
        return etree.tostring(root, method="c14n", with_comments=False)
    root = etree.fromstring(result.data)
    for element in list(root.iter(etree.Element)):
        source = element.get("configSource")
        if source is not None:
            parent = element.getparent()
            assert parent is not None
            files[source].tail = element.tail
            parent.replace(element, files[source])
        elif element.get("file") in files:
            element.extend(list(files[str(element.attrib.pop("file"))]))
    return etree.tostring(root, method="c14n", with_comments=False)


def sorted_xml(data: bytes) -> str:
    """XML without regard to blanks and to the order of appSettings entries, which mean nothing to .NET."""
    root = etree.fromstring(data)
    etree.strip_tags(root, etree.Comment)
    for settings_element in root.iter("appSettings"):
        settings_element[:] = sorted(settings_element, key=lambda entry: entry.get("key", ""))
    for element in root.iter():
        element.text = (element.text or "").strip()
        element.tail = None
        # Its content is given in plain: what was encrypted for the old machine cannot be read in a container.
        element.attrib.pop("configProtectionProvider", None)
    return etree.tostring(root, method="c14n", with_comments=False).decode()


def values_of(data: bytes, change: Rewrite) -> dict[str, str]:
    """What a person fills in: the original values."""
    config = parse_config(data, change.file)
    found = [item for item in find_secrets(config, change.source, change.file) if item.node is not None]
    values = {}
    for item, value in zip(found, change.values, strict=True):
        assert item.node is not None
        node = item.node
        inner = re.search(rb">\s*(<.*>)\s*</", config.text[node.start : node.end], re.DOTALL)
        values[value.variable] = node.attributes.get(item.ref.attribute, node.text.strip())
        if item.ref.kind == "protected-section":
            assert inner
            values[value.variable] = inner.group(1).decode()
    return values
