"""A place of the tree of sites: a site, an application, a virtual directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.planning.selecting import subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.iis import Application, Site, VirtualDirectory


class Node:
    """A site, an application other than the root one, or a virtual directory other than a root one."""

    __slots__ = ("_children", "application", "directory", "parent", "place", "row", "rows", "site")

    def __init__(
        self,
        site: Site,
        application: Application | None,
        directory: VirtualDirectory | None,
        place: str,
        row: int,
        parent: Node | None,
    ) -> None:
        """``place`` is how a person selects it on the command line."""
        self.site = site
        self.application = application
        self.directory = directory
        self.place = place
        self.row = row
        self.parent = parent
        # What a search leaves of the children; None for all of them.
        self.rows: list[Node] | None = None
        self._children: list[Node] | None = None

    @property
    def name(self) -> str:
        """What it is called in its parent."""
        if self.directory is not None:
            return self.directory.path
        return self.site.name if self.parent is None or self.application is None else self.application.path

    @property
    def owner(self) -> Application | None:
        """The application that it is, or that serves it; a site's is the root application."""
        if self.application is not None:
            return self.application
        return next((item for item in self.site.applications if item.path == "/"), None)

    @property
    def folder(self) -> VirtualDirectory | None:
        """Its own virtual directory; the root one for a site or application."""
        if self.directory is not None:
            return self.directory
        owner = self.owner
        return next((item for item in owner.virtual_directories if item.path == "/"), None) if owner else None

    @property
    def children(self) -> list[Node]:
        """Made when first asked for."""
        if self._children is None:
            self._children = [
                Node(self.site, application, directory, place, row, self)
                for row, (application, directory, place) in enumerate(self._below())
            ]
        return self._children

    @property
    def shown_children(self) -> list[Node]:
        """What a search leaves of them."""
        return self.children if self.rows is None else self.rows

    @property
    def has_children(self) -> bool:
        """Whether there are some to show, without making them."""
        if self.rows is not None:
            return bool(self.rows)
        return bool(self._children) if self._children is not None else next(self._below(), None) is not None

    def made(self) -> list[Node]:
        """The children that were made so far."""
        return self._children or []

    def _below(self) -> Iterator[tuple[Application | None, VirtualDirectory | None, str]]:
        """What lies below it, as IIS Manager shows it: the root application is the site itself."""
        if self.directory is not None:
            return
        owner = self.owner
        for directory in owner.virtual_directories if owner is not None else ():
            if directory.path != "/" and owner is not None:
                yield owner, directory, subject(self.site, owner, directory.path)
        if self.parent is None:
            for application in self.site.applications:
                if application.path != "/":
                    yield application, None, subject(self.site, application)
