"""Sites and pools as elements of the target's applicationHost.config."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.iis import ConfigElement
from reberth.model.step_ids import application_step, binding_step, directory_step, site_step
from reberth.rendering.target_defaults import must_write
from reberth.rendering.xml_lines import element_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.iis import Application, ApplicationPool, Binding, Settings, Site, VirtualDirectory
    from reberth.model.rendered import RenderedLine

_Tree = dict[str, "str | _Tree | ConfigElement"]


def pool_element(pool: ApplicationPool) -> ConfigElement:
    """``<add name="...">`` of a pool."""
    return _element("add", (("name", pool.name),), pool.settings, "pool", ())


def site_lines(site: Site, indent: str) -> Iterator[RenderedLine]:
    """``<site>`` with applications and bindings; each line knows what of the site it comes from."""
    # By identity: two elements may well be equal. They live as long as the site's own element.
    own: dict[int, tuple[str, ...]] = {}
    inner = [_application(site, item, own) for item in site.applications]
    bindings = tuple(_binding(item) for item in site.bindings)
    for element, item in zip(bindings, site.bindings, strict=True):
        own[id(element)] = (binding_step(site.name, item.protocol, item.information),)
    inner.append(ConfigElement("bindings", children=bindings))
    head = (("name", site.name), ("id", str(site.id)))
    element = _element("site", head, site.settings, "site", tuple(inner))
    yield from element_lines(element, indent, (site_step(site.name),), own)


def _application(site: Site, application: Application, own: dict[int, tuple[str, ...]]) -> ConfigElement:
    """``<application>`` with its virtual directories; their steps are noted in ``own``."""
    directories = []
    for item in application.virtual_directories:
        directories.append(_directory(item))
        own[id(directories[-1])] = (directory_step(site.name, application.path, item.path),)
    head = (("path", application.path), ("applicationPool", application.pool))
    element = _element("application", head, application.settings, "application", tuple(directories))
    own[id(element)] = (application_step(site.name, application.path),)
    return element


def _directory(directory: VirtualDirectory) -> ConfigElement:
    """``<virtualDirectory>``; an account without its password would lock IIS out, so it stays behind."""
    head = (("path", directory.path), ("physicalPath", directory.physical_path))
    element = _element("virtualDirectory", head, directory.settings, "directory", ())
    kept = tuple((name, value) for name, value in element.attributes if name != "userName")
    return ConfigElement(element.name, kept, (), element.children)


def _binding(binding: Binding) -> ConfigElement:
    """``<binding>``."""
    attributes = [("protocol", binding.protocol), ("bindingInformation", binding.information)]
    if binding.ssl_flags:
        attributes.append(("sslFlags", str(binding.ssl_flags)))
    return ConfigElement("binding", tuple(attributes))


def _element(
    name: str, head: tuple[tuple[str, str], ...], settings: Settings, kind: str, inner: tuple[ConfigElement, ...]
) -> ConfigElement:
    """An element from its effective settings: dotted names become nested elements."""
    tree: _Tree = {}
    for item in settings.scalars:
        if must_write(kind, item.name, item.value, item.origin):
            _put(tree, item.name.split("."), item.value)
    for dotted, collection in settings.collections:
        _put(tree, dotted.split("."), collection)
    made = _nested(name, tree)
    return ConfigElement(name, (*head, *made.attributes), (), (*inner, *made.children))


def _put(tree: _Tree, path: list[str], value: str | ConfigElement) -> None:
    """Set a value in the nested tree; a collection keeps the attributes that are there already."""
    for step in path[:-1]:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            return
        tree = below
    last = path[-1]
    before = tree.get(last)
    if isinstance(value, ConfigElement) and isinstance(before, dict):
        attributes = tuple((key, item) for key, item in before.items() if isinstance(item, str))
        value = ConfigElement(value.name, attributes, (), value.children)
    tree[last] = value


def _nested(name: str, tree: _Tree) -> ConfigElement:
    """A tree as an element."""
    attributes = tuple((key, value) for key, value in tree.items() if isinstance(value, str))
    children = tuple(
        value if isinstance(value, ConfigElement) else _nested(key, value)
        for key, value in tree.items()
        if not isinstance(value, str)
    )
    return ConfigElement(name, attributes, (), children)
