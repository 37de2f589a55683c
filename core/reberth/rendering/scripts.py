"""Scripts of the image: fixed PowerShell from the resources, and two small generated ones."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from reberth.model.rendered import RenderedFile, RenderedLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.plan import FeatureStep, HealthCheck, Plan

_CRLF = "\r\n"
# The folder sources\sxs of the Windows Server medium, for builds without a way to Windows Update. Its package is added
# as Microsoft's own images of .NET Framework 3.5 did it; Windows Server 2016 has it by the short name.
_SXS = "C:\\reberth\\installers\\sxs\\microsoft-windows-netfx3-ondemand-package"
_FROM_SXS = (
    f"for %%f in ({_SXS}.cab {_SXS}~31bf3856ad364e35~amd64~~.cab)"
    " do if exist %%f (call :dism /Add-Package /PackagePath:%%f & goto netfx3)"
)
_ALWAYS = ("configure.ps1", "folders.ps1", "start.ps1", "certificates.ps1")


def render_scripts(plan: Plan) -> Iterator[RenderedFile]:
    """All scripts that the Dockerfile of this plan uses."""
    for name in _names(plan):
        yield fixed_script(name, f"setup/{name}")
    if plan.features:
        yield features_script("setup/features.cmd", plan.features)
    if plan.health is not None:
        yield _health_script(plan.health)
        yield _health_request(plan.health)


def _names(plan: Plan) -> Iterator[str]:
    """The fixed scripts that this plan needs."""
    yield from _ALWAYS if plan.has_sites else ("folders.ps1",)
    if plan.add_ons:
        yield "add-ons.ps1"
    if plan.extras.actions:
        yield "artifacts.ps1"
    if not plan.has_sites:
        yield "watch.ps1"


def fixed_script(name: str, path: str) -> RenderedFile:
    """A script as it lies in the resources. PowerShell 5.1 wants a byte order mark to read UTF-8."""
    text = (files("reberth_resources") / "scripts" / name).read_text(encoding="utf-8")
    lines = tuple(RenderedLine(line) for line in text.splitlines())
    return RenderedFile(path, lines, _CRLF, bom=True, context=path.startswith("setup/"))


def features_script(path: str, features: Iterable[FeatureStep]) -> RenderedFile:
    """One dism call for each feature; 3010 (restart wanted) is success in a container."""
    lines = [RenderedLine("@echo off")]
    for item in features:
        texts = [f"call :dism /Enable-Feature /All /FeatureName:{item.name}"]
        if item.capability:
            texts = [f"call :dism /Add-Capability /CapabilityName:{item.name}"]
        elif item.name == "NetFx3":
            # Its files come from Windows Update, which is switched off in images before 2022.
            texts = ["sc config wuauserv start= auto", *texts, "sc config wuauserv start= disabled"]
        if item.name == "NetFx3":
            texts = [_FROM_SXS, *texts, ":netfx3"]
        lines += [RenderedLine(text, (item.step,)) for text in texts]
    lines += [
        RenderedLine(text)
        for text in (
            "exit /b 0",
            ":dism",
            "dism /Online /Quiet /NoRestart %*",
            "if %errorlevel% equ 0 exit /b 0",
            "if %errorlevel% equ 3010 exit /b 0",
            "echo dism %* ended with %errorlevel%.",
            "exit %errorlevel%",
        )
    ]
    return RenderedFile(path, tuple(lines), _CRLF, context=path.startswith("setup/"))


def _health_script(health: HealthCheck) -> RenderedFile:
    """Healthy is an answer below 500; curl itself cannot be told so."""
    request = "curl.exe --config C:\\reberth\\setup\\health.txt"
    texts = (
        "@echo off",
        f"for /f %%c in ('{request}') do if %%c geq 100 if %%c lss 500 exit 0",
        "exit 1",
    )
    return RenderedFile("setup/health.cmd", tuple(RenderedLine(text, (health.step,)) for text in texts), _CRLF)


def _health_request(health: HealthCheck) -> RenderedFile:
    """The request as a curl config file: a host name of the source never meets the shell."""
    host = health.host or "localhost"
    texts = [
        f"url = {_curl(f'{health.scheme}://{host}:{health.port}{health.path}')}",
        'output = "NUL"',
        'write-out = "%{http_code}\\n"',
        'max-time = "15"',
        "silent",
        "insecure",
        # Brackets and braces of a host name are letters like others.
        "globoff",
    ]
    if health.host:
        # Ask this container whatever the name means in DNS; also gives the name to SNI and to the Host header.
        texts.append(f"connect-to = {_curl(f'{host}:{health.port}:localhost:{health.port}')}")
    return RenderedFile("setup/health.txt", tuple(RenderedLine(text, (health.step,)) for text in texts), _CRLF)


def _curl(value: str) -> str:
    """A quoted value of a curl config file."""
    plain = "".join(letter for letter in value if letter.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
