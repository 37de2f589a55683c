"""Images from and to a real registry: layer by layer, mirrors, sign-in, what is not there; and without a registry."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
import requests
from docker.errors import ImageNotFound

from reberth.containers.engine import connect
from reberth.containers.pulling import mirrored, pull
from reberth.model.engine_requests import BuildRequest, PushRequest, SaveRequest
from reberth.model.errors import ReberthError
from reberth.model.events import LayerProgress, Note, Progress
from reberth.verbs.build import build
from reberth.verbs.push import push
from reberth.verbs.save import save
from tests.cli.running import reberth
from tests.support.builds import BASE, Events, build_folder
from tests.support.registry import PASSWORD, USER, running_registry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.engine import RealEngine
    from tests.support.registry import Registry

# A base image of Microsoft's that no engine of the tests has.
ABSENT = "mcr.microsoft.com/dotnet/framework/aspnet:3.5-windowsservercore-ltsc2022"


@pytest.fixture(scope="module")
def large(engine: RealEngine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An image with a layer of its own that takes a moment."""
    folder = build_folder(tmp_path_factory.mktemp("large"), "RUN dd if=/dev/urandom of=/noise bs=1M count=6")
    return build(BuildRequest(folder=str(folder), endpoint=engine.endpoint, tags=("test/large:1",)), Events()).tags[0]


@pytest.fixture
def forget(engine: RealEngine) -> Iterator[list[str]]:
    """Images to remove afterwards."""
    names: list[str] = []
    yield names
    for name in names:
        drop(engine, name)


def drop(engine: RealEngine, name: str) -> None:
    """Remove an image's name if it is there."""
    try:
        engine.api().remove_image(name)
    except ImageNotFound:
        return


def from_absent(place: Path, base: str = ABSENT) -> Path:
    """A build folder on a base image that the engine does not have."""
    folder = build_folder(place)
    text = (folder / "Dockerfile").read_text(encoding="utf-8")
    (folder / "Dockerfile").write_text(text.replace(BASE, base), encoding="utf-8")
    return folder


def test_pushed_and_pulled_layer_by_layer(
    engine: RealEngine, registry: Registry, large: str, forget: list[str]
) -> None:
    name = f"{registry.name}/team/large:1"
    events = Events()
    result = push(PushRequest(name, engine.endpoint, source=large), events)
    known = requests.head(
        f"{registry.url}/team/large/manifests/1",
        headers={"Accept": "application/vnd.docker.distribution.manifest.v2+json"},
        timeout=20,
    )
    assert result.digest == known.headers["Docker-Content-Digest"]
    assert {"Pushing", "Pushed"} <= {event.state for event in events.seen(LayerProgress)}
    drop(engine, name)
    drop(engine, large)
    forget.append(name)
    events = Events()
    with connect(engine.endpoint) as real:
        pull(real.api, name, events)
    layers = events.seen(LayerProgress)
    assert {"Downloading", "Download complete", "Extracting", "Pull complete"} <= {event.state for event in layers}
    loading = [event for event in layers if event.state == "Downloading"]
    assert max(event.total for event in loading) >= 6 << 20
    assert all(event.done <= event.total for event in loading)
    assert events.seen(Note) == [Note("build.pulling", {"image": name})]


def test_a_base_image_comes_from_a_mirror_under_its_own_name(
    engine: RealEngine, registry: Registry, tmp_path: Path, forget: list[str]
) -> None:
    mirror = f"{registry.name}/mirror"
    place = mirrored(ABSENT, mirror)
    push(PushRequest(place, engine.endpoint, source=BASE), Events())
    drop(engine, place)
    forget += [ABSENT, place]
    built = reberth(
        *("build", from_absent(tmp_path / "f"), "--endpoint", engine.endpoint, "--registry", mirror, "-t", "test/m:1")
    )
    assert built.code == 0, built.err
    assert f"Note: Pulling {place}." in built.err
    assert engine.api().inspect_image(ABSENT)["Id"] == engine.api().inspect_image(BASE)["Id"]  # type: ignore[no-untyped-call]
    assert "/v2/mirror/dotnet/framework/aspnet/manifests/3.5-windowsservercore-ltsc2022" in registry.requests()


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("mcr.microsoft.com/windows/servercore:ltsc2022", "mirror.example/x/windows/servercore:ltsc2022"),
        ("localhost/base:1", "mirror.example/x/base:1"),
        ("reg:5000/base:1", "mirror.example/x/base:1"),
        ("team/base:1", "mirror.example/x/team/base:1"),
        ("base", "mirror.example/x/base"),
    ],
)
def test_names_on_a_mirror(reference: str, place: str) -> None:
    assert mirrored(reference, "mirror.example/x/") == place
    assert mirrored(reference, "") == reference


def test_an_unknown_image_and_a_registry_out_of_reach(engine: RealEngine, registry: Registry, tmp_path: Path) -> None:
    for mirror, code in ((f"{registry.name}/nothing", "engine.no-manifest"), ("127.0.0.1:1", "engine.offline")):
        folder = from_absent(tmp_path / code)
        request = BuildRequest(folder=str(folder), endpoint=engine.endpoint, registry=mirror)
        with pytest.raises(ReberthError) as caught:
            build(request, Events())
        assert caught.value.code == code


@pytest.mark.parametrize("listed", [True, False])
def test_a_windows_image_on_an_engine_in_linux_mode(engine: RealEngine, registry: Registry, *, listed: bool) -> None:
    repository = "windows/listed" if listed else "windows/alone"
    registry.put_windows_image(repository, "ltsc2022", "10.0.20348.2113", listed=listed)
    with connect(engine.endpoint) as real, pytest.raises(ReberthError) as caught:
        pull(real.api, f"{registry.name}/{repository}:ltsc2022", Events())
    assert caught.value.code == "engine.linux-mode"


def test_credentials_come_from_dockers_own_store(
    engine: RealEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forget: list[str]
) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    with running_registry(closed=True) as closed:
        name = f"{closed.name}/team/base:1"
        forget.append(name)
        with pytest.raises(ReberthError) as caught:
            push(PushRequest(name, engine.endpoint, source=BASE), Events())
        assert caught.value.code == "engine.registry-denied"
        held = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        (tmp_path / "config.json").write_text(json.dumps({"auths": {closed.name: {"auth": held}}}))
        assert push(PushRequest(name, engine.endpoint, source=BASE), Events()).digest.startswith("sha256:")


def test_without_a_registry_the_base_image_comes_from_a_tar(
    engine: RealEngine, tmp_path: Path, forget: list[str]
) -> None:
    forget.append(ABSENT)
    repository, _, tag = ABSENT.rpartition(":")
    engine.api().tag(BASE, repository, tag)
    tar = tmp_path / "base.tar"
    saved = save(SaveRequest(ABSENT, str(tar), engine.endpoint), Events())
    assert saved.bytes == tar.stat().st_size
    drop(engine, ABSENT)
    events = Events()
    request = BuildRequest(folder=str(from_absent(tmp_path / "f")), endpoint=engine.endpoint, base_image_tar=str(tar))
    build(request, events)
    loaded = [event for event in events.seen(Progress) if event.phase == "phase.load-image"]
    assert loaded[-1].done == loaded[-1].total == saved.bytes
    assert events.seen(Note) == [], "nothing was pulled"
    other = from_absent(tmp_path / "g", "mcr.microsoft.com/other:ltsc2022")
    with pytest.raises(ReberthError) as caught:
        build(BuildRequest(folder=str(other), endpoint=engine.endpoint, base_image_tar=str(tar)), Events())
    assert caught.value.code == "build.base-not-in-tar"
