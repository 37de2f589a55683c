r"""The stand-in for the Windows base images: busybox under the names ``cmd`` and ``C:\ServiceMonitor.exe``.

It proves the Dockerfile's structure, the layout that COPY makes, what runs at start and how Reberth deals with an
engine. It proves nothing about IIS, PowerShell or Windows.
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHANGES = [
    r'ENTRYPOINT ["C:\\ServiceMonitor.exe", "w3svc"]',
    "ENV PATH=/bin",
    "EXPOSE 80",
]
_SCRIPTS = {
    "bin/cmd": "cmd",
    "bin/powershell": "powershell",
    "bin/C:\\ServiceMonitor.exe": "ServiceMonitor.sh",
    "shim/http": "http.sh",
    "shim/https": "https.sh",
    "shim/common.sh": "common.sh",
}


def shim_layer() -> bytes:
    """The stand-in's only layer as a tar."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as layer:
        for folder in ("bin", "tmp", "shim", "C:", "C:/inetpub", "C:/inetpub/wwwroot", "C:/Windows", "C:/run"):
            member = tarfile.TarInfo(folder)
            member.type, member.mode = tarfile.DIRTYPE, 0o755
            layer.addfile(member)
        layer.add("/bin/busybox", "bin/busybox")
        for applet in subprocess.check_output(["busybox", "--list"], text=True).split():
            _link(layer, f"bin/{applet}", "busybox")
        _link(layer, "c:", "C:")
        for place, name in _SCRIPTS.items():
            data = (HERE / name).read_bytes()
            member = tarfile.TarInfo(place)
            member.size, member.mode = len(data), 0o755
            layer.addfile(member, io.BytesIO(data))
        for library in ["/usr/bin/openssl", *_libraries("/usr/bin/openssl")]:
            layer.add(Path(library).resolve(), "bin/openssl" if library.endswith("openssl") else library.lstrip("/"))
        layer.add("/etc/ssl/openssl.cnf", "usr/lib/ssl/openssl.cnf")
    return buffer.getvalue()


def _link(layer: tarfile.TarFile, name: str, target: str) -> None:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, target
    if name != "bin/busybox":
        layer.addfile(member)


def _libraries(program: str) -> list[str]:
    return re.findall(r"(/\S+) \(0x", subprocess.check_output(["ldd", program], text=True))
