"""The FastCGI add-on of IIS 6 becomes the FastCGI that later versions have themselves."""

from __future__ import annotations

from tests.iis.metabase.reading import read, section, values
from tests.support.metabase import key, script_maps, server, stock

INI = r"\WINDOWS\system32\inetsrv\fcgiext.ini"
MAP = r"{},C:\WINDOWS\system32\inetsrv\fcgiext.dll,5,GET,POST"
TEXT = rb"""; made by hand
[Types]
php=PHP
rb:7=Ruby
[PHP]
ExePath=C:\php\php-cgi.exe
InstanceMaxRequests=10000
"""


def test_the_program_of_each_extension() -> None:
    document = stock(server(1), ScriptMaps=script_maps("", MAP.format(".php"), MAP.format(".rb")))
    iis, _ = read(document, folders={INI: TEXT})
    (made,) = values(section(iis, "handlers"))
    assert (made["path"], made["modules"], made["scriptProcessor"]) == ("*.php", "FastCgiModule", r"C:\php\php-cgi.exe")
    assert values(section(iis, "fastCgi")) == [{"fullPath": r"C:\php\php-cgi.exe"}]
    (asked,) = [item for item in iis.translations if item.code == "iis.metabase-fast-cgi"]
    assert (asked.name, asked.undecided) == ("ScriptMaps .rb", True)


def test_at_one_folder_the_program_is_known_to_the_server() -> None:
    place = key("IIsWebDirectory", "/LM/W3SVC/1/ROOT/blog", ScriptMaps=[MAP.format(".php")])
    iis, _ = read(stock(server(1), place), folders={INI: TEXT})
    assert values(section(iis, "fastCgi")) == [{"fullPath": r"C:\php\php-cgi.exe"}]
    assert [item["path"] for item in values(section(iis, "handlers", "Default Web Site/blog"))] == ["*.php"]


def test_a_folder_without_the_map_loses_the_handler() -> None:
    place = key("IIsWebDirectory", "/LM/W3SVC/1/ROOT/plain", ScriptMaps=script_maps(""))
    same = key("IIsWebDirectory", "/LM/W3SVC/1/ROOT/same", ScriptMaps=script_maps("", MAP.format(".php")))
    maps = script_maps("", MAP.format(".php"))
    iis, _ = read(stock(server(1), place, same, ScriptMaps=maps), folders={INI: TEXT})
    (added,) = values(section(iis, "handlers"))
    assert values(section(iis, "handlers", "Default Web Site/plain")) == [{"name": added["name"]}]
    assert not [item for item in iis.sections if item.location.endswith("same") and item.path.endswith("handlers")]


def test_without_its_file_the_program_is_asked_for() -> None:
    iis, _ = read(stock(server(1), ScriptMaps=script_maps("", MAP.format(".php"))))
    assert values(section(iis, "handlers")) == []
    assert "iis.metabase-fast-cgi" in {item.code for item in iis.translations}
