"""Each class of refusal says what happened, why and what to do: the words are held in ``golden_refusals/``.

``REBERTH_REGENERATE=1`` writes them anew: read the diff.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reberth.cli.main import main
from reberth.containers.classifier import classify_text
from reberth.jobs.verb import at
from reberth.model.engine_requests import BuildRequest, RemoveRequest
from reberth.verbs.build import build
from reberth.verbs.remove import remove
from reberth_resources.catalogue import codes
from tests.containers.refusals import CASES, Kit
from tests.support.builds import Events, build_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.jobs.verb import Verb
    from reberth.model.events import Emit
    from tests.support.engine import RealEngine
    from tests.support.facade import WindowsFacade
    from tests.support.registry import Registry

GOLDENS = Path(__file__).parent / "golden_refusals"


def here(verb: Verb[Any, Any], request: object, emit: Emit) -> object:
    """A verb in this process: the same words without the wait for a worker."""
    return at(verb.call)(request, emit)


@pytest.fixture(scope="module")
def image(engine: RealEngine, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = build_folder(tmp_path_factory.mktemp("stays"), 'ENTRYPOINT ["sleep", "600"]')
    request = BuildRequest(folder=str(folder), endpoint=engine.endpoint, tags=("test/stays-ltsc2022:ltsc2022",))
    return build(request, Events()).tags[0]


@pytest.fixture
def kit(
    engine: RealEngine,
    windows: WindowsFacade,
    registry: Registry,
    image: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Kit]:
    for command in ("build", "run", "images"):
        monkeypatch.setattr(f"reberth.cli.{command}.perform", here)
    with contextlib.ExitStack() as stack:
        yield Kit(engine, windows, registry, image, tmp_path, stack, monkeypatch)
    remove(RemoveRequest(endpoint=engine.endpoint, everything=True), Events())
    assert engine.leftovers()["containers"] == []


def steady(text: str, kit: Kit) -> str:
    """The text without what differs from run to run."""
    for found, word in (
        (kit.windows.endpoint.removeprefix("tcp://"), "ENGINE"),
        (kit.registry.name, "REGISTRY"),
        (str(kit.place), "FOLDER"),
    ):
        text = text.replace(found, word)
    text = re.sub(r"\b[0-9a-f]{64}\b", "ID", text)
    text = re.sub(r"port=\d{5}", "port=PORT", text)
    return re.sub(r"after \d+ s\b", "after N s", text)


@pytest.mark.parametrize("name", CASES)
def test_a_refusal_in_words(kit: Kit, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(CASES[name](kit))
    kit.stack.close()
    kit.monkeypatch.undo()
    told = capsys.readouterr().err
    begin = re.search("^Error: ", told, re.MULTILINE)
    assert begin, told
    words = steady(told[begin.start() :], kit) + f"exit code {code}\n"
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("REBERTH_REGENERATE"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(words, encoding="utf-8")
    assert words == golden.read_text(encoding="utf-8")
    assert "{" not in words


def test_every_golden_has_a_case() -> None:
    assert {file.stem for file in GOLDENS.iterdir()} == set(CASES)


def test_every_class_of_the_engine_has_a_golden() -> None:
    told = "".join(file.read_text(encoding="utf-8") for file in GOLDENS.iterdir())
    # What a person names is provoked where it is named.
    named = {"engine.no-container", "engine.no-image", "engine.no-image-of-migration", "engine.not-ours"}
    named |= {"engine.image-in-use"}
    classes = {code for code in codes() if code.startswith("engine.")} - named
    assert {code for code in classes if f"[{code}]" not in told} == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # As docker-py wraps what pywin32 and requests say.
        (
            "Error while fetching server API version: (5, 'CreateFile', 'Zugriff verweigert')",
            "engine.no-access",
        ),
        (
            "Error while fetching server API version: (2, 'CreateFile', 'Le fichier spécifié est introuvable.')",
            "engine.not-running",
        ),
        (
            (
                "Error while fetching server API version: HTTPConnectionPool(host='x', port=2375): (Caused by "
                "ConnectTimeoutError(<x>, 'Connection to x timed out.'))"
            ),
            "engine.no-answer",
        ),
        (
            'Error while fetching server API version: 400 ("Client sent an HTTP request to an HTTPS server.")',
            "engine.tls",
        ),
        ("HNS failed with error : Der Prozess kann nicht auf die Datei zugreifen. (0x20)", "engine.port-taken"),
        ("hcsshim::ImportLayer - failed: Access is denied. (0x5)", "engine.unknown"),
        ("hcsshim::ProcessBaseLayer: The process cannot access the file (0x20)", "engine.unknown"),
        ('invalid isolation (x): Windows supports "default", "process", or "hyperv"', "engine.isolation"),
        ("Windows client operating systems only support Hyper-V containers", "engine.hyperv-only"),
        ('image operating system "windows" cannot be used on this platform', "engine.linux-mode"),
        ("no matching manifest for linux/amd64 in the manifest list entries", "engine.linux-mode"),
        ("unknown blob", "engine.linux-image"),
        ("manifest for team/x:1 not found: manifest unknown: manifest unknown", "engine.no-manifest"),
        ("Get https://mcr.microsoft.com/v2/: net/http: TLS handshake timeout", "engine.offline"),
        ("('Connection broken: IncompleteRead(0 bytes read)', IncompleteRead(0 bytes read))", "engine.connection-lost"),
        ("", "engine.unknown"),
    ],
)
def test_words_of_engines_seen_elsewhere(text: str, code: str) -> None:
    found = classify_text(text)
    assert (found.code, found.params["text"]) == (code, text.removeprefix("Error while fetching server API version: "))


def test_of_a_failed_connection_only_the_system_s_own_words_are_shown() -> None:
    text = (
        "Error while fetching server API version: HTTPConnectionPool(host='h', port=9): Max retries exceeded with url:"
        " /version (Caused by NewConnectionError(\"HTTPConnection(host='h', port=9): Failed to establish a new"
        ' connection: [Errno 111] Connection refused"))'
    )
    found = classify_text(text)
    assert (found.code, found.params) == ("engine.not-running", {"text": "[Errno 111] Connection refused"})
