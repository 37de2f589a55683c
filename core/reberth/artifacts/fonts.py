"""Fonts: those that somebody installed travel; Windows' own only when they are named, for their licence and size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.steps import step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import CarriedFile, SetupAction
from reberth.model.names import name_problem
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.system_records import Font

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "Fonts"
_FONTS = r"Microsoft\Windows NT\CurrentVersion\Fonts"
# Beginnings of file names of the fonts that Windows Server 2003 to 2025 bring.
_STOCK = re.compile(
    r"(?i)^(8514|85f|85s|ahronbd|andlso|angsa|angsau|aparaj|app\d|arabtype|arial|ariblk|bahnschrift|batang|browa|calibri"
    r"|cambria|candara|cga\d|comic|consola|constan|corbel|cordia|cour|daunpenh|david|daytona|dokchamp|dosapp|ebrima|ega"
    r"|estre|euphemia|fms_metadata|framd|frank|gabriola|gadugi|gautami|georgia|gisha|gulim|holomdl2|h8514|himalaya|impact"
    r"|inkfree|iskpota|j8514|javatext|jvgafix|jsmall|kaiu|kalinga|kartika|khmerui|kokila|laoui|latha|leelaw|levenim|lucon|l_10646|lvnm|majalla"
    r"|malgun|mangal|marlett|meiryo|micross|mingliu|mingli|miriam|mmrtext|modern|mod|mongolian|monbaiti|moolbor|mriam|ms(gothic"
    r"|jh|mincho|uighur|yh|yi)|mvboli|msimsun|nirmala|nrkis|ntailu|nyala|ocrb|phagspa|plantc|pala|raavi|rod|roman|s8514"
    r"|script|sans_|segoe|segui|seg|seri|shonar|shruti|simfang|simhei|simkai|simpbdo|simpfxo|simpo|simsun|sitka|small|smal|sser|sserif"
    r"|sylfaen|symbol|tahoma|taile|times|tradbdo|trado|trebuc|tunga|upc|utsaah|vani|verdana|vga|vijaya|vrinda|webdings"
    r"|wingding|yugoth|yumin|8514oem|app\w+\.fon|cvgafix|c8514|hvgafix|svga|td\w+\.fon|wst_|msjhl|himali|arimon)"
)
_MOST = 5_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Registered fonts with their files."""
    key = server.software(_FONTS)
    root = server.windows.system_root
    for number, value in enumerate(key.values() if key is not None else ()):
        if number >= _MOST or not value.text:
            continue
        path = server.expand(value.text)
        path = path if path[1:3] == ":\\" else f"{root}\\Fonts\\{path}"
        in_windows = path.upper().startswith(f"{root.upper()}\\FONTS\\")
        yield Font(
            kind=_NAME,
            name=value.name,
            file=path,
            stock=in_windows and bool(_STOCK.match(path.rpartition("\\")[2])),
            content=server.ref(path),
            evidence=(Evidence("registry", value.key, value.name), Evidence("file", path)),
        )


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """Own and named fonts are copied and registered; several names of one file share it."""
    outcomes: list[Outcome] = []
    files: dict[str, CarriedFile] = {}
    actions: list[SetupAction] = []
    for record in records:
        if not isinstance(record, Font):
            continue
        params: dict[str, str | int] = {"name": record.name}
        file = record.file.rpartition("\\")[2]
        if record.stock and not planning.chosen(record):
            outcomes.append(LeftOut("font", record.name, "artifact.font-of-windows", params, record.evidence))
        elif record.content is None or name_problem(file):
            outcomes.append(Undecided("font", record.name, "artifact.font-missing", params, record.evidence))
        else:
            step = step_of(record)
            name = f"artifacts/fonts/{file}"
            files.setdefault(name.upper(), CarriedFile(step, name, record.content, evidence=record.evidence))
            attributes = (("name", record.name), ("file", files[name.upper()].name.replace("/", "\\")))
            actions.append(SetupAction(step, "font", attributes, record.evidence))
            outcomes.append(CarriedOver("font", record.name, (step,), record.evidence))
    return Parts(outcomes=tuple(outcomes), files=tuple(files.values()), actions=tuple(actions))


KIND = Kind(_NAME, "artifact.kind-fonts", discover, plan)
