"""The bill of materials (CycloneDX 1.6): parts by others, and every file with its hash. Runs where it was frozen."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from reberth_packaging.components import components
from reberth_packaging.places import version


def bill_of_materials(folder: Path, libwim: str) -> str:
    """The bill as JSON.

    Args:
        folder: The finished program.
        libwim: Its version where it ships, else "".
    """
    licences = LicenseFactory()
    bill = Bom()
    program = Component(
        name="reberth",
        version=version(),
        type=ComponentType.APPLICATION,
        licenses=[licences.make_from_string("Apache-2.0")],
        bom_ref="reberth",
    )
    parts = [
        Component(
            name=part.name,
            version=part.version,
            type=ComponentType.LIBRARY,
            licenses=[licences.make_from_string(part.licence)] if part.licence else [],
            purl=PackageURL.from_string(part.purl) if part.purl else None,
            bom_ref=part.purl or f"{part.name}@{part.version}",
        )
        for part in components(libwim)
    ]
    bill.metadata.component = program
    bill.components.update(parts)
    bill.register_dependency(program, parts)
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        place = file.relative_to(folder).as_posix()
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest)]
        bill.components.add(Component(name=place, type=ComponentType.FILE, hashes=hashes, bom_ref=f"file:{place}"))
    return str(JsonV1Dot6(bill).output_as_string(indent=1))


if __name__ == "__main__":
    finished, target, libwim_version = sys.argv[1:]
    Path(target).write_text(bill_of_materials(Path(finished), libwim_version) + "\n", encoding="utf-8", newline="\n")
