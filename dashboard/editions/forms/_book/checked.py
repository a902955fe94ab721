"""What is wrong with a workbook, found in its bytes."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from dashboard.editions.content import Edition
from dashboard.editions.forms._book.contents_of import (
    CONTENTS,
    DEFINITIONS,
    HEAD_ROW,
    LARGEST_MB,
    SIGNS,
    Placed,
    cells_of,
    months_of,
    placed,
)
from dashboard.model import DEMODATA


def check(edition: Edition, content: bytes) -> list[str]:
    """What is wrong with a workbook of the edition, in Swedish."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as read:
            parts = {name: read.read(name) for name in read.namelist()}
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, InvalidFileException) as error:
        return [f"XLSX-filen går inte att läsa ({error})."]
    found = [f"XLSX: bladet {name} saknas." for name in (CONTENTS, DEFINITIONS, SIGNS) if name not in book.sheetnames]
    for one in placed(edition):
        if one.sheet not in book.sheetnames:
            found.append(f"XLSX: bladet ”{one.sheet}” saknas.")
            continue
        found += _of_a_sheet(one, book[one.sheet])
    drawn = [name for name in parts if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)]
    if any(re.search(rb'<xdr:cNvPr [^>]*name="[^"]*"(?![^>]*descr="[^"])', parts[name]) for name in drawn):
        found.append("XLSX: ett diagram saknar alternativtext.")
    if any(re.search(rb"<f[ >]", inside) for name, inside in parts.items() if name.startswith("xl/worksheets/sheet")):
        found.append("XLSX: filen har en formel. Text får aldrig bli formel.")
    if any("comment" in name for name in parts):
        found.append("XLSX: filen har kommentarer. Publicerade former får inte ha det.")
    if len(content) > LARGEST_MB * 1_000_000:
        found.append(f"XLSX: filen är större än {LARGEST_MB} MB.")
    return found


def _of_a_sheet(one: Placed, sheet: Any) -> Iterator[str]:
    where = f"XLSX: bladet ”{one.sheet}”"
    if sheet.cell(1, 1).value != (one.used.headline or one.slide.headline):
        yield f"{where} har en annan rubrik än utgåvan."
    if one.slide.synthetic and DEMODATA not in str(sheet.cell(4, 1).value):
        yield f"{where} säger inte att siffrorna är påhittade ({DEMODATA})."
    told = cells_of(one.used)
    rows = sheet.iter_rows(
        min_row=HEAD_ROW + 2, max_row=HEAD_ROW + 1 + len(told.rows), max_col=len(told.headings), values_only=True
    )
    months = months_of(one.used)
    wanted = [(months[n], *row[1:]) if months else row for n, row in enumerate(told.rows)]
    if [tuple(row) for row in rows] != wanted:
        yield f"{where}: siffrorna är inte utgåvans."
