r"""HttpErrors (``404,*,FILE,C:\errors\404.htm``) and HttpRedirect (``/new,EXACT_DESTINATION,PERMANENT``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.iis.metabase.view import entry

if TYPE_CHECKING:
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
    """Error pages other than those that came with IIS 6."""
    here = view.own("HttpErrors")
    if here is None:
        return
    draft = view.draft(_ERRORS, here)
    own: dict[tuple[str, str], ConfigElement] = {}
    for text in here.found.values:
        parts = [part.strip() for part in text.split(",", 3)]
        if len(parts) < _PARTS or not parts[0].isdigit() or not parts[3]:
            continue
        status, sub, kind, target = parts
        if target.lower().startswith(tuple(windows_root.lower() + item for item in _STOCK_PAGES)):
            continue
        attributes = {"statusCode": status}
        if sub.isdigit():
            attributes["subStatusCode"] = sub
        is_url = kind.upper() == "URL"
        attributes |= {"path": target, "responseMode": "ExecuteURL" if is_url else "File"}
        own.setdefault((status, sub), entry("error", here.found.line, **attributes))
    if own and not view.location:
        for status_code in _STOCK:
            page = {"prefixLanguageFilePath": r"%SystemDrive%\inetpub\custerr", "path": f"{status_code}.htm"}
            own.setdefault((str(status_code), "*"), entry("error", 0, statusCode=str(status_code), **page))
    draft.entries.setdefault("", []).extend(own.values())


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
