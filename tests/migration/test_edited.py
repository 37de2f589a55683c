"""Edited files keep the thread to the evidence, line by line."""

from __future__ import annotations

from reberth.migration.edited import edited_files, text_of
from reberth.migration.edits import make_edit
from reberth.model.edit import Edit
from reberth.model.rendered import RenderedFile, RenderedLine

FILE = RenderedFile(
    "Dockerfile",
    (
        RenderedLine("# escape=`"),
        RenderedLine("FROM mcr.example/iis", ("base",)),
        RenderedLine("EXPOSE 80", ("port:80",)),
        RenderedLine("EXPOSE 81", ("port:81",)),
    ),
)
OTHER = RenderedFile("evidence.json", (RenderedLine("{}"),))


def edit(text: str) -> Edit:
    made = make_edit("Dockerfile", text_of(FILE), text)
    assert made is not None
    return made


def test_own_lines_are_the_persons_and_the_others_keep_their_steps() -> None:
    mine = text_of(FILE).replace("EXPOSE 80\n", "ENV TIER=test\nEXPOSE 80 8080\n")
    edited = edited_files([FILE, OTHER], [edit(mine)])
    assert not edited.conflicts
    assert [(line.text, line.steps) for line in edited.files[0].lines] == [
        ("# escape=`", ()),
        ("FROM mcr.example/iis", ("base",)),
        ("ENV TIER=test", ("edit:Dockerfile",)),
        ("EXPOSE 80 8080", ("edit:Dockerfile",)),
        ("EXPOSE 81", ("port:81",)),
    ]
    assert edited.files[1] == OTHER


def test_nothing_left_is_no_line_and_a_missing_last_line_end_is_none() -> None:
    assert edited_files([FILE], [edit("")]).files[0].lines == ()
    assert edited_files([FILE], [edit("FROM scratch")]).files[0].encode() == b"FROM scratch\n"


def test_the_record_of_evidence_and_files_that_are_not_there_are_conflicts() -> None:
    edited = edited_files([FILE, OTHER], [Edit("evidence.json", "@@ x"), Edit("gone", "@@ y")])
    assert [item.file for item in edited.conflicts] == ["evidence.json", "gone"]
    assert edited.files == (FILE, OTHER)
