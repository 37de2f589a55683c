"""A remark shows at the innermost place that it is about and at all above it."""

from __future__ import annotations

from reberth.migration.badges import badges
from reberth.model.remark import Remark, Weight

PARENTS = {"Shop": "", "Shop/admin": "Shop", "Shop/admin/img": "Shop/admin", "My: site a/b": ""}


def remark(subject: str, weight: Weight, accepted: str = "") -> Remark:
    return Remark(weight, "finding", subject, "x.y", accepted=accepted)


def test_heaviest_first_and_up_to_the_site() -> None:
    found = badges([remark("Shop/admin/img", "info"), remark("Shop/admin:/img x", "action")], PARENTS)
    assert found == {"Shop/admin/img": "info", "Shop/admin": "action", "Shop": "action"}


def test_bindings_belong_to_their_site_and_names_may_hold_anything() -> None:
    found = badges([remark("My: site a/b http *:80:", "blocker"), remark("Shopping", "blocker")], PARENTS)
    assert found == {"My: site a/b": "blocker"}


def test_what_was_accepted_or_is_well_weighs_nothing() -> None:
    assert (
        badges([remark("Shop", "blocker", "so be it"), remark("Shop", "passed"), remark("", "action")], PARENTS) == {}
    )
