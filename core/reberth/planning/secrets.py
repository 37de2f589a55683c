"""What happens to each place that holds a secret below a content root (design decision 11)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.model.plan import CarriedOver, Exclusion, LeftOut, Rewrite, SecretValue, Undecided
from reberth.model.step_ids import secret_step
from reberth.planning.exclusions import Behind
from reberth.planning.holders import holders, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


class SecretPlaces:
    """The secrets of a server, looked up by the folder that their files lie in."""

    def __init__(self, applications: Iterable[ApplicationFacts], sources: Iterable[ContentRef]) -> None:
        """Sort them once, for a server may have thousands of each.

        Args:
            applications: Facts of all applications, chosen or not: their files travel if their folder does.
            sources: Folders of the content roots.
        """
        self._everything = [secret for facts in applications for secret in facts.secrets]
        self._by_folder: dict[tuple[str, str], list[SecretRef]] = {place_of(source): [] for source in sources}
        for secret in self._everything:
            for folder, rest in holders(secret.file.path):
                found = self._by_folder.get((secret.file.volume, folder)) if rest else None
                if found is not None:
                    found.append(secret)

    def below(self, root: ContentRoot) -> dict[ContentRef, list[SecretRef]]:
        """The secrets of each file that a root brings along."""
        behind = Behind(root.exclusions)
        by_file: dict[ContentRef, list[SecretRef]] = {}
        for secret in self._by_folder.get(place_of(root.source), ()):
            if not behind.takes(_below(root, secret.file)):
                by_file.setdefault(secret.file, []).append(secret)
        return by_file

    def left(self, roots: Iterable[ContentRoot]) -> Iterator[LeftOut]:
        """Fates of secrets in files that no content root brings along."""
        brought: set[ContentRef] = set()
        for root in roots:
            kept = replace(root, exclusions=tuple(item for item in root.exclusions if item.code != _KEPT_BACK))
            brought.update(self.below(kept))
        for secret in self._everything:
            if secret.file not in brought:
                name = f"{secret.evidence.source} {secret.location} {secret.attribute}".strip()
                yield LeftOut("secret", name, "selection.not-chosen", {"name": name}, (secret.evidence,))


def plan_secrets(
    root: ContentRoot, places: SecretPlaces, *, keep: bool, names: dict[str, int]
) -> tuple[ContentRoot, tuple[SecretValue, ...], tuple[Outcome, ...]]:
    """Plan the rewrites and exclusions of one content root.

    Args:
        root: The root so far.
        places: All secrets of the server.
        keep: Carry everything as it is.
        names: Variables in use and how often each was asked for; updated.

    Returns:
        The root with rewrites and exclusions, the values it needs from outside, and fates.
    """
    rewrites: list[Rewrite] = []
    exclusions: list[Exclusion] = []
    values: list[SecretValue] = []
    fates: list[Outcome] = []
    for file, found in sorted(places.below(root).items()):
        path = _below(root, file)
        if keep:
            name = root.target.rstrip("\\") + path
            every = tuple(item.evidence for item in found)
            fates.append(Undecided("secret", name, "plan.secret-kept", {"path": name}, every))
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


def _below(root: ContentRoot, file: ContentRef) -> str:
    """Path of a file below the root that it lies in."""
    return file.path[len(root.source.path.rstrip("\\")) :]
