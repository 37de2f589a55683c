"""Sites and pools as elements of the target's applicationHost.config."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.iis import ConfigElement
from reberth.rendering.target_defaults import must_write

if TYPE_CHECKING:
    from reberth.model.iis import Application, ApplicationPool, Binding, Settings, Site, VirtualDirectory

_Tree = dict[str, "str | _Tree | ConfigElement"]


def pool_element(pool: ApplicationPool) -> ConfigElement:
    """``<add name="...">`` of a pool."""
    return _element("add", (("name", pool.name),), pool.settings, "pool", ())


def site_element(site: Site) -> ConfigElement:
    """``<site>`` with applications and bindings."""
    inner = [_application(item) for item in site.applications]
    inner.append(ConfigElement("bindings", children=tuple(_binding(item) for item in site.bindings)))
    head = (("name", site.name), ("id", str(site.id)))
    return _element("site", head, site.settings, "site", tuple(inner))


def _application(application: Application) -> ConfigElement:
    """``<application>`` with its virtual directories."""
    head = (("path", application.path), ("applicationPool", application.pool))
    inner = tuple(_directory(item) for item in application.virtual_directories)
    return _element("application", head, application.settings, "application", inner)


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
