r"""Features by the packages that hold them, for Windows of the 6.0 and 6.1 line, which keeps no list of features.

Each package below ``Component Based Servicing\Packages`` has a key ``Updates`` with a number for each feature in it: 1
for an installed one (seen on a real Windows 7; 255 for those that are not). It counts where the package is installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.registry.hive import Hive

_PACKAGES = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages"
# States of packages ("CBS Servicing States Chart"): installed, permanent.
_INSTALLED = frozenset({0x70, 0x80})
_MOST_PACKAGES = 50_000


def read_package_features(software: Hive) -> Iterator[tuple[str, Evidence]]:
    """Installed features with the package that says so."""
    packages = software.key(_PACKAGES)
    for number, package in enumerate(packages.subkeys() if packages is not None else ()):
        if number >= _MOST_PACKAGES:
            return
        updates = package.subkey("Updates")
        if updates is None or package.integer("CurrentState") not in _INSTALLED:
            continue
        for value in updates.values():
            if value.integer == 1:
                yield value.name, Evidence("registry", updates.path, value.name)
