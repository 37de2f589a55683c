"""What a person reads: nothing missing, nothing that a name of the source could draw or link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.model.plan import LeftOut, Undecided
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.for_people import render_for_people
from tests.support.inventories import application, inventory, needing, seen, site

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.verbs.convert import ConvertResult

    Built = tuple[str, Path, ConvertResult]


def test_outcomes_name_each_thing_once_with_its_reason(built: Built) -> None:
    _, folder, result = built
    text = (folder / "outcomes.md").read_text(encoding="utf-8")
    decided, _, rest = text.partition("## Left out")
    left, _, carried = rest.partition("## Carried over")
    outcomes = result.plan.outcomes
    assert decided.count("\n- **") == len([item for item in outcomes if isinstance(item, Undecided)])
    assert left.count("\n- **") == len([item for item in outcomes if isinstance(item, LeftOut)])
    assert carried.count("\n- ") == len(outcomes) - decided.count("\n- **") - left.count("\n- **")
    # A code without words would show itself.
    assert not [item for item in outcomes if hasattr(item, "code") and f"{item.code} " in text]
    assert "{" not in text.replace("{0}", "").replace("{x}", "")


def test_readme_says_what_to_do(built: Built) -> None:
    name, folder, result = built
    text = (folder / "README.md").read_text(encoding="utf-8")
    plan = result.plan
    assert ("--env-file .env" in text) is bool(plan.secrets)
    assert ("installers/README.txt" in text) is bool(plan.add_ons)
    assert ("default.pfx" in text) is bool(plan.tls)
    assert ("outcomes.md" in text) is (name in {"shop", "legacy", "wcf"})
    for port in plan.ports:
        assert f"-p {port.port}:{port.port}" in text
    assert "  " not in text.partition("docker run")[2].partition("\n")[0]


def test_the_example_environment_has_every_variable_and_no_value(built: Built) -> None:
    _, folder, result = built
    path = folder / ".env.example"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    assert [line for line in lines if not line.startswith("#")] == [f"{item.variable}=" for item in result.plan.secrets]


def test_names_make_no_links_pictures_or_tags() -> None:
    name = "<img src=x> [a](http://evil.example) `code` \x1b[2J"
    plan = make_plan(inventory(site(name, application("/", r"C:\web"), bindings=("http 1.2.3.4:80:",))), Selection())
    asked = Undecided("file", name, "plan.secret-file", {"path": name}, (seen(name),))
    files = {file.path: file for file in render_for_people(replace(plan, server=name, outcomes=(asked,)))}
    for path in ("outcomes.md", "README.md"):
        text = files[path].encode().decode()
        outside = "".join(text.split("`")[::2])
        assert "<img" not in outside
        assert " [a]" not in outside
        assert "\x1b" not in text


def test_installers_are_named_for_whom_they_are() -> None:
    facts = [needing("url-rewrite", "aspnet-core")]
    plan = make_plan(inventory(site("Default Web Site", application("/", r"C:\web")), applications=facts), Selection())
    [file] = [file for file in render_for_people(plan) if file.path == "installers/README.txt"]
    assert [line.text for line in file.lines][1:] == [
        "rewrite_amd64_en-US.msi   URL Rewrite 2.1",
        "dotnet-hosting-win.exe   ASP.NET Core Hosting Bundle",
    ]
    assert file.context
