r"""Whether Hyper-V is on this machine, by its registry: nothing is started and no rights are needed.

The keys are read tolerantly: the service ``vmms`` comes with the Hyper-V role, ``vmcompute`` with the Containers
feature; a virtual machine under Hyper-V finds its own name in ``Virtual Machine\Guest\Parameters``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_SERVICES = r"SYSTEM\CurrentControlSet\Services"
_GUEST = r"SOFTWARE\Microsoft\Virtual Machine\Guest\Parameters"
_BIOS = r"HARDWARE\DESCRIPTION\System\BIOS"


class HyperV(NamedTuple):
    """What this machine tells of Hyper-V.

    Attributes:
        role: Whether the role is installed; None where this is no Windows.
        containers: Whether the Containers feature is installed; None as above.
        guest: This is a virtual machine itself.
        name: Its name on its Hyper-V host, "" where it does not tell.
    """

    role: bool | None = None
    containers: bool | None = None
    guest: bool = False
    name: str = ""


def read_hyperv(value: Callable[[str, str], str | None]) -> HyperV:
    """Read it from a registry.

    Args:
        value: A value as text by key below HKEY_LOCAL_MACHINE and name; None where there is none.
    """
    name = value(_GUEST, "VirtualMachineName")
    product = (value(_BIOS, "SystemProductName") or "").lower()
    return HyperV(
        value(rf"{_SERVICES}\vmms", "ImagePath") is not None,
        value(rf"{_SERVICES}\vmcompute", "ImagePath") is not None,
        name is not None or "virtual" in product or "vmware" in product or "kvm" in product,
        name or "",
    )


def hyperv_here() -> HyperV:
    """Read it from this machine's registry."""
    if sys.platform == "win32":
        return read_hyperv(_value)
    return HyperV()


if sys.platform == "win32":
    import winreg

    def _value(key: str, name: str) -> str | None:
        """A value as text, None where there is none or it may not be read."""
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
                return str(winreg.QueryValueEx(opened, name)[0])
        except OSError:
            return None
