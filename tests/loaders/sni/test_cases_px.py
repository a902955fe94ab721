"""PX files as statistical offices write them: any keyword, any subkeys, languages, continued texts, the sparse form."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.formats import grid, pxfile
from loaders.ground.errors import SourceChanged, SourceError
from loaders.ground.raw import Raw
from tests.loaders.cases import circular, import_file
from tests.shared import shared_file

FIGURES = ("500", "20", "380", "1000", "100", "900")
PLACES, INDUSTRIES = ("2305", "2380"), ("01110", "45201", "84111")
STATED = (
    'CHARSET="ANSI";',
    'STUB="kommun","SNI 2007";',
    'HEADING="år";',
    'VALUES("kommun")="Bräcke","Östersund";',
    'VALUES("SNI 2007")="odling","reparation av bilar","förvaltning";',
    'VALUES("år")="2024";',
    'CODES("kommun")="2305","2380";',
    'CODES("SNI 2007")="01110","45201","84111";',
    'CODES("år")="2024";',
)
DATA = "DATA=\n500\n20\n380\n1000\n100\n900;\n"
CELLS = [
    (place, industry, "2024", figure)
    for (place, industry), figure in zip(((p, i) for p in PLACES for i in INDUSTRIES), FIGURES, strict=True)
]


def rows(text):
    body = text if isinstance(text, bytes) else text.encode("cp1252")
    return [row.cells for row in pxfile.rows(body, "u.px")]


def refused(text):
    with pytest.raises(SourceChanged) as caught:
        rows(text)
    return str(caught.value)


@pytest.mark.parametrize("name", ["utan_anmarkning", "valuenote", "cellnote", "precision", "sprak_en-GB", "keys"])
def test_the_cases_hold_the_same_figures(tmp_path, monkeypatch, capsys, name):
    code, said = import_file(tmp_path, monkeypatch, capsys, "sni_extract", shared_file(f"cases/px/{name}.px"))
    assert code == 0, said
    assert circular(tmp_path) == {
        ("2305", "2024"): (900, 20, pytest.approx(2.222222)),
        ("2380", "2024"): (2000, 100, 5),
    }


@pytest.mark.parametrize(
    "statement",
    [
        'VALUENOTEX("kommun","Östersund")="x; y";',
        'META-ID("SNI 2007","odling")="urn:1";',
        'PRECISION ( "SNI 2007" , "odling" ) = 1;',
        'CELLNOTE[en-GB]("*","45201","2024")="a=b; c";',
        'NOTE="the first half "\n"goes on; and on";',
        'TIMEVAL("år")=TLIST(A1),"2024";',
        'DATANOTECELL("*","*","*","*")="..";',
        'Märklig_1.x("")=;',
        "SHOWDECIMALS=0;;",
        'TITLE[sv-FI]="Sysselsatta";',
        'NOTE=\n"DATA=\n1;";',
        'VALUES[en-GB]("kommun")="Bracke","Ostersund";',
    ],
)
def test_a_keyword_that_says_nothing_of_the_layout_is_passed_over(statement):
    for at in range(1, len(STATED) + 1):
        assert rows("\n".join((*STATED[:at], statement, *STATED[at:], DATA)))[1:] == CELLS


def test_values_that_go_on_the_next_line_are_one_value_and_swedish_names_are_preferred():
    text = "\n".join((*STATED, DATA)).replace('"reparation av bilar"', '"reparation "\n"av bilar"')
    assert rows(text)[1:] == CELLS
    english = text.replace('"kommun"', '"municipality"').replace('"år"', '"year"')
    swedish = 'STUB[sv]="kommun","SNI 2007";\nHEADING[sv]="år";\nVALUES[sv]("kommun")="Bräcke","Östersund";\nDATA='
    assert rows(english)[0] == ("municipality", "SNI 2007", "year", "value")
    assert rows(english.replace("DATA=", swedish)) == [("kommun", "SNI 2007", "år", "value"), *CELLS]


def test_rows_have_the_line_of_their_figure_and_commas_may_part_figures():
    read = list(pxfile.rows("\n".join((*STATED, DATA)).encode("cp1252"), "u.px"))
    assert [row.number for row in read] == [1, 11, 12, 13, 14, 15, 16]
    assert rows("\n".join((*STATED, 'DATA=500,20,380\n1000,100,"900";')))[1:] == CELLS


KEYED = (*STATED, 'KEYS("kommun")=CODES;', 'KEYS("SNI 2007")=VALUES;', "DATA=")
ODLING = '"2305","odling",500\n"2305","reparation av bilar",20\n"2305","förvaltning",380\n'
ÖSTERSUND = '"2380","odling" 1000\n"2380","reparation av bilar",100\n"2380","förvaltning",900'


def test_the_sparse_form_is_read_where_no_row_is_left_out():
    assert rows("\n".join((*KEYED, ODLING + ÖSTERSUND + ";")))[1:] == CELLS
    assert "leaves out 3 of 6 rows" in refused("\n".join((*KEYED, ODLING + ";")))
    assert "without KEYS" in refused("\n".join((*KEYED, ODLING + ";")))
    assert "line 14: '2306' is no key of 'kommun'" in refused(
        "\n".join((*KEYED, (ODLING + ÖSTERSUND).replace('"2305","rep', '"2306","rep') + ";"))
    )
    only_industry = [line for line in KEYED if line != 'KEYS("kommun")=CODES;']
    assert "KEYS (the sparse form)" in refused("\n".join((*only_industry, ODLING + ÖSTERSUND + ";")))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("900;", ""), "holds 5 figures and should have 6. It is cut off"),
        (("900;\n", "90"), "line 16: the PX file is cut off within its figures"),
        ((DATA, ""), "the PX file has no DATA. It ends in CODES"),
        (('="2305","2380"', '="2305"'), "'kommun' has 2 VALUES and 1 CODES"),
        (('="odling",', '="odling'), "is never closed, so the PX file is cut off"),
        (('VALUES("år")="2024";\n', "VALUES 2024;\n"), "line 6: 'VALUES 2024' is no statement"),
        (('VALUES("år")', 'VALUES("år","x")'), 'keyword \'VALUES("år","x")\' is not understood'),
        (('STUB="kommun","SNI 2007";\nHEADING="år";\n', ""), "names no variables in STUB and HEADING"),
        (('CHARSET="ANSI";', 'VALUES("år")="2023";'), "stands twice and says two things"),
        (("900;", '"900;'), "cut off"),
    ],
)
def test_a_faulty_file_is_told_by_its_own_fault(change, told):
    said = refused("\n".join((*STATED, DATA)).replace(*change))
    assert said.startswith("u.px")
    assert told in said


quoted = st.text(st.characters(codec="cp1252", exclude_characters='"'), max_size=12).map(lambda text: f'"{text}"')
keywords = st.from_regex(r"[A-Z][A-Z0-9-]{0,11}", fullmatch=True).filter(
    lambda word: word not in ("STUB", "HEADING", "VALUES", "CODES", "KEYS", "DATA")
)
spaces = st.sampled_from(["", " ", "\n", "\r\n", "\t"])


@st.composite
def statements(draw):
    language = draw(st.sampled_from(["", "[sv]", "[en-GB]", "[ en ]", "[zh-Hans]"]))
    subkeys = draw(st.lists(quoted, max_size=4))
    gap = draw(spaces)
    inside = f"({gap}{f'{gap},{gap}'.join(subkeys)}{gap})" if subkeys else ""
    value = draw(st.one_of(st.lists(quoted, min_size=1, max_size=3).map(f",{gap}".join), st.sampled_from(["YES", "1"])))
    return f"{draw(keywords)}{gap}{language}{gap}{inside}{gap}={gap}{value}{gap};{gap}"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(STATED)), statements()), max_size=6))
def test_random_keywords_leave_the_figures_as_they_are(extra):
    lines = list(STATED)
    for at, statement in extra:
        lines.insert(at, statement)
    assert rows("\n".join((*lines, DATA)))[1:] == CELLS


PIECES = st.sampled_from([line.encode("cp1252") for line in (*KEYED, *STATED, DATA, ODLING)])
ANY_BYTES = st.one_of(st.binary(max_size=80), st.sampled_from([b'"', b";", b"=", b"(", b"[", b"DATA=", b"1 2 3;"]))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, ANY_BYTES), max_size=14).map(b"\n".join))
@example(b'CHARSET="ANSI";STUB="a";VALUES("a")="1";DATA=')
def test_any_bytes_are_a_table_or_a_source_error(body):
    for start in (b"", b'CHARSET="ANSI";\n'):
        raw = Raw(name="u.px", body=start + body, fetched=datetime(2026, 11, 27, tzinfo=UTC))
        try:
            grid.read(raw, ("kommun", "år", "value"))
        except SourceError as error:
            assert "u.px" in str(error)


@pytest.mark.parametrize(
    "unit", ['"', "(", "=", ";", ' "x" ', "A[", 'A("', "A=1;", "1 ", "\n", " ", '""', ")  ", "DATA", "A\n", ",", "Ö"]
)
def test_a_large_file_of_one_sign_is_judged_at_once(unit):
    body = ("\n".join(STATED) + unit * (300_000 // len(unit))).encode("cp1252")
    for more in (body, body + b"DATA=", b"\n".join((*(line.encode("cp1252") for line in STATED), b"DATA=")) + body):
        with pytest.raises(SourceChanged):
            list(pxfile.rows(more, "u.px"))


def test_a_row_of_more_cells_than_the_file_has_signs_is_never_laid_out():
    names = [f"v{n}" for n in range(3)]
    values = ",".join(f'"{n}"' for n in range(200))
    lines = [f'VALUES("{name}")={values};' for name in names]
    listed = ",".join(f'"{name}"' for name in names)
    text = "\n".join((f"STUB={listed};", *lines, 'KEYS("v0")=VALUES;', 'DATA="0" 1;'))
    assert "fewer figures than one row" in refused(text)
    assert "should have" in refused(text.replace('KEYS("v0")=VALUES;', ""))
