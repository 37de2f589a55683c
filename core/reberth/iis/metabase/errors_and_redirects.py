r"""HttpErrors (``404,*,FILE,C:\errors\404.htm``) and HttpRedirect (``/new,EXACT_DESTINATION,PERMANENT``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.iis.metabase.view import entry

if TYPE_CHECKING:
    from reberth.iis.metabase.document import Located
    from reberth.iis.metabase.notes import Notes
    from reberth.iis.metabase.view import View
    from reberth.model.iis import ConfigElement

_ERRORS, _REDIRECT = "system.webServer/httpErrors", "system.webServer/httpRedirect"
# What IIS 7 brings; the server level is replaced as a whole, so they are said again.
_STOCK = (401, 403, 404, 405, 406, 412, 500, 501, 502)
_STOCK_PAGES = ("\\help\\iishelp\\common\\",)
_FLAGS = {"EXACT_DESTINATION", "CHILD_ONLY", "PERMANENT", "TEMPORARY"}
_PARTS = 4


def http_errors(view: View, windows_root: str) -> None:
    """Error pages other than those that came with IIS 6; a list replaces the one above it."""
    here = view.own("HttpErrors")
    if here is None:
        return
    draft = view.draft(_ERRORS, here)
    own = _pages(here, windows_root)
    above = _pages(view.above("HttpErrors"), windows_root)
    made: list[ConfigElement] = []
    if view.location:
        for key in dict.fromkeys((*above, *own)):
            made.append(entry("remove", 0, **_key(*key)))
            # Without its own page a substatus has that of its status.
            page = own.get(key) or (_stock_page(key[0]) if key[1] == "*" else None)
            made += [page] if page is not None else []
    else:
        made += [
            *own.values(),
            *(page for status in _STOCK if (str(status), "*") not in own and (page := _stock_page(str(status)))),
        ]
    if own or above:
        draft.entries.setdefault("", []).extend(made)


def _pages(located: Located | None, windows_root: str) -> dict[tuple[str, str], ConfigElement]:
    """Own pages of a list by status and substatus (``*`` for all)."""
    own: dict[tuple[str, str], ConfigElement] = {}
    for text in located.found.values if located is not None else ():
        parts = [part.strip() for part in text.split(",", 3)]
        if located is None or len(parts) < _PARTS or not parts[0].isdigit() or not parts[3]:
            continue
        status, sub, kind, target = parts
        if target.lower().startswith(tuple(windows_root.lower() + item for item in _STOCK_PAGES)):
            continue
        mode = "ExecuteURL" if kind.upper() == "URL" else "File"
        page = entry("error", located.found.line, **_key(status, sub), path=target, responseMode=mode)
        own.setdefault((status, sub if sub.isdigit() else "*"), page)
    return own


def _key(status: str, sub: str) -> dict[str, str]:
    """What tells an error of IIS 7 from another."""
    return {"statusCode": status, **({"subStatusCode": sub} if sub.isdigit() else {})}


def _stock_page(status: str) -> ConfigElement | None:
    """The page that IIS 7 brings for a status."""
    if status not in {str(code) for code in _STOCK}:
        return None
    folder = r"%SystemDrive%\inetpub\custerr"
    return entry("error", 0, statusCode=status, prefixLanguageFilePath=folder, path=f"{status}.htm")


def http_redirect(view: View, notes: Notes) -> None:
    """A redirection; IIS 6 adds the rest of the path unless told not to, as IIS 7 does."""
    here = view.own("HttpRedirect")
    if here is None:
        return
    parts = [part.strip() for part in here.found.value.split(",")]
    flags = {part.upper() for part in parts if part.upper() in _FLAGS}
    destination = ",".join(part for part in parts if part and part.upper() not in _FLAGS)
    if destination.startswith("*;"):
        notes.left(here.key, here.found, "iis.metabase-wildcard-redirect", undecided=True)
        return
    draft = view.draft(_REDIRECT, here)
    draft.attributes["enabled"] = "true" if destination else "false"
    if destination:
        draft.attributes |= {
            "destination": destination,
            "exactDestination": "true" if "EXACT_DESTINATION" in flags else "false",
            "childOnly": "true" if "CHILD_ONLY" in flags else "false",
            "httpResponseStatus": "Permanent" if "PERMANENT" in flags else "Found",
        }
