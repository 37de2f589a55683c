"""Which base image, and why: the first condition that holds decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.plan import BaseImage
from reberth.model.step_ids import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.application import ApplicationFacts, NeedSeen
    from reberth.model.selection import Selection

_REGISTRY = "mcr.microsoft.com"
_FRAMEWORK = {"ltsc2016": "4.8", "ltsc2019": "4.8", "ltsc2022": "4.8.1", "ltsc2025": "4.8.1"}
_WCF = frozenset({"wcf-tcp", "wcf-pipe", "wcf-msmq"})


def choose_base_image(applications: Iterable[ApplicationFacts], selection: Selection) -> BaseImage:
    """The base image by rule, unless the user names one.

    Raises:
        ReberthError: ``plan.unknown-windows``, ``plan.base-image-invalid``.
    """
    windows = selection.windows.lower()
    if windows not in _FRAMEWORK:
        raise ReberthError("plan.unknown-windows", windows=selection.windows, known=", ".join(_FRAMEWORK))
    if selection.base_image:
        if not _is_reference(selection.base_image):
            raise ReberthError("plan.base-image-invalid", reference=selection.base_image)
        evidence = Evidence("choice", "base image")
        return BaseImage(BASE, selection.base_image, "rule.base-chosen", {}, (evidence,))
    version = _FRAMEWORK[windows]
    seen: dict[str, NeedSeen] = {need.need: need for facts in applications for need in facts.needs}
    wcf = sorted(_WCF & seen.keys())
    if wcf:
        reference = f"{_REGISTRY}/dotnet/framework/wcf:{version}-windowsservercore-{windows}"
        return BaseImage(BASE, reference, "rule.base-wcf", {"need": wcf[0]}, seen[wcf[0]].evidence[:3])
    if "managed" in seen:
        reference = f"{_REGISTRY}/dotnet/framework/aspnet:{version}-windowsservercore-{windows}"
        return BaseImage(BASE, reference, "rule.base-aspnet", {"version": version}, seen["managed"].evidence[:3])
    reference = f"{_REGISTRY}/windows/servercore/iis:windowsservercore-{windows}"
    evidence = Evidence("rule", "rule.base-iis")
    return BaseImage(BASE, reference, "rule.base-iis", {}, (evidence,))


def usual_base_images(windows: str) -> tuple[str, str]:
    """The base images that most servers lead to, before any disk is read: with ASP.NET, and with IIS alone.

    Raises:
        ReberthError: ``plan.unknown-windows``.
    """
    name = windows.lower()
    if name not in _FRAMEWORK:
        raise ReberthError("plan.unknown-windows", windows=windows, known=", ".join(_FRAMEWORK))
    return (
        f"{_REGISTRY}/dotnet/framework/aspnet:{_FRAMEWORK[name]}-windowsservercore-{name}",
        f"{_REGISTRY}/windows/servercore/iis:windowsservercore-{name}",
    )


def _is_reference(text: str) -> bool:
    """Whether the text can stand in a FROM line as it is."""
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:@")
    return bool(text) and set(text) <= allowed and text[0].isalnum()
