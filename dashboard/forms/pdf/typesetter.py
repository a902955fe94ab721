"""Sets one document and ends: a program of its own, started by typesetting.py, which can therefore end it.

    python typesetter.py TEMPLATE FONT_FOLDER PROCESSOR_SECONDS MEGABYTES MOMENT < content.json > document.pdf

MOMENT: seconds since 1970 that the document bears as its date; the same content and moment give the same bytes. Exit
code 3 and a sentence on stderr where Typst refuses the document. Imports nothing of ours: it starts in a moment.
"""

import io
import sys
from pathlib import Path
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Stream, StreamDecodeLevel

REFUSED = 3
_RETURN, _ENDS_WRONG = b"\r", b"\r\nendstream"


def set_document(template: Path, font_folder: str, content: str, moment: int) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a bytes, the first cell of every row a heading of it; TypstError."""
    made = typst.compile(
        template.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder]),
        ignore_system_fonts=True,
        sys_inputs={"content": content},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=moment,
        format="pdf",
    )
    return with_row_headings(made)


def with_row_headings(document: bytes) -> bytes:
    """The document with the first cell of every row below a table's head as a heading (TH) of its row.

    Typst has ``pdf.header-cell`` for this behind a feature that its binding for Python cannot turn on.
    """
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for element in pdf.objects:
            if isinstance(element, Dictionary) and element.get("/S") == Name.TBody:
                for row in _kids(element):
                    for n, cell in enumerate(_kids(row)):
                        _place_in_row(cell, is_first=n == 0)
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """The file, in which no stream ends with byte 13.

    PDF/A asks that a stream is as long as it says, and that byte may be read as part of the end of its line. Where one
    would, it is written in hexadecimal and nothing is compressed anew, which makes the file twice as large.
    """
    kept = io.BytesIO()
    pdf.save(kept, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    if _ENDS_WRONG not in kept.getvalue():
        return kept.getvalue()
    for stream in pdf.objects:
        if isinstance(stream, Stream) and stream.read_raw_bytes().endswith(_RETURN):
            _write_as_digits(stream)
    kept = io.BytesIO()
    pdf.save(
        kept,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.disable,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
    )
    return kept.getvalue()


def _write_as_digits(stream: Stream) -> None:
    """Write a stream in hexadecimal, which ends with >."""
    given = _listed(stream.get("/DecodeParms"))
    digits = stream.read_raw_bytes().hex().encode() + b">"
    filters = Array([Name.ASCIIHexDecode, *_listed(stream.get("/Filter"))])
    stream.write(digits, filter=filters, decode_parms=Array([None, *given]) if given else None)


def _kids(element: Dictionary) -> list[Dictionary]:
    """The elements below one of the structure."""
    return [kid for kid in _listed(element.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid]


def _listed(found: Any) -> list[Any]:
    """One or several of something, or none, as a list."""
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _place_in_row(cell: Dictionary, *, is_first: bool) -> None:
    """Make a row's first cell its heading; let the others go by the headings' scopes, as their lists lack the row's."""
    for one in _listed(cell.get("/A")):
        if "/Headers" in one:
            del one["/Headers"]
    if is_first and cell.get("/S") == Name.TD:
        cell.S = Name.TH
        cell.A = Array([*_listed(cell.get("/A")), Dictionary(O=Name.Table, Scope=Name.Row)])


def limit(seconds: int, megabytes: int) -> None:
    """Let the system end this process at so much processor time of all its threads, or so much memory.

    Windows has no such limits; there only the starter's clock holds.
    """
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, megabytes * 1_000_000)):
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, hard))


def main(template: str, font_folder: str, seconds: str, megabytes: str, moment: str) -> int:
    """Set what stands on stdin."""
    limit(int(seconds), int(megabytes))
    try:
        made = set_document(Path(template), font_folder, sys.stdin.buffer.read().decode(), int(moment))
    except typst.TypstError as error:
        sys.stderr.buffer.write(error.message.encode())
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
