"""What a build says of itself."""

from __future__ import annotations

import time
from typing import Any


def tell(name: str, found: dict[str, Any]) -> None:
    """Say what a self-test found."""
    parts = [f"{found.get('modules')} modules"]
    if "sample" in found:
        parts.append(f"sample {str(found['sample'])[:12]}")
    if "pages" in found:
        parts.append(f"{len(found['pages'])} pages painted")
    said(f"{name}: whole, {', '.join(parts)}")
    for missing in found.get("missing", ()):
        said(f"{name}: {missing}")


def said(text: str) -> None:
    """Say what is being done, with the time."""
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)
