"""Bindings: protocol and ``bindingInformation`` ("Bindings <bindings>" of the IIS configuration reference)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.iis.document import attribute, whole_number
from reberth.model.iis import Binding

if TYPE_CHECKING:
    from lxml import etree

    from reberth.model.evidence import Evidence

# IP:port:host for http, https and ftp; an IPv6 address stands in brackets.
_WEB = re.compile(r"^(\[[^\]]*\]|[^:]*):(\d{1,5}):(.*)$", re.DOTALL)
_TCP = re.compile(r"^(\d{1,5}):(.*)$", re.DOTALL)
_MAX_PORT = 65535


def read_binding(node: etree._Element, evidence: Evidence) -> Binding:
    """Read one ``binding`` element; information that cannot be taken apart is kept as written."""
    protocol = attribute(node, "protocol").lower()
    information = attribute(node, "bindingInformation")
    flags = attribute(node, "sslFlags", "0")
    ip, port, host = "", 0, ""
    web = _WEB.match(information)
    tcp = _TCP.match(information)
    if protocol in {"http", "https", "ftp"} and web:
        ip, port, host = web.group(1) or "*", int(web.group(2)), web.group(3)
    elif protocol == "net.tcp" and tcp:
        port, host = int(tcp.group(1)), tcp.group(2)
    if port > _MAX_PORT:
        port = 0
    return Binding(protocol, information, evidence, ip, port, host, whole_number(flags))
