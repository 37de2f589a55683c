"""A real ASP.NET inside the stand-in: Debian's Mono with its System.Web, as files to put into a container."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from pathlib import Path

# Renders the page of an application's folder: ASP.NET as IIS calls it, without IIS.
_HOST = """
using System; using System.IO; using System.Web; using System.Web.Hosting;
public class PageHost : MarshalByRefObject {
    public string Render(string page) {
        var text = new StringWriter();
        HttpRuntime.ProcessRequest(new SimpleWorkerRequest(page, "", text));
        return text.ToString();
    }
    public static void Main(string[] given) {
        var host = (PageHost)ApplicationHost.CreateApplicationHost(typeof(PageHost), "/", given[0]);
        Console.Write(host.Render(given[1]));
    }
}
"""
_PROGRAM = Path("/usr/bin/mono-sgen")
_LIBRARIES = Path("/usr/lib/mono/4.5")
_ASSEMBLY = re.compile(r'<add [^>]*\bassembly="([\w.]+),')


def page_host(folder: Path) -> bytes:
    """The program that renders a page, compiled in ``folder``; a tar with ``/host/host.exe``."""
    (folder / "host.cs").write_text(_HOST, encoding="utf-8")
    subprocess.run(["mcs", "-r:System.Web", "-out:host.exe", "host.cs"], cwd=folder, check=True)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as layer:
        _write(layer, "/host/host.exe", (folder / "host.exe").read_bytes())
    return buffer.getvalue()


def mono_layer() -> bytes:
    """Mono's own files as a tar, at their places in the file system."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as layer:
        native = (_PROGRAM, *_natives())
        shared = {library for file in native for library in _shared(file)}
        for file in (*native, *sorted(shared)):
            layer.add(file.resolve(), str(file))
        for file in sorted(item for item in Path("/etc/mono").rglob("*") if item.is_file()):
            data = _only_what_is_there(file.read_text(encoding="latin-1")).encode("latin-1")
            _write(layer, str(file), data)
        layer.add(_LIBRARIES / "mcs.exe")
        # System.Web compiles a page by this command.
        _write(layer, "/usr/bin/mcs", f'#!/bin/sh\nexec {_PROGRAM} {_LIBRARIES}/mcs.exe "$@"\n'.encode())
        for library in sorted(_LIBRARIES.glob("*.dll")):
            # Most are links into the global assembly cache.
            layer.add(library)
            layer.add(library.resolve())
    return buffer.getvalue()


def _write(layer: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o755
    layer.addfile(member, io.BytesIO(data))


def _shared(file: Path) -> list[Path]:
    """The shared libraries that a program or library needs."""
    listed = subprocess.check_output(["ldd", str(file)], text=True)
    return [Path(word) for line in listed.splitlines() for word in line.split() if word.startswith("/")]


def _only_what_is_there(settings: str) -> str:
    """Mono's settings without the assemblies of packages that are not installed."""
    lines = []
    for line in settings.splitlines(keepends=True):
        named = _ASSEMBLY.search(line)
        if named is None or (_LIBRARIES / f"{named[1]}.dll").exists():
            lines.append(line)
    return "".join(lines)


def _natives() -> list[Path]:
    """What its class libraries call."""
    return [*sorted(Path("/usr/lib").glob("libmono-native.so*")), Path("/usr/lib/libMonoPosixHelper.so")]
