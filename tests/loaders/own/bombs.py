"""Files that once brought something down, made here, each with what a person is told of it."""

import io
import zipfile
from dataclasses import dataclass

from openpyxl import Workbook

HEADINGS = ("indikator", "plats", "period", "värde", "enhet", "bas", "vem", "när", "grad")
STATED = """[[uppgift]]
indicator = "Rådgivningar"
place = "23"
period = "2026"
value = 500
base = "hela året"
unit = "rådgivningar"
who = "Almi"
when = 2026-04-12
grade = "uppgift"
"""
MEETING = """schema = 1
date = {day}
title = "Möte"
place = "Östersund"
county = "23"

[[view]]
link = "/indikator/arbetsloshet"
"""
QUOTED = """schema = 1

[[utsikt]]
issuer = "Arbetsförmedlingen"
title = "Rapport"
date = 2025-06-10
link = "https://example.org/"
quote = "Ord för ord."
place = "00"
about = "2026"
"""


@dataclass(frozen=True)
class Bomb:
    """A file that is refused: its name, its bytes, and a part of what a person is told of it."""

    name: str
    body: bytes
    told: str

    def __str__(self) -> str:
        return f"{self.name}: {self.told}"


def text_bombs(good: str, name: str) -> tuple[Bomb, ...]:
    """A good TOML file, spoiled in every way that once hung or broke a reader of TOML."""

    def bomb(more: str, told: str) -> Bomb:
        return Bomb(name, f"{good}{more}".encode(), told)

    return (
        bomb(f"deep = {'[' * 20_000}\n", "mer än 10 parenteser"),
        bomb(f"deep = {'{a=' * 8_000}\n", "mer än 10 parenteser"),
        bomb(f"big = {'9' * 5_000}\n", "mer än 40 tecken"),
        bomb(f"big = 1.{'9' * 5_000}\n", "mer än 40 tecken"),
        bomb(f"{'a.' * 10_000}a = 1\n", "mer än 10 parenteser eller nycklar"),
        bomb(f"x = {{{'a . ' * 10_000}a = 1}}\n", "mer än 10 parenteser eller nycklar"),
        bomb(f"[{'a.' * 10_000}a]\n", "mer än 10 parenteser eller nycklar"),
        bomb(f"{'k' * 300} = 1\n", "längre än 200 tecken"),
        bomb(f'x = "{"x" * 30_000}"\n', "längre än 20000 tecken"),
        bomb('x = """\n' + "rad\n" * 8_000, "slutar aldrig"),
        bomb('x = "\\u0000"\n', "styrtecknet U+0000"),
        bomb("x = 2026-13-45\n", "dagen 2026-13-45 finns inte"),
        bomb('"(" = 1\n', "("),
        Bomb(name, good.encode() + b'x = "\xff"\n', "UTF-8"),
        Bomb(name, good.encode("utf-16"), "UTF-8"),
        Bomb(name, b"\x00" * 40_000, "inte giltig TOML"),
    )


def packed(**parts: str | bytes) -> bytes:
    """A small workbook of the headings and one row, with parts of its ZIP replaced: names with ``__`` for ``/``."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    sheet.append(("Rådgivningar", "23", "2026", 500, "rådgivningar", "hela året", "Almi", "2026-04-12", "uppgift"))
    whole = io.BytesIO()
    book.save(whole)
    made = io.BytesIO()
    replaced = {name.replace("__", "/").replace("_xml", ".xml"): body for name, body in parts.items()}
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if name not in replaced:
                new.writestr(name, old.read(name))
        for name, body in replaced.items():
            new.writestr(name, body)
    return made.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_of(rows: str) -> str:
    """A worksheet of these rows."""
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def workbook_bombs() -> tuple[Bomb, ...]:
    """Workbooks that pad, unpack or nest beyond all measure."""
    blank = " " * 49_000_000
    cells = "<c><v>1</v></c>"

    def bomb(told: str, **parts: str | bytes) -> Bomb:
        return Bomb("egna.xlsx", packed(**parts), told)

    def of_rows(rows: str, told: str) -> Bomb:
        return bomb(told, xl__worksheets__sheet1_xml=sheet_of(rows))

    return (
        of_rows('<row r="2000000000"><c><v>1</v></c></row>', "en rad med numret ”2000000000”"),
        of_rows('<row r="9"/><row r="3"/>', "en rad med numret ”3” efter rad 9"),
        of_rows('<row r="x"/>', "en rad med numret ”x”"),
        of_rows('<row r="1"><c r="ZZZ1"/></row>', "mer än 16384 kolumner"),
        of_rows('<row r="1"><c r="1A"/></row>', "en cell ”1A”"),
        of_rows("".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, 40)), "mer än 300000 celler"),
        of_rows(f"<row>{cells * 100_000}</row>", "mer än 16384 kolumner"),
        of_rows(f"<row>{cells * 16_000}</row>" * 20, "mer än 300000 celler"),
        of_rows("<row/>" * 110_000, "mer än 100000 rader"),
        of_rows(f'<row><c t="inlineStr"><is><t>{"x" * 1_200_000}</t></is></c></row>', "längre än en cell rymmer"),
        of_rows("<x>" * 1_100_000, "mer än 1000000 XML-element"),
        bomb(
            "mer än 8 MB",
            xl__styles_xml=f"<styleSheet {MAIN}>{'<a>b</a>' * 10}{' ' * 900_000}" + ("<a/>" + " " * 900_000) * 9,
        ),
        bomb("större än 48 MB", xl__styles_xml=f"<styleSheet {MAIN}>{blank}</styleSheet>"),
        bomb("större än 48 MB", xl__workbook_xml=f"<workbook {MAIN}>{blank}</workbook>"),
        bomb("mer än 100000 XML-element", xl__styles_xml=f"<styleSheet {MAIN}>{'<a/>' * 110_000}</styleSheet>"),
        bomb("document type", xl__styles_xml=f'<!DOCTYPE x [<!ENTITY a "b">]><styleSheet {MAIN}/>'),
        bomb("två delar", **{"XL__STYLES_xml": "<x/>"}),
        Bomb("egna.xlsx", b"PK\x03\x04" + b"\x00" * 500, "går inte att läsa som Excelfil"),
        Bomb("egna.xlsx", b"", "går inte att läsa som Excelfil"),
        Bomb("egna.xlsx", packed()[:3_000], "går inte att läsa som Excelfil"),
    )


def projection_bombs() -> tuple[Bomb, ...]:
    """Texts, PX files and workbooks given as a projection."""
    head = "årgång;kommun;år;invånare;vem\n"
    axis = 'VALUES("a")="x","y";VALUES("b")="x","y";'
    many = ",".join(f'"{n}"' for n in range(1_000))
    px = f'CHARSET="ANSI";\nSTUB="a","b","c";\n{"".join(f"""VALUES("{v}")={many};""" for v in "abc")}\nDATA=1;\n'
    joined = f'CHARSET="ANSI";\nSTUB={chr(34) * 2 * 200_000};\n{axis}DATA=1;\n'
    years = ";".join(str(1900 + n) for n in range(300))
    wide = f"årgång;kommun;{years};{';'.join('x' * 600)}\n".replace("2200", "2199x")
    return (
        Bomb("prognos.csv", head.encode() + b"2025;2321;2026;1" + b";" * 3_000, "mer än 1000 kolumner"),
        Bomb("prognos.csv", head.encode() + b"\n" * 10 + b";\n" * 110_000, "mer än 100000 rader"),
        Bomb("prognos.csv", head.encode() + (b";" * 900 + b"\n") * 400, "mer än 300000 celler"),
        Bomb("prognos.csv", head.encode() + b'2025;2321;2026;"' + b"x" * 200_000, "går inte att tolka"),
        Bomb("prognos.csv", wide.encode() + (b"2025;2321" + b";1" * 890 + b"\n") * 30, "år blir mer än 300000 celler"),
        Bomb("prognos.csv", px.encode(), "mer än 300000 tal"),
        Bomb("prognos.csv", joined.encode(), "går inte att tolka"),
        Bomb("prognos.csv", packed(xl__worksheets__sheet1_xml=sheet_of('<row r="2000000000"/>')), "2000000000"),
        Bomb("prognos.csv", b"\x00" * 1_000, "går inte att tolka"),
        Bomb("prognos.csv", b"\xff\xfe" * 1_000, "går inte att tolka"),
    )
