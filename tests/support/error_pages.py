"""Error pages in the layout of IIS 8 and later and of ASP.NET 4, with words of any language."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGLISH = ("Module", "Notification", "Handler", "Error Code", "Config Error", "Config File", "Config Source:")
GERMAN = (
    "Modul",
    "Benachrichtigung",
    "Handler",
    "Fehlercode",
    "Konfigurationsfehler",
    "Konfigurationsdatei",
    "Quelle:",
)


def iis_page(
    status: int,
    substatus: int,
    error: int = 0,
    *,
    reason: str = "",
    file: str = "",
    source: Sequence[str] = (),
    marked: int = -1,
    module: str = "IIS Web Core",
    words: Sequence[str] = ENGLISH,
) -> bytes:
    """The page of ``errorMode="DetailedLocalOnly"``; ``marked`` is the index of the red line in ``source``."""
    values = [module, "BeginRequest", "Not yet determined", f"0x{error:08x}"]
    values += [reason, f"\\\\?\\{file}"] if file else []
    rows = "".join(
        f"    <tr{' class=alt' if index % 2 else ''}><th>{word}</th><td>&nbsp;&nbsp;&nbsp;{escape(value)}</td></tr> \n"
        for index, (word, value) in enumerate(zip(words, values, strict=False))
    )
    lines = ""
    for index, text in enumerate(source):
        line = escape(text)
        lines += f'<span class="highlight-code">{line}\n</span>' if index == marked else f"{line}\n"
    box = (
        f'  <div class="config_source content-container"> \n <fieldset><h4>{words[-1]}</h4> \n'
        f"    <pre><code>{lines}</code></pre> \n </fieldset> \n </div> \n"
        if source
        else ""
    )
    link = f"https://go.microsoft.com/fwlink/?LinkID=62293&amp;IIS70Error={status},{substatus},0x{error:08x},20348"
    doctype = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/x/xhtml1-strict.dtd">'
    return (
        f"{doctype} \n<html><head> \n<title>IIS 10.0 {status}.{substatus}</title> \n<style> \n<!-- \ncode{{}} \n--> "
        f'\n</style></head> \n<body> \n<div id="content"><h3>HTTP {status}.{substatus}</h3> \n'
        f'   <table border="0" cellpadding="0" cellspacing="0"> \n{rows}   </table> \n{box}'
        f'  <p><a href="{link}">&raquo;</a></p> \n</div></body></html> \n'
    ).encode()


def aspnet_page(
    *exceptions: tuple[str, str], trace: bool = True, title: str = "Server Error", source_file: str = "", line: int = 0
) -> bytes:
    """ASP.NET's page for a local browser.

    Args:
        exceptions: Type (with its number, where it has one) and message, innermost first.
        trace: Whether the stack trace is shown; the comment is there in any case.
        title: Of the page.
        source_file, line: Where the configuration is wrong.
    """
    place = f"<b> Source File: </b> {source_file}<b> &nbsp;&nbsp; Line: </b> {line}\n<br>" if source_file else ""
    at = "   at Shop.Data.Open() in c:\\src\\Shop.cs:line 12\r\n"
    traced = "".join(f"\r\n[{kind}: {escape(text)}]\r\n{at}" for kind, text in exceptions) if trace else ""
    comment = "".join(f"[{kind.partition(' ')[0]}]: {text}\r\n{at}" for kind, text in reversed(exceptions))
    return (
        f"<!DOCTYPE html>\r\n<html>\r\n <head>\r\n <title>{escape(title)}</title>\r\n</head>\r\n<body>"
        f"<span><H1>Server Error in '/' Application.<hr width=100% size=1></H1><h2> <i>{escape(title)}</i> </h2></span>"
        f"{place}<b>Stack Trace:</b> <code><pre>\r\n{traced}</pre></code></body>\r\n</html>\r\n<!-- \r\n{comment}-->"
    ).encode()


def event(provider: str, number: int, message: str, when: str = "2026-11-24T02:00:00.000000000Z") -> str:
    """An event as ``wevtutil /f:RenderedXml`` writes it."""
    return (
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
        f"<Provider Name='{escape(provider)}'/><EventID Qualifiers='49152'>{number}</EventID><Level>2</Level>"
        f"<TimeCreated SystemTime='{when}'/></System><EventData><Data>x</Data></EventData>"
        f"<RenderingInfo Culture='en-US'><Message>{escape(message)}</Message></RenderingInfo></Event>"
    )
