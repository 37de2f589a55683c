"""Changes by hand reach the build folder, and the evidence says that they are a person's."""

from __future__ import annotations

from pathlib import Path

import pytest

from reberth.migration.edits import make_edit
from reberth.model.edit import Edit
from reberth.model.errors import ReberthError
from reberth.model.events import silent
from reberth.model.requests import ConvertRequest
from reberth.verbs.convert import convert
from reberth.verbs.explain import ExplainRequest, explain
from tests.support.servers import write_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("server")
    write_server(root, sites={"Shop": r"C:\shop"})
    (root / "shop").mkdir()
    (root / "shop" / "default.htm").write_bytes(b"hello")
    return str(root)


def test_edited_lines_are_written_and_explained(server: str, tmp_path: Path) -> None:
    plain = convert(ConvertRequest((server,), str(tmp_path / "plain")), silent)
    text = (Path(plain.folder) / "Dockerfile").read_text(encoding="utf-8")
    edit = make_edit("Dockerfile", text, text.replace("WORKDIR C:/inetpub\n", "WORKDIR C:/inetpub\nENV TIER=test\n"))
    assert edit is not None
    asked = ConvertRequest((server,), str(tmp_path / "edited"), edits=(edit,))
    folder = Path(convert(asked, silent).folder)
    lines = explain(ExplainRequest(str(folder)))
    own = next(item for item in lines if item.text == "ENV TIER=test")
    assert [(item.kind, item.source, item.location) for item in own.evidence] == [
        ("choice", "edit by hand", "Dockerfile")
    ]
    assert next(item for item in lines if item.text.startswith('COPY ["content/01/')).evidence
    changed = {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and file.read_bytes() != (Path(plain.folder) / file.relative_to(folder)).read_bytes()
    }
    assert changed == {"Dockerfile", "evidence.json"}


def test_a_conflict_writes_nothing(server: str, tmp_path: Path) -> None:
    text = "RUN one thing of long ago\n" * 3 + "EXPOSE 80\n"
    edit = make_edit("Dockerfile", text, text + "ENV TIER=test\n")
    edits = (edit or Edit("", ""),)
    with pytest.raises(ReberthError, match=r"output\.edit-conflict") as caught:
        convert(ConvertRequest((server,), str(tmp_path / "out"), edits=edits), silent)
    assert caught.value.params == {"file": "Dockerfile", "parts": 1}
    assert list(tmp_path.iterdir()) == []
