"""Flags of the metabase: names joined by ``|`` or a number (IIScnfg.h), and IIS 7's names for them."""

from __future__ import annotations

from typing import NamedTuple

from reberth.iis.document import whole_number


class Flag(NamedTuple):
    """A flag: its bit, its name in MetaBase.xml, and IIS 7's name ("" where that has another form)."""

    bit: int
    name: str
    modern: str


ACCESS = (
    Flag(0x1, "AccessRead", "Read"),
    Flag(0x2, "AccessWrite", "Write"),
    Flag(0x4, "AccessExecute", "Execute"),
    Flag(0x10, "AccessSource", "Source"),
    Flag(0x200, "AccessScript", "Script"),
    Flag(0x400, "AccessNoRemoteWrite", "NoRemoteWrite"),
    Flag(0x1000, "AccessNoRemoteRead", "NoRemoteRead"),
    Flag(0x2000, "AccessNoRemoteExecute", "NoRemoteExecute"),
    Flag(0x4000, "AccessNoRemoteScript", "NoRemoteScript"),
    Flag(0x8000, "AccessNoPhysicalDir", ""),
)
ACCESS_SSL = (
    Flag(0x8, "AccessSSL", "Ssl"),
    Flag(0x20, "AccessSSLNegotiateCert", "SslNegotiateCert"),
    Flag(0x40, "AccessSSLRequireCert", "SslRequireCert"),
    Flag(0x80, "AccessSSLMapCert", "SslMapCert"),
    Flag(0x100, "AccessSSL128", "Ssl128"),
)
AUTHENTICATION = (
    Flag(0x1, "AuthAnonymous", "anonymous"),
    Flag(0x2, "AuthBasic", "basic"),
    Flag(0x4, "AuthNTLM", "windows"),
    Flag(0x10, "AuthMD5", "digest"),
    Flag(0x40, "AuthPassport", ""),
)
BROWSING = (
    Flag(0x2, "DirBrowseShowDate", "Date"),
    Flag(0x4, "DirBrowseShowTime", "Time"),
    Flag(0x8, "DirBrowseShowSize", "Size"),
    Flag(0x10, "DirBrowseShowExtension", "Extension"),
    Flag(0x20, "DirBrowseShowLongDate", "LongDate"),
    Flag(0x40000000, "EnableDefaultDoc", ""),
    Flag(0x80000000, "EnableDirBrowsing", ""),
)
LOG_FIELDS = (
    Flag(0x1, "LogExtFileDate", "Date"),
    Flag(0x2, "LogExtFileTime", "Time"),
    Flag(0x4, "LogExtFileClientIp", "ClientIP"),
    Flag(0x8, "LogExtFileUserName", "UserName"),
    Flag(0x10, "LogExtFileSiteName", "SiteName"),
    Flag(0x20, "LogExtFileComputerName", "ComputerName"),
    Flag(0x40, "LogExtFileServerIp", "ServerIP"),
    Flag(0x80, "LogExtFileMethod", "Method"),
    Flag(0x100, "LogExtFileUriStem", "UriStem"),
    Flag(0x200, "LogExtFileUriQuery", "UriQuery"),
    Flag(0x400, "LogExtFileHttpStatus", "HttpStatus"),
    Flag(0x800, "LogExtFileWin32Status", "Win32Status"),
    Flag(0x1000, "LogExtFileBytesSent", "BytesSent"),
    Flag(0x2000, "LogExtFileBytesRecv", "BytesRecv"),
    Flag(0x4000, "LogExtFileTimeTaken", "TimeTaken"),
    Flag(0x8000, "LogExtFileServerPort", "ServerPort"),
    Flag(0x10000, "LogExtFileUserAgent", "UserAgent"),
    Flag(0x20000, "LogExtFileCookie", "Cookie"),
    Flag(0x40000, "LogExtFileReferer", "Referer"),
    Flag(0x80000, "LogExtFileProtocolVersion", "ProtocolVersion"),
    Flag(0x100000, "LogExtFileHost", "Host"),
    Flag(0x200000, "LogExtFileHttpSubStatus", "HttpSubStatus"),
)


def flag_names(value: str, known: tuple[Flag, ...]) -> frozenset[str]:
    """Names of MetaBase.xml that a value sets, whichever way it is written."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return frozenset(flag.name for flag in known if whole_number(text) & flag.bit)
    given = {part.strip().lower() for part in text.split("|")}
    return frozenset(flag.name for flag in known if flag.name.lower() in given)


def modern_flags(value: str, known: tuple[Flag, ...]) -> str:
    """The value as IIS 7 writes it: ``Read, Script``; ``None`` for no flag."""
    names = flag_names(value, known)
    return ", ".join(flag.modern for flag in known if flag.modern and flag.name in names) or "None"
