"""Windows builds: which base image holds which, and what people call them."""

from __future__ import annotations

import re

# The last number that Microsoft changes between releases; the revision behind it comes with each month's update.
BASES = {"ltsc2016": 14393, "ltsc2019": 17763, "ltsc2022": 20348, "ltsc2025": 26100}
# Tags of the half-yearly releases, hcsshim osversion/windowsbuilds.go.
_HALF_YEARLY = {"1709": 16299, "1803": 17134, "1809": 17763, "1903": 18362, "1909": 18363, "2004": 19041, "20h2": 19042}
_VERSION = re.compile(r"(?:^|[-_])10\.0\.(\d{5})(?:\.\d+)?(?:$|[-_])")
_BUILD = re.compile(r"(\d+)\.(\d+)\.(\d{5})\b")


def build_of_version(text: str) -> int:
    """The build of a version like ``10.0.20348.2113``, 0 for any other text."""
    match = _BUILD.match(text)
    return int(match[3]) if match else 0


def build_of_reference(reference: str) -> int:
    """The Windows build of a base image by the tag in its name, from whatever registry; 0 where the tag tells none.

    Microsoft's tags: ``ltsc2022``, ``4.8.1-windowsservercore-ltsc2022``, ``10.0.20348.2113``, ``20348.2113-amd64``.
    """
    name = reference.partition("@")[0]
    tag = name.rpartition("/")[2].partition(":")[2].lower()
    match = _VERSION.search(tag)
    if match:
        return int(match[1])
    known = {**_HALF_YEARLY, **BASES}
    return next((known[word] for word in reversed(re.split(r"[-_]", tag)) if word in known), 0)
