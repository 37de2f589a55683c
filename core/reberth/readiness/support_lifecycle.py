"""Until when the base image gets updates."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from reberth.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.finding import Severity
    from reberth.readiness.chosen import Chosen

# End of extended support by tag, "Base image servicing lifecycles" (Microsoft, Windows containers).
ENDS = {
    "ltsc2016": dt.date(2027, 1, 11),
    "ltsc2019": dt.date(2029, 1, 9),
    "ltsc2022": dt.date(2031, 10, 14),
    "ltsc2025": dt.date(2034, 10, 10),
}
_SOON = dt.timedelta(days=365)
_WORD = re.compile("[-_:/@]")


def base_image_updates(chosen: Chosen) -> Iterator[Finding]:
    """R10 and R59: the image has the updates of its base, and gets them by being built again."""
    base = chosen.plan.base
    name = next((word for word in reversed(_WORD.split(base.reference.lower())) if word in ENDS), "")
    if not name:
        return
    end = ENDS[name]
    code, severity = _state(end, chosen.today)
    params = {"base": base.reference, "date": end.isoformat()}
    yield Finding(code, severity, "", dict(params))


def _state(end: dt.date, today: dt.date) -> tuple[str, Severity]:
    """How it stands with the base image on a day."""
    if end < today:
        return "readiness.base-out-of-support", "action"
    return ("readiness.base-support-ends", "action") if end - today < _SOON else ("readiness.base-updates", "info")
