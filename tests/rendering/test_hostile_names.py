"""Any text as any name: instructions, scripts and documents keep their shape, and XML keeps the names."""

from __future__ import annotations

import dockerfile
import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from reberth.model.evidence import Evidence
from reberth.model.iis import ApplicationPool, Binding
from reberth.model.plan import Plan, SecretValue
from reberth.model.rendered import External, RenderedFile
from reberth.model.secret import SecretRef
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.evidence_file import EvidenceDocument
from reberth.rendering.render import render
from tests.support.command_lines import expand_word
from tests.support.inventories import application, inventory, ref, seen, site

SPECIAL = [
    *(
        "it's",
        '"',
        "`",
        "$(evil)",
        "${X}",
        "%PATH%",
        "{{X}}",
        "]]>",
        "-->",
        "<x/>",
        "&amp;",
        "\r\nRUN evil",
        "\u2028RUN evil",
    ),
    *(
        "😀",
        "日本",
        "\\",
        "CON",
        "a. ",
        "A",
        "a",
        "'; evil #",
        '" -and (evil)',
        "\x1b[2J",
        "\u202e",
        "#{x}",
        "@evil",
        "* | ? [a]",
    ),
]
# XML and the registry hold no lone surrogates and no NUL; names on disk are escaped before they come here.
NAMES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1, max_size=20),
    st.lists(st.sampled_from(SPECIAL), min_size=1, max_size=3).map("".join),
)


def plan_of(server: str, name: str, folder: str, key: str) -> Plan:
    """A plan in which each text of the source is one of these."""
    path = f"C:\\s\\{folder}"
    binding = Binding("http", f"*:8080:{name}", seen("binding"), "*", 8080, name)
    secure = Binding("https", f"*:443:{name}", seen("binding"), "*", 443, name, 1)
    pools = (ApplicationPool(name, seen("pool")), ApplicationPool("DefaultAppPool", seen("default")))
    place = Evidence("file", f"{path}\\web.config", key, 3)
    value = SecretValue("V1", SecretRef("app-setting", ref("C:\\s"), "appSettings", key, "value", key, place))
    found = inventory(
        site(name, application("/", path, pool=name), bindings=(binding, secure)),
        pools=pools,
        windows={"computer_name": server},
    )
    return replace(make_plan(found, Selection()), secrets=(value,))


def text_of(file: RenderedFile) -> str:
    return file.encode().decode("utf-8-sig")


PLAIN = {file.path: file for file in render(plan_of("a", "a", "a", "a"), [External("a", "a", ())])}
SHAPE = [item.cmd for item in dockerfile.parse_string(text_of(PLAIN["Dockerfile"]))]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, NAMES, NAMES, NAMES)
def test_no_name_leaves_its_place(server: str, name: str, folder: str, key: str) -> None:
    plan = plan_of(server, name, folder, key)
    external = External(f"C:\\reberth\\secrets\\{folder}", f"C:\\s\\{folder}", ("secret:V1",))
    files = {file.path: file for file in render(plan, [external])}
    assert files.keys() == PLAIN.keys()
    parsed = dockerfile.parse_string(text_of(files["Dockerfile"]))
    assert [item.cmd for item in parsed] == SHAPE
    copied = [item.value for item in parsed if item.cmd == "COPY" and item.value[0] == "content/01/"]
    target = f"C:\\s\\{folder}".rstrip("\\")
    assert [expand_word(word) for word in copied[0]] == ["content/01/", target.replace("\\", "/") + "/"]
    same = {path for path in files if path.endswith((".ps1", ".cmd"))}
    assert [path for path in same if files[path].encode() != PLAIN[path].encode()] == []
    assert len(files["setup/health.txt"].lines) == len(text_of(files["setup/health.txt"]).splitlines())
    for path in (path for path in files if path.endswith((".xml", ".xslt"))):
        etree.fromstring(files[path].encode())
        assert len(files[path].lines) == len(PLAIN[path].lines), path
    environment = [line for line in text_of(files[".env.example"]).splitlines() if not line.startswith("#")]
    assert environment == ["V1="]
    document = msgspec.json.decode(files["evidence.json"].encode(), type=EvidenceDocument)
    assert document.outcomes == plan.outcomes
    for path in ("README.md", "outcomes.md"):
        assert len(files[path].lines) == len(text_of(files[path]).split("\n")) - 1


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="/"),
        min_size=1,
        max_size=20,
    )
)
def test_names_arrive_in_the_data_of_the_scripts(name: str) -> None:
    files = {file.path: file for file in render(plan_of("a", name, "x", "k"), [External("C:\\a", f"C:\\{name}", ())])}
    start = etree.fromstring(files["setup/start.xml"].encode())
    assert start.xpath("string(/start/service/@pool)") == name
    assert start.xpath("string(/start/https/@host)") == name
    assert start.xpath("string(/start/https/@site)") == name
    assert start.xpath("string(/start/file/@target)") == f"C:\\{name}"


def test_the_same_plan_gives_the_same_bytes() -> None:
    first, second = (render(plan_of("a", "b", "c", "d"), [External("x", "y", ())]) for _ in range(2))
    assert [(file.path, file.encode()) for file in first] == [(file.path, file.encode()) for file in second]
    assert [file.path for file in first] == sorted(file.path for file in first)
