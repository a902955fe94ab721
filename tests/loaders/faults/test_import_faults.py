"""Faulty files given by hand, at the command line: message, exit code, and a store as it was."""

import io
import re
from dataclasses import dataclass, field

import orjson
import pytest
import xlsxwriter

from loaders.planning.table_plans import plans
from loaders.publishers import publisher
from tests.loaders.faults.fault_table import CommandLine
from tests.loaders.fetching.publisher_bench import files

HTML = b"<!DOCTYPE html><html><title>Logga in</title><body>Sidan har flyttat. DEMODATA</body></html>"


def workbook(*rows: tuple[object, ...]) -> bytes:
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return body.getvalue()


def ads(count: object, name: str = "total") -> bytes:
    return orjson.dumps({name: {"value": count}, "positions": count, "mark": "DEMODATA"})


def figures(*cells: tuple[str, int, float], name: str = "values") -> bytes:
    rows = [
        {"kpi": "N00926", "municipality": place, "period": year, name: [{"gender": "T", "value": value}]}
        for place, year, value in cells
    ]
    return orjson.dumps({"values": rows, "next_url": None, "mark": "DEMODATA"})


BANKRUPTCIES = "Företagskonkurser, antal/1000 inv, 16-64 år"
NIGHTS = "Ar,Manad,ArManad,Kommun,Hemland,Gastnatter,DEMODATA\n2026,8,202608,Åre,Sverige,900,\n"
FIRMS = (
    "År,Månad,Län,Aktiebolag,Handelsbolag,Kommanditbolag,Enskild näringsidkare,DEMODATA\n"
    "2026,1,23,32,6,1,46,\n2026,2,23,12,9,2,33,\n"
)
SHARES = "DEMODATA\nKommun;SNI2007;År;Antal\nÅre;45201;2024;30\nÅre;Totalt;2024;1000\n"
BOOK = workbook(
    ("DEMODATA",), ("Kommun", "SNI2007", "År", "Antal"), ("Åre", 45201, 2024, 30), ("Åre", "Totalt", 2024, 1000)
)


@dataclass(frozen=True)
class Given:
    """A source, the name a file of it has, one that is well, and faulty ones with what is said of them.

    beside: files that are given with each of them.
    """

    source: str
    name: str
    well: bytes
    faulty: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    beside: dict[str, bytes] = field(default_factory=dict)


GIVEN = (
    Given(
        "jobtech",
        "annonser-2026-05-2380.json",
        ads(64),
        {
            "HTML": (HTML, "not JSON .* Save the answer itself, not the page that shows it"),
            "cut off": (ads(64)[:-9], "not JSON"),
            "UTF-16": (ads(64).decode().encode("utf-16"), "not JSON .*not valid UTF-8"),
            "field missing": (ads(64, "totalt"), r"no whole number in total\.value\. It has: totalt, positions"),
            "no number": (ads("många"), r"no whole number in total\.value"),
        },
    ),
    Given(
        "kolada",
        "N00926.json",
        figures(("2380", 2024, 12.0), ("2380", 2025, 14.0)),
        {
            "HTML": (HTML, "not JSON .* Save the answer itself, not the page that shows it"),
            "cut off": (figures(("2380", 2025, 14.0))[:-9], "not JSON"),
            "UTF-16": (figures(("2380", 2025, 14.0)).decode().encode("utf-16"), "not JSON .*not valid UTF-8"),
            "field missing": (figures(("2380", 2025, 14.0), name="varden"), "a row lacks 'values'"),
            "new region": (
                figures(("2399", 2025, 14.0)),
                "no Swedish place has id 2399, and there are no others",
            ),
            "period gap": (figures(("2380", 2023, 1.0), ("2380", 2025, 1.0)), "has no row for 2024"),
            "duplicate key": (figures(("2380", 2025, 1.0), ("2380", 2025, 2.0)), "has 2380, 2025 twice"),
        },
        beside={"N00926_kpi.json": orjson.dumps({"values": [{"id": "N00926", "title": BANKRUPTCIES}]})},
    ),
    Given(
        "tillvaxtverket",
        "gastnatter.csv",
        NIGHTS.encode(),
        {
            "HTML": (HTML, "is a web page instead of text"),
            "cut off": (NIGHTS.encode()[:-9], "line 2 has 5 fields and the header 7, so the text is cut off"),
            "UTF-16": (NIGHTS.encode("utf-16"), "is UTF-16 .* save it as UTF-8"),
            "DOS text": (NIGHTS.encode("cp850"), "'.re' .*looks like text in another encoding"),
            "workbook": (BOOK, "is a workbook or ZIP file instead of text"),
            "field missing": (NIGHTS.replace("Gastn", "N").encode(), "no field is called .* It has: Ar, .*, Natter"),
            "new region": (NIGHTS.replace("Åre", "Nystad").encode(), "no Swedish place is called 'Nystad': add"),
            "duplicate key": (f"{NIGHTS}2026,8,202608,Åre,Sverige,900,\n".encode(), "row 2 repeats 2026 8 202608 Åre"),
            "period gap": (f"{NIGHTS}2026,6,202606,Åre,Sverige,9,\n".encode(), "no kommun has figures for 2026-07"),
        },
    ),
    Given(
        "bolagsverket",
        "nyregistrerade_lan23_2026-03-01.csv",
        FIRMS.encode("latin-1"),
        {
            "HTML": (HTML, "is a web page instead of text"),
            "cut off": (FIRMS.encode("latin-1")[:-9], "line 3 has 4 fields and the header 8, so the text is cut off"),
            "UTF-16": (FIRMS.encode("utf-16"), "is UTF-16 .* save it as UTF-8"),
            "field missing": (FIRMS.replace("Aktieb", "B").encode(), r"no fields fit /\^\(AB\|Aktiebolag\)\$/"),
            "new region": (FIRMS.replace(",23,", ",66,").encode(), "no Swedish county has code '66'"),
            "duplicate key": (f"{FIRMS}2026,2,23,1,1,1,1,\n".encode(), "line 4 repeats"),
            "period gap": (f"{FIRMS}2026,4,23,1,1,1,1,\n".encode(), "ends with 2026-04 but lacks 2026-03"),
        },
    ),
    Given(
        "sni_extract",
        "sni_utdrag_2024.csv",
        SHARES.encode("cp1252"),
        {
            "HTML": (HTML, "is a web page instead of text"),
            "truncated zip": (BOOK[:3000], "is damaged or cut off .* Fetch it again"),
            "cut off": (SHARES.encode()[:-6], "line 4: the row ends after 3 of 4 columns, so the file is cut off"),
            "UTF-16": (SHARES.encode("utf-16"), "is UTF-16 .* save it as UTF-8"),
            "field missing": (SHARES.replace("År;", "Tal;").encode(), "no column for år. It has: Kommun, SNI2007, Tal"),
            "new region": (SHARES.replace("Åre", "Nya Åre").encode(), "no Swedish place is called 'Nya Åre'"),
            "duplicate key": (f"{SHARES}Åre;45201;2024;1\n".encode(), "line 5: 2321 2024 45201 stands twice"),
        },
    ),
)


def given_to(data, given: Given, body: bytes, capsys, *options: str) -> tuple[int, str]:
    path = data / given.name
    path.write_bytes(body)
    for name, more in given.beside.items():
        (data / name).write_bytes(more)
    line = CommandLine("http://127.0.0.1:9/api/v2", None, data)
    paths = [str(path), *(str(data / name) for name in given.beside)]
    return line.run(data / "data", "import", given.source, *paths, *options, capsys=capsys)


@pytest.mark.parametrize(
    ("given", "fault"), [pytest.param(one, fault, id=f"{one.source}-{fault}") for one in GIVEN for fault in one.faulty]
)
def test_a_faulty_file_is_told_and_the_store_is_unchanged(tmp_path, capsys, given, fault):
    body, told = given.faulty[fault]
    code, said = given_to(tmp_path, given, given.well, capsys)
    assert code == 0, said
    before = files(tmp_path / "data" / "store")
    code, said = given_to(tmp_path, given, body, capsys)
    assert code == 1
    assert re.search(told, said), said
    assert given.name in said or fault in ("period gap", "duplicate key", "new region", "DOS text"), "where it is"
    assert "Traceback" not in said
    assert files(tmp_path / "data" / "store") == before


@pytest.mark.parametrize("given", [one for one in GIVEN if one.name.endswith(".csv")], ids=lambda one: one.source)
def test_a_file_encoded_twice_is_repaired_and_told(tmp_path, capsys, given):
    text = given.well.decode("utf-8" if b"\xc3" in given.well else "cp1252")
    code, said = given_to(tmp_path, given, text.encode("utf-8").decode("latin-1").encode("utf-8"), capsys)
    assert code == 0, said
    assert "texten var kodad två gånger (UTF-8 läst som latin-1) och är lagad" in said


@pytest.mark.parametrize("body", [HTML, BOOK[:3000], SHARES.encode("utf-16"), b'{"values": [', b""],
                         ids=["HTML", "truncated zip", "UTF-16", "JSON cut off", "empty"])  # fmt: skip
@pytest.mark.parametrize("plan", plans(), ids=lambda plan: f"{plan.source}-{plan.table}")
def test_what_is_no_such_file_is_refused_by_every_table(tmp_path, capsys, plan, body):
    given = Given(plan.source, "annonser-2026-05-2380.json" if plan.source == "jobtech" else "fil.xlsx", b"")
    code, said = given_to(tmp_path, given, body, capsys, "--table", plan.table)
    assert code == 1, said
    assert f"{plan.table}: FEL. " in said
    assert publisher(plan.source).page_url in said
    assert "Traceback" not in said
    assert not (tmp_path / "data" / "store" / "manifest.json").exists()
