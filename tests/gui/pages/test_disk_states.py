"""Each disk against what it was when it was scanned, by what a worker saw of it."""

from __future__ import annotations

from reberth.migration.document import Migration, SourceIdentity
from reberth.model.recognition import Recognised
from reberth_gui.models.disk_states import disk_states


def test_each_state() -> None:
    names = ("same", "larger", "newer", "missing", "new", "not looked at")
    known = tuple(SourceIdentity(name, 10, 20) for name in names if name != "new")
    seen = {
        "same": Recognised("same", 10, 20),
        "larger": Recognised("larger", 11, 20),
        "newer": Recognised("newer", 10, 21),
        "missing": Recognised("missing"),
        "new": Recognised("new", 1, 2),
    }
    assert disk_states(Migration("id", names, identities=known), seen) == {
        "same": "same",
        "larger": "changed",
        "newer": "changed",
        "missing": "missing",
        "new": "same",
    }
