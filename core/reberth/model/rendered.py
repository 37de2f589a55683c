"""Text made from a plan, each line knowing the plan step it serves."""

from __future__ import annotations

from msgspec import Struct


class RenderedLine(Struct, frozen=True, gc=False, omit_defaults=True):
    """A line of a generated file and the ids of the plan steps that it comes from (none for fixed text)."""

    text: str
    steps: tuple[str, ...] = ()


class External(Struct, frozen=True):
    r"""A file that the start script writes in the container, from a skeleton that the image has.

    Attributes:
        skeleton: Path in the image (``C:\reberth\secrets\01\reberth.connectionStrings.config``).
        target: Path in the image (``C:\apps\shop\reberth.connectionStrings.config``).
        steps: Ids of the plan steps whose values it gets.
    """

    skeleton: str
    target: str
    steps: tuple[str, ...]


class RenderedFile(Struct, frozen=True, omit_defaults=True):
    """A generated file.

    Attributes:
        path: Below the output folder, with slashes: ``Dockerfile``, ``config/iis.xslt``.
        lines: Lines without line ends.
        newline: Line end to write.
        bom: Write a UTF-8 byte order mark (PowerShell 5.1 needs it).
        utf16: Write UTF-16 with its byte order mark instead, as registry files are.
        context: True if the file belongs to the build context, False if it only lies beside it.
    """

    path: str
    lines: tuple[RenderedLine, ...]
    newline: str = "\n"
    bom: bool = False
    context: bool = True
    utf16: bool = False

    def encode(self) -> bytes:
        """The file's bytes."""
        text = self.newline.join([*(line.text for line in self.lines), ""])
        if self.utf16:
            return b"\xff\xfe" + text.encode("utf-16-le")
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode("utf-8")
