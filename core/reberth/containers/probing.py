"""What an engine says of itself and of the machine behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.containers.windows_builds import build_of_version
from reberth.model.engine import EngineInfo

if TYPE_CHECKING:
    from reberth.containers.engine import Engine

# ``Microsoft Windows Server Version 21H2 (OS Build 20348.2113)``, moby pkg/parsers/operatingsystem.
_OS_BUILD = re.compile(r"\(OS Build (\d{5})")


def probe_engine(engine: Engine) -> EngineInfo:
    """Ask an engine for its version and its machine. What a strange engine leaves out is left empty."""
    version = engine.api.version()
    info = engine.api.info()
    name = str(info.get("OperatingSystem") or "")
    system = str(info.get("OSType") or version.get("Os") or "")
    named = _OS_BUILD.search(name)
    build = build_of_version(str(info.get("OSVersion") or "")) or (int(named[1]) if named else 0)
    return EngineInfo(
        engine.endpoint,
        engine.source,
        str(version.get("Version") or ""),
        str(version.get("ApiVersion") or ""),
        system,
        name,
        build if system == "windows" else 0,
        system == "windows" and "server" not in name.lower(),
        str(info.get("Isolation") or ""),
        str(info.get("DockerRootDir") or ""),
        str(info.get("Name") or ""),
    )
