"""What happens to each place that holds a secret below a content root (design decision 11)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.model.plan import CarriedOver, Exclusion, LeftOut, Rewrite, SecretValue, Undecided
from reberth.model.step_ids import secret_step
from reberth.planning.exclusions import stays_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reberth.model.application import ApplicationFacts
    from reberth.model.content import ContentRef
    from reberth.model.errors import Parameter
    from reberth.model.plan import ContentRoot, Outcome
    from reberth.model.secret import SecretKind, SecretRef

_COMMENT = "comment()"
_KEPT_BACK = "plan.secret-file"
_PREFIX: dict[SecretKind, str] = {
    "connection-string": "CONNECTIONSTRING",
    "app-setting": "APPSETTING",
    "machine-key": "MACHINEKEY",
    "smtp": "SMTP",
    "protected-section": "SECTION",
    "encrypted-value": "SECRET",
    "credential": "SECRET",
}
_NOT_NAME = re.compile("[^A-Z0-9]+")
_MAX_NAME = 60


def plan_secrets(
    root: ContentRoot, applications: Iterable[ApplicationFacts], *, keep: bool, taken: Sequence[SecretValue]
) -> tuple[ContentRoot, tuple[SecretValue, ...], tuple[Outcome, ...]]:
    """Plan the rewrites and exclusions of one content root.

    Args:
        root: The root so far.
        applications: Facts of all applications, chosen or not: their files travel if their folder does.
        keep: Carry everything as it is.
        taken: Variables that other roots use already.

    Returns:
        The root with rewrites and exclusions, the values it needs from outside, and fates.
    """
    by_file: dict[ContentRef, list[SecretRef]] = {}
    for facts in applications:
        for secret in facts.secrets:
            path = _below(root, secret.file)
            if path is not None and not stays_behind(root, path):
                by_file.setdefault(secret.file, []).append(secret)
    rewrites: list[Rewrite] = []
    exclusions: list[Exclusion] = []
    values: list[SecretValue] = []
    fates: list[Outcome] = []
    names = dict.fromkeys((item.variable for item in taken), 1)
    for file, found in sorted(by_file.items()):
        path = _below(root, file) or ""
        if keep:
            name = root.target.rstrip("\\") + path
            places = tuple(item.evidence for item in found)
            fates.append(Undecided("secret", name, "plan.secret-kept", {"path": name}, places))
        elif found[0].kind == "secret-file":
            exclusions.append(Exclusion(path, _KEPT_BACK))
            name = root.target.rstrip("\\") + path
            fates.append(Undecided("secret", name, _KEPT_BACK, {"path": name}, (found[0].evidence,)))
        else:
            mine = [
                SecretValue(_variable(secret, names), secret)
                for secret in found
                if not secret.location.startswith(_COMMENT)
            ]
            rewrites.append(Rewrite(path, file, tuple(mine)))
            values += mine
            fates += [_fate(item) for item in mine]
            fates += [_emptied(root, path, item) for item in found if item.location.startswith(_COMMENT)]
    changed = replace(root, exclusions=(*root.exclusions, *exclusions), rewrites=tuple(rewrites))
    return changed, tuple(values), tuple(fates)


def _fate(value: SecretValue) -> CarriedOver:
    """A secret is carried over as the variable that brings it in."""
    secret = value.secret
    name = f"{secret.evidence.source} {secret.location} {secret.attribute}".strip()
    return CarriedOver("secret", name, (secret_step(value.variable),), (secret.evidence,))


def _emptied(root: ContentRoot, path: str, secret: SecretRef) -> LeftOut:
    """A comment that held a secret travels without its text."""
    name = f"{root.target.rstrip(chr(92))}{path}"
    params: dict[str, Parameter] = {"path": name, "line": secret.evidence.line}
    named = f"{name} {secret.location}"
    return LeftOut("secret", named, "plan.secret-comment", params, (secret.evidence,))


def secrets_left(roots: Sequence[ContentRoot], applications: Iterable[ApplicationFacts]) -> Iterator[LeftOut]:
    """Fates of secrets in files that no content root brings along."""
    for facts in applications:
        for secret in facts.secrets:
            paths = ((root, _below(root, secret.file)) for root in roots)
            if not any(path is not None and not stays_behind(root, path, but=_KEPT_BACK) for root, path in paths):
                name = f"{secret.evidence.source} {secret.location} {secret.attribute}".strip()
                yield LeftOut("secret", name, "selection.not-chosen", {"name": name}, (secret.evidence,))


def _variable(secret: SecretRef, names: dict[str, int]) -> str:
    """A variable name that tells a person what it is, unique in the image.

    Args:
        secret: The place.
        names: Names in use and how often each was asked for; updated.
    """
    plain = unicodedata.normalize("NFKD", secret.name).encode("ascii", "ignore").decode().upper()
    plain = _NOT_NAME.sub("_", plain).strip("_")[:_MAX_NAME]
    if secret.attribute and secret.kind in {"machine-key", "credential", "smtp"}:
        attribute = _NOT_NAME.sub("_", secret.attribute.upper())
        plain = plain if plain.endswith(attribute) else f"{plain}_{attribute}".strip("_")
    prefix = f"{_PREFIX[secret.kind]}_"
    base = f"{prefix}{plain.removeprefix(prefix)}".rstrip("_")
    name = base
    while name in names:
        names[base] += 1
        name = f"{base}_{names[base]}"
    names[name] = 1
    return name


def _below(root: ContentRoot, file: ContentRef) -> str | None:
    """Path of a file below a root; None where it does not lie there."""
    prefix = root.source.path.rstrip("\\")
    if file.volume != root.source.volume or not file.path.upper().startswith(prefix.upper() + "\\"):
        return None
    return file.path[len(prefix) :]
