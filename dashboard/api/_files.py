"""Rows of figures as files that people open: a workbook, and CSV for an Excel set to Swedish."""

import csv
import io
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.forms.taking.csv_files import BOM, safe
from dashboard.forms.taking.sheets import Heading, Sheet, Value
from dashboard.forms.taking.taken import Named
from dashboard.forms.taking.workbook import plain_workbook
from dashboard.model import DEMODATA
from dashboard.words import swedish
from dashboard.words.kinds import beside
from loaders.ground import clock
from loaders.ground.declarations import Indicator
from loaders.ground.panel import REGION

DATA = "Data"
_MOMENTS = ("published", "fetched")


def workbook(rows: pa.Table, declared: Indicator, source: str) -> bytes:
    """XLSX of rows as ``export.named`` gives them, and a sheet of what they are. Numbers are numbers, texts texts.

    It is dated by the newest fetch, so that the same figures give the same bytes.
    """
    fetched = [moment for moment in rows["fetched"].to_pylist() if moment is not None]
    made = max(fetched, default=datetime(2000, 1, 1, tzinfo=clock.STOCKHOLM))
    summed = beside.sums_told(pc.unique(rows[REGION]).to_pylist())
    notes = [*_notes(declared, source), *(Named("Område", one) for one in summed)]
    return plain_workbook(declared.title_sv, source, made, [(DATA, _sheet(rows, declared))], notes)


def swedish_csv(rows: pa.Table, declared: Indicator) -> bytes:
    """The rows with semicolons, decimal comma and a byte order mark; numbers as they are stored."""
    sheet = _sheet(rows, declared)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading.title for heading in sheet.headings])
    writer.writerows([_written(value) for value in row] for row in sheet.rows)
    return (BOM + target.getvalue()).encode()


def _sheet(rows: pa.Table, declared: Indicator) -> Sheet:
    headings = [Heading(name, declared.decimals if name == "value" else None) for name in rows.column_names]
    columns = [_values(name, rows[name]) for name in rows.column_names]
    return Sheet(tuple(headings), tuple(zip(*columns, strict=True)))


def _values(name: str, column: pa.ChunkedArray) -> list[Value]:
    if name in _MOMENTS:
        return [None if moment is None else clock.to_text(moment) for moment in column.to_pylist()]
    if pa.types.is_boolean(column.type):
        return ["ja" if value else "nej" for value in column.to_pylist()]
    return column.to_pylist()


def _written(value: Value) -> str:
    if isinstance(value, str):
        return safe(value)
    return "" if value is None else f"{value:.12g}".replace(".", ",")


def _notes(declared: Indicator, source: str) -> list[Named]:
    words = [Named(status.value, swedish.capital(word)) for status, word in swedish.STATUS_WORDS.items()]
    told = [
        Named("Mått", declared.title_sv),
        Named("Enhet", declared.unit_sv),
        Named("Källa", source),
        Named("Villkor", declared.terms_sv),
        Named("Vad måttet visar", declared.definition_sv),
        Named("Vad det inte visar", declared.caveat_sv),
        *(Named(f"Brott {swedish.period_name(one.period)}", one.reason_sv) for one in declared.breaks),
        Named("Tom cell", "Är aldrig noll. Kolumnen status säger varför den är tom:"),
        *words,
    ]
    made_up = [Named(DEMODATA, "Siffrorna är påhittade.")] if DEMODATA in source else []
    return [*made_up, *(one for one in told if one.text_sv)]
