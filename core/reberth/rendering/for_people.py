"""What a person reads in the build folder: README.md, outcomes.md, .env.example, installers/README.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.rendered import RenderedFile, RenderedLine
from reberth.rendering.naming import image_tag
from reberth_resources.catalogue import message, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.plan import Outcome, Plan


def render_for_people(plan: Plan) -> Iterator[RenderedFile]:
    """All of them that this plan needs."""
    yield _file("README.md", _readme(plan))
    yield _file("outcomes.md", _outcomes(plan))
    if plan.secrets:
        yield RenderedFile(".env.example", tuple(_environment(plan)), context=False)
    if plan.add_ons or plan.needs_payload:
        yield RenderedFile("installers/README.txt", tuple(_installers(plan)), "\r\n")


def _file(path: str, texts: Iterator[str]) -> RenderedFile:
    """A file for people, not part of the image."""
    return RenderedFile(path, tuple(RenderedLine(text) for text in texts), context=False)


def _readme(plan: Plan) -> Iterator[str]:
    """How to build and run it."""
    tag = image_tag(plan.server)
    yield f"# {'IIS sites' if plan.has_sites else 'Services'} of {_plain(shown(plan.server))}"
    yield ""
    yield "Made by Reberth from the server's disks. Needs a Docker engine in Windows mode."
    yield ""
    yield "```"
    yield f"docker build -t {tag} ."
    ports = " ".join(f"-p {item.port}:{item.port}" for item in plan.ports)
    env = " --env-file .env" if plan.secrets else ""
    hosts = " ".join(f"--add-host {item.name}:{item.address}" for item in plan.extras.hosts)
    yield " ".join(part for part in (f"docker run -d --name {tag}{env}", ports, hosts, tag) if part)
    yield "```"
    yield ""
    open_items = [item for item in plan.outcomes if isinstance(item, Undecided)]
    if plan.secrets:
        yield f"- Copy `.env.example` to `.env` and fill in {len(plan.secrets)} value(s): they were not taken along."
    yield "- `compose.yaml` runs it with its ports and settings: `docker compose up -d`."
    if plan.add_ons:
        yield "- Put the installers named in `installers/README.txt` into `installers` first."
    if plan.tls:
        yield "- HTTPS: mount a folder with `default.pfx` (and `password.txt`) at `C:\\run\\certificates`."
    for item in plan.extras.services:
        yield f"- `services/{item.name}` is a service of its own ({item.title}): it has its own Dockerfile."
    if open_items:
        yield f"- Things that need a decision: {len(open_items)}; see `outcomes.md`."
    yield "- `evidence.json` names the place on the disk that each line comes from."


def _outcomes(plan: Plan) -> Iterator[str]:
    """The fate of each discovered thing."""
    yield f"# What became of {_plain(shown(plan.server))}"
    yield ""
    yield "## To be decided"
    yield ""
    yield from _explained(item for item in plan.outcomes if isinstance(item, Undecided))
    yield ""
    yield "## Left out"
    yield ""
    yield from _explained(item for item in plan.outcomes if isinstance(item, LeftOut))
    yield ""
    yield "## Carried over"
    yield ""
    for item in plan.outcomes:
        if isinstance(item, CarriedOver):
            yield f"- {item.kind} {_code(item.name)}"


def _explained(outcomes: Iterator[Undecided | LeftOut]) -> Iterator[str]:
    """Outcomes with their reasons."""
    empty = True
    for item in outcomes:
        empty = False
        # English whoever asks: the same disks and the same choices give the same bytes.
        words = message(item.code, item.params, "en")
        text = f"{words.sentence} {words.cause} {words.action}"
        yield f"- **{item.kind}** {_code(item.name)}: {_plain(text)}".rstrip()
        yield from (f"  - {_place(item)}" for _ in [0] if item.evidence)
    if empty:
        yield "Nothing."


def _place(item: Outcome) -> str:
    """The first place that shows it."""
    evidence = item.evidence[0]
    line = f", line {evidence.line}" if evidence.line else ""
    return _code(f"{evidence.source} {evidence.location}".strip()) + line


def _plain(text: str) -> str:
    """Words for Markdown: a name of the source makes no link, picture or tag."""
    return text.replace("<", "&lt;").replace("[", "\\[").replace("`", "'")


def _code(text: str) -> str:
    """Text of the source as Markdown code."""
    return "`" + shown(text).replace("`", "'") + "`"


def _environment(plan: Plan) -> Iterator[RenderedLine]:
    """Variables without values."""
    yield RenderedLine(
        "# Values that the container needs. Copy to .env and fill in; keep that file out of version control."
    )
    yield RenderedLine("# Each is the whole value: a connection string with its server, not the password alone.")
    if any(item.secret.kind == "protected-section" for item in plan.secrets):
        yield RenderedLine("# SECTION_...: what stands inside the section, decrypted, as XML.")
    yield RenderedLine("# Instead of a variable a file C:\\run\\secrets\\<NAME> may be mounted.")
    others = sum(isinstance(item, Undecided) and item.kind == "secret" for item in plan.outcomes)
    if others:
        yield RenderedLine(f"# More secrets have no value here: {others}; outcomes.md tells for each what to do.")
    for item in plan.secrets:
        evidence = item.secret.evidence
        step = (f"secret:{item.variable}",)
        yield RenderedLine(
            f"# {item.secret.kind} {shown(item.secret.name)}: {shown(evidence.source)}, line {evidence.line}", step
        )
        yield RenderedLine(f"{item.variable}=", step)


def _installers(plan: Plan) -> Iterator[RenderedLine]:
    """What to put here."""
    if plan.add_ons:
        yield RenderedLine("Put these installers into this folder before you build:")
    for item in plan.add_ons:
        yield RenderedLine(f"{item.installer}   {item.name}", (item.step,))
    if plan.needs_payload:
        yield RenderedLine(".NET Framework 3.5 comes from Windows Update. For a build without a way there, put the")
        yield RenderedLine("folder sources\\sxs of the Windows Server medium of the base image's version here, as sxs.")
