"""NTFS rights that mean something in a container are given again; accounts of the old world are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.plan import CarriedOver, GrantStep, LeftOut, Undecided
from reberth.model.sids import pool_sid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.application import ContentFacts, Grant
    from reberth.model.iis import ApplicationPool
    from reberth.model.plan import ContentRoot, Outcome

# Accounts that every Windows has; icacls takes their SIDs, which no language changes.
_EVERYWHERE = frozenset({"S-1-1-0", "S-1-5-11", "S-1-5-17", "S-1-5-19", "S-1-5-20", "S-1-5-32-545", "S-1-5-32-568"})
# These have full access in the image anyway.
_GIVEN = frozenset({"S-1-3-0", "S-1-5-18", "S-1-5-32-544"})
_TRUSTED_INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
# ACCESS_MASK ([MS-DTYP] 2.4.3) to icacls' simple rights, widest first.
_GENERIC_ALL, _GENERIC_WRITE, _GENERIC_EXECUTE, _GENERIC_READ = 0x10000000, 0x40000000, 0x20000000, 0x80000000
_SIMPLE = ((0x1F01FF, "F"), (0x1301BF, "M"), (0x1200A9, "RX"), (0x120089, "R"), (0x100116, "W"))


def plan_permissions(
    roots: Iterable[ContentRoot], content: Iterable[ContentFacts], pools: Iterable[ApplicationPool]
) -> tuple[tuple[GrantStep, ...], tuple[Outcome, ...]]:
    """Steps that give rights again, in order of folder, and the fate of each explicit entry."""
    by_root = {facts.root: facts for facts in content}
    pool_names = {pool_sid(pool.name): pool.name for pool in pools}
    steps: list[GrantStep] = []
    fates: list[Outcome] = []
    for root in roots:
        facts = by_root.get(root.source)
        for grant in facts.grants if facts is not None else ():
            target = root.target.rstrip("\\") + grant.folder.path[len(root.source.path.rstrip("\\")) :]
            name = f"{target} {grant.account or pool_names.get(grant.sid) or grant.sid}"
            step = f"grant:{len(steps) + 1}"
            if _is_excluded(root, grant):
                fates.append(LeftOut("permission", name, "selection.not-chosen", {"name": name}, root.evidence))
            elif grant.sid in _GIVEN or grant.sid == _TRUSTED_INSTALLER:
                fates.append(LeftOut("permission", name, "plan.permission-given", {"name": name}, root.evidence))
            elif grant.sid in _EVERYWHERE or grant.sid in pool_names:
                rights = simple_rights(grant.rights)
                steps.append(GrantStep(step, target, f"*{grant.sid}", rights, not grant.allow, root.evidence))
                fates.append(CarriedOver("permission", name, (step,), root.evidence))
            else:
                params = {"folder": target, "account": grant.account or grant.sid}
                fates.append(Undecided("permission", name, "plan.permission-account", dict(params), root.evidence))
    return tuple(steps), tuple(fates)


def simple_rights(mask: int) -> str:
    """The narrowest of icacls' simple rights that holds an access mask."""
    if mask & _GENERIC_ALL:
        return "F"
    generic = "".join(
        letter for bit, letter in ((_GENERIC_READ, "R"), (_GENERIC_WRITE, "W"), (_GENERIC_EXECUTE, "X")) if mask & bit
    )
    if generic:
        return "M" if "W" in generic else "RX" if "X" in generic else "R"
    fitting = [rights for simple, rights in reversed(_SIMPLE) if mask | simple == simple]
    return fitting[0] if fitting else "F"


def _is_excluded(root: ContentRoot, grant: Grant) -> bool:
    """Whether the folder stays behind."""
    path = grant.folder.path[len(root.source.path.rstrip("\\")) :].upper()
    return any(path == item.path.upper() or path.startswith(item.path.upper() + "\\") for item in root.exclusions)
