"""NTFS rights that mean something in a container are given again; accounts of the old world are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, GrantStep, LeftOut, Undecided
from reberth.model.sids import pool_sid
from reberth.planning.exclusions import Behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.model.application import ContentFacts, Grant
    from reberth.model.iis import ApplicationPool
    from reberth.model.plan import ContentRoot, Outcome

# Accounts that every Windows has; icacls takes their SIDs, which no language changes.
_EVERYWHERE = frozenset({"S-1-1-0", "S-1-5-11", "S-1-5-17", "S-1-5-19", "S-1-5-20", "S-1-5-32-545", "S-1-5-32-568"})
# These have full access in the image anyway.
_GIVEN = frozenset({"S-1-3-0", "S-1-5-18", "S-1-5-32-544"})
_TRUSTED_INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
# ACCESS_MASK ([MS-DTYP] 2.4.3) as icacls writes it: five simple rights, else a list of single ones.
_SIMPLE = {0x1F01FF: "F", 0x1301BF: "M", 0x1200A9: "RX", 0x120089: "R", 0x100116: "W", 0x10000000: "F"}
_SINGLE = (
    *((0x80000000, "GR"), (0x40000000, "GW"), (0x20000000, "GE"), (0x10000000, "GA")),
    *((0x1, "RD"), (0x2, "WD"), (0x4, "AD"), (0x8, "REA"), (0x10, "WEA"), (0x20, "X"), (0x40, "DC")),
    *((0x80, "RA"), (0x100, "WA"), (0x10000, "DE"), (0x20000, "RC"), (0x40000, "WDAC"), (0x80000, "WO")),
    *((0x100000, "S"), (0x1000000, "AS"), (0x2000000, "MA")),
)


def plan_permissions(
    roots: Iterable[ContentRoot],
    content: Iterable[ContentFacts],
    pools: Iterable[ApplicationPool],
    letters: Mapping[str, str],
) -> tuple[tuple[GrantStep, ...], tuple[Outcome, ...]]:
    """Steps that give rights again, in order of folder, and the fate of each explicit entry.

    ``letters`` has the drive letter of each volume that had one on the server.
    """
    content = tuple(content)
    by_root = {facts.root: facts for facts in content}
    pool_names = {pool_sid(pool.name): pool.name for pool in pools}
    steps: list[GrantStep] = []
    fates: list[Outcome] = []
    seen: set[Grant] = set()
    for root in roots:
        facts = by_root.get(root.source)
        behind = Behind(root.exclusions)
        for grant in facts.grants if facts is not None else ():
            path = grant.folder.path[len(root.source.path.rstrip("\\")) :]
            if behind.takes(path):
                continue
            seen.add(grant)
            target = root.target.rstrip("\\") + path
            name = f"{target} {grant.account or pool_names.get(grant.sid) or grant.sid}"
            step = f"grant:{len(steps) + 1}"
            rights = icacls_rights(grant.rights)
            places = (_place(grant, letters),)
            if grant.sid in _GIVEN or grant.sid == _TRUSTED_INSTALLER or not rights:
                fates.append(LeftOut("permission", name, "plan.permission-given", {"name": name}, places))
            elif grant.sid in _EVERYWHERE or grant.sid in pool_names:
                steps.append(GrantStep(step, target, f"*{grant.sid}", rights, not grant.allow, places))
                fates.append(CarriedOver("permission", name, (step,), places))
            else:
                params = {"folder": target, "account": grant.account or grant.sid}
                fates.append(Undecided("permission", name, "plan.permission-account", dict(params), places))
    for grant in dict.fromkeys(grant for facts in content for grant in facts.grants if grant not in seen):
        name = f"{_folder(grant, letters)} {grant.account or grant.sid}"
        fates.append(LeftOut("permission", name, "selection.not-chosen", {"name": name}, (_place(grant, letters),)))
    return tuple(steps), tuple(fates)


def _place(grant: Grant, letters: Mapping[str, str]) -> Evidence:
    """Where an entry stands: in the folder's own security descriptor."""
    return Evidence("disk", _folder(grant, letters), f"security descriptor {grant.sid}")


def _folder(grant: Grant, letters: Mapping[str, str]) -> str:
    """The folder as the server knew it; by the volume's id where that had no letter."""
    return f"{letters.get(grant.folder.volume) or grant.folder.volume}:{grant.folder.path}"


def icacls_rights(mask: int) -> str:
    """An access mask as icacls takes it, neither wider nor narrower: a wider deny entry would lock the site out.

    "" where the mask gives nothing.
    """
    single = ",".join(name for bit, name in _SINGLE if mask & bit)
    return _SIMPLE.get(mask) or (f"({single})" if single else "")
