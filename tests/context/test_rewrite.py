"""Configuration files travel without their secrets, everything else in them byte for byte."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reberth.applications.config_file import parse_config
from reberth.applications.secrets import find_secrets
from reberth.context.rewrite import rewrite
from reberth.model.content import ContentRef
from reberth.model.errors import ReberthError
from reberth.model.plan import Rewrite
from tests.context.rewriting import change_for, outputs, put_back, sorted_xml, values_of
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.planted import SIDE_FILES, WEB_CONFIG, names_in, planted, value_of

ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16 le": lambda text: codecs.BOM_UTF16_LE + text.replace("utf-8", "utf-16").encode("utf-16-le"),
    "utf-16 be": lambda text: codecs.BOM_UTF16_BE + text.replace("utf-8", "utf-16").encode("utf-16-be"),
    "windows-1252": lambda text: text.replace("utf-8", "windows-1252").encode("cp1252"),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_planted_secret_is_left_and_all_come_back(encoding: str) -> None:
    data = ENCODINGS[encoding](planted(WEB_CONFIG))
    change = change_for(data)
    result = rewrite(data, change)
    assert result.data is not None
    for output in outputs(result):
        text = parse_config(output, "x").text.decode()
        assert [name for name in names_in(WEB_CONFIG) if value_of(name) in text] == []
    assert sorted_xml(put_back(result, values_of(data, change))) == sorted_xml(data)
    assert [item.name for item in result.externals] == [
        "reberth.connectionStrings.config",
        "reberth.appSettings.config",
        "reberth.system.web.identity.config",
        "reberth.system.web.machineKey.config",
        "reberth.system.web.sessionState.config",
        "reberth.system.net.mailSettings.smtp.config",
        "reberth.applicationSettings.Shop.Settings.config",
        "reberth.log4net.config",
        "reberth.system.webServer.rewrite.rules.config",
        "reberth.appSettings.2.config",
        "reberth.system.web.identity.2.config",
        "reberth.secureSection.config",
    ]


def test_untouched_lines_are_the_same_bytes() -> None:
    data = codecs.BOM_UTF8 + planted(WEB_CONFIG).replace("\n", "\r\n").encode()
    result = rewrite(data, change_for(data))
    assert result.data is not None
    before = data.split(b"\r\n")
    after = result.data.split(b"\r\n")
    kept = [line for line in before if line in after]
    for text in (
        "Caf&#233; &amp; &lt;more&gt;",
        "ordinary comment",
        "PasswordMinLength",
        "membership",
        "targetFramework",
    ):
        assert any(text.encode() in line for line in kept), text
    assert after[:7] == before[:7]
    assert b"A comment stood here that held a secret" in result.data


SIDE = [name for name, (_, whole) in SIDE_FILES.items() if not whole and not name.endswith("web.config")]


@pytest.mark.parametrize("name", SIDE)
def test_side_files_are_written_whole_at_start(name: str) -> None:
    data = planted(SIDE_FILES[name][0]).encode()
    change = change_for(data, "\\" + name.replace("/", "\\"))
    result = rewrite(data, change)
    assert result.data is None
    [external] = result.externals
    assert external.name == name.rpartition("/")[2]
    assert b"Mk0" not in external.skeleton
    assert sorted_xml(put_back(result, values_of(data, change))) == sorted_xml(data)


WHOLE = {
    "settings with a file of their own": SIDE_FILES["side/web.config"][0],
    "prefix from outside": '<configuration xmlns:p="urn:u"><connectionStrings p:x="1">'
    '<add connectionString="a=b;Password=§a§"/></connectionStrings></configuration>',
    "prefix inside": '<configuration><a xmlns:p="urn:u"><p:b password="§a§"/></a></configuration>',
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_what_cannot_move_is_written_whole_at_start_in_its_encoding(name: str, codec: str) -> None:
    data = f'<?xml version="1.0" encoding="{codec}"?>{planted(WHOLE[name])}'.encode(codec)
    change = change_for(data)
    result = rewrite(data, change)
    assert result.data is None
    [external] = result.externals
    assert external.name == "web.config"
    assert external.skeleton.decode(codec).startswith(f'<?xml version="1.0" encoding="{codec}"?>')
    assert "Mk0" not in external.skeleton.decode(codec)
    assert sorted_xml(put_back(result, values_of(data, change))) == sorted_xml(data)


def test_protected_settings_move_as_a_whole() -> None:
    data = (
        b'<configuration><appSettings configProtectionProvider="Rsa"><EncryptedData xmlns="urn:e"><V>AQAA</V>'
        b"</EncryptedData></appSettings></configuration>"
    )
    result = rewrite(data, change_for(data))
    assert result.data == b'<configuration><appSettings configSource="reberth.appSettings.config" /></configuration>'
    assert b'<appSettings><reberth-inner variable="V1" /></appSettings>' in result.externals[0].skeleton


def test_a_file_with_nothing_but_a_commented_secret() -> None:
    data = b"<configuration><!-- password=hunter2 --><a/></configuration>"
    result = rewrite(data, change_for(data))
    assert result.data == b"<configuration><!-- A comment stood here that held a secret. --><a/></configuration>"
    assert result.externals == ()


IMPOSSIBLE = {
    "a secret that planning did not know": (WEB_CONFIG, 0),
    "the value again in another place": (
        (
            '<configuration><appSettings><add key="ApiKey" value="§again§"/><add key="Copy" value="see §again§"/>'
            "</appSettings></configuration>"
        ),
        1,
    ),
    "the value again as text": (
        '<configuration><appSettings><add key="ApiKey" value="§again§"/></appSettings><x>§again§</x></configuration>',
        1,
    ),
    "too many": (
        "<configuration><appSettings>" + '<add key="Token" value="§a§"/>' * 2001 + "</appSettings></configuration>",
        2001,
    ),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_made_safe_is_refused(name: str) -> None:
    text, known = IMPOSSIBLE[name]
    data = planted(text).encode()
    change = change_for(data)
    with pytest.raises(ReberthError) as caught:
        rewrite(data, Rewrite(change.file, change.source, change.values[:known]))
    assert (caught.value.code, caught.value.params) == ("application.rewrite-impossible", {"path": "\\web.config"})


def test_broken_files_are_refused() -> None:
    with pytest.raises(ReberthError, match="rewrite-impossible"):
        rewrite(b"<configuration>", Rewrite("\\web.config", ContentRef("v", "\\w"), ()))


LEGAL = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="-<>&\"'{}[]=:/")
TEXT = st.text(LEGAL, max_size=30)
CODECS = {"utf-8": b"", "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


MOVED = "<connectionStrings><add name='x' connectionString='a=b;Password=Mk0secret9'/></connectionStrings>"
TAKEN = '<add key="ApiKey" value="Mk0secret8"/>'


@settings(deadline=None)
@given(TEXT, TEXT, TEXT, st.sampled_from(sorted(CODECS)), st.sampled_from(["\n", "\r\n", "\r", ""]))
def test_any_surroundings_stay_as_they_are(before: str, between: str, after: str, codec: str, newline: str) -> None:
    text = (
        f"<configuration><!--{before}-->{newline}{MOVED}{newline}<x y='{between}'>{between}</x>"
        f"<appSettings><add key='A' value='{between}'/>{TAKEN}</appSettings><!--{after}--></configuration>{newline}"
    )
    data = CODECS[codec] + text.encode(codec)
    wanted = text.replace(MOVED, '<connectionStrings configSource="reberth.connectionStrings.config" />')
    wanted = wanted.replace("<appSettings>", '<appSettings file="reberth.appSettings.config">').replace(TAKEN, "")
    assert rewrite(data, change_for(data)).data == CODECS[codec] + wanted.encode(codec)


@needs_corpus
def test_real_files_lose_their_secrets_and_nothing_else() -> None:
    files = sorted((CORPUS / "web.config").glob("*.config"))
    rewritten = 0
    for path in files:
        data = path.read_bytes()
        try:
            change = change_for(data)
        except ReberthError as error:
            assert error.code == "application.config-broken"  # noqa: PT017 - a corpus holds broken files
            continue
        if not list(find_secrets(parse_config(data, "x"), change.source, "x")):
            continue
        values = values_of(data, change)
        try:
            result = rewrite(data, change)
        except ReberthError as error:
            assert error.code == "application.rewrite-impossible"  # noqa: PT017
            continue
        rewritten += 1
        for output in outputs(result):
            left = [item for item in find_secrets(parse_config(output, "x"), change.source, "x") if item.node]
            for item in left:
                assert item.node is not None
                shown = item.node.attributes.get(item.ref.attribute, item.node.text)
                assert shown.startswith("{{"), path.name
        assert sorted_xml(put_back(result, values)) == sorted_xml(data), path.name
    assert len(files) > 40
    assert rewritten > 5
