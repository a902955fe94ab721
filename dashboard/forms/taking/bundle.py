"""Everything of one figure in a zip: the workbook, numbers for programs and for Excel, and what they mean."""

import io
import zipfile
from datetime import UTC

from dashboard.forms.taking.csv_files import csv_for_excel, csv_for_programs
from dashboard.forms.taking.metadata import metadata
from dashboard.forms.taking.notes import definitions, notes
from dashboard.forms.taking.taken import Named, Taken
from dashboard.forms.taking.workbook import workbook
from dashboard.model import DEMODATA

README = "LÄSMIG.txt"


def zipped(what: Taken) -> bytes:
    """ZIP with workbook, both CSV files, metadata.json and a text to read first; the same bytes of the same figures."""
    name = what.file_name
    files = {
        README: _readme(what).encode(),
        f"{name}.xlsx": workbook(what),
        f"{name}.csv": csv_for_programs(what),
        f"{name}-excel.csv": csv_for_excel(what),
        "metadata.json": metadata(what),
    }
    made = what.made.astimezone(UTC)
    when = (made.year, made.month, made.day, made.hour, made.minute, made.second)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _readme(what: Taken) -> str:
    name = what.file_name
    demo = [f"{DEMODATA}: siffrorna är påhittade och visar bara hur filerna ser ut.", ""] if what.synthetic else []
    files = (
        Named(f"{name}.xlsx", "arbetsbok med diagram, siffror, noter och definitioner"),
        Named(f"{name}-excel.csv", "siffrorna för svenskt Excel: semikolon och decimalkomma"),
        Named(f"{name}.csv", "siffrorna för program: en rad per tal, med koder och namn, komma och decimalpunkt"),
        Named("metadata.json", "vad siffrorna är och varifrån de kommer, för program"),
    )
    lines = [
        what.headline,
        "=" * len(what.headline),
        "",
        *demo,
        what.sentence,
        "",
        "Filer",
        *(f"- {one.name_sv}: {one.text_sv}" for one in files),
        "",
        "Noter",
        *(f"- {one.name_sv}: {one.text_sv}" for one in notes(what)),
        "",
        "Definitioner",
        *(f"- {one.name_sv}: {one.text_sv}" for one in definitions(what)),
        "",
        "En tom cell är aldrig noll. Kolumnen status, eller anmärkning, säger varför den är tom.",
        "",
    ]
    return "\r\n".join(lines)
