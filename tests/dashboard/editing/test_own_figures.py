"""Participants' figures: what the file can say a form can, and the other way round, and nothing else is touched."""

import dataclasses
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from dashboard import editing
from dashboard.data.series import Data
from dashboard.editing import own_figures, own_keys
from dashboard.editing.own_figures import FILE, OwnFile
from dashboard.views import participants
from dashboard.words.swedish import NBSP
from loaders import catalogue
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import UsageError
from loaders.ground.raw import Raw
from loaders.own import read_figures
from loaders.own.entries import KEYS, StatementFault
from loaders.own.history import OwnHistory
from loaders.store import Store
from tests.dashboard.editing.editor import no_room
from tests.dashboard.made import made_store

HOUSEHOLDS = {
    "form": "plain", "indicator": "Registrerade hushåll", "place": "Åre kommun", "period": "2026-11", "value": "1 103",
    "base": "alla hushåll som har anmält sig", "unit": "hushåll", "organisation": "Kommunen", "grade": "uppgift",
}  # fmt: skip
AREA = {
    "form": "area", "indicator": "Sålda liftkort", "area": "Sälenfjällen", "place": "Dalarnas län", "period": "2026-Q1",
    "value": "+4,5 %", "base": "12000", "unit": "kort", "who": "Turistchefen", "when": "2026-11-20", "grade": "avstämd",
    "note": "Bara förköp",
}  # fmt: skip
SOUGHT = {
    "form": "key", "indicator": "Sökt ur omställningsfonden", "place": "Jämtlands län", "period": "2026", "value": "5",
    "unit": "mnkr", "base": "5 000", "key": "4 %", "key_of": "grovt uppskattad", "organisation": "Almi",
    "grade": "uppgift",
}  # fmt: skip
BY_HAND = """# Från mötet i maj

# den här är osäker
[[uppgift]]
indikator = "Rådgivningar"
plats = "2303+2326"   # två kommuner
"område" = "Inlandet"
period = "2026"
"värde" = 1_103
bas = 2500.50
enhet = "rådgivningar"
organisation = "Almi"
"när" = 2026-05-12
grad = "uppgift"

[[uppgift]]
indicator = "Export"
place = "23"
period = "2026-Q1"
value = "+30 %"
unit = "mnkr"
who = "Handelskammaren"
when = 2026-05-12
grade = "uppgift"
"""


def now() -> datetime:
    return datetime(2026, 11, 27, 14, 35, tzinfo=STOCKHOLM)


@pytest.fixture
def own(tmp_path):
    return OwnFile(tmp_path, now)


def figures(tmp_path):
    return read_figures(tmp_path / FILE)


def entry(own, what):
    return next(one for one in own.entries() if one["fields"]["indicator"] == what)


def test_each_form_writes_what_the_file_says(own, tmp_path):
    for asked in (HOUSEHOLDS, AREA, SOUGHT):
        own.make(asked)
    households, cards, sought = figures(tmp_path)
    assert (households.level, households.base, households.when) == (1103, None, date(2026, 11, 27))
    assert (cards.where_full, cards.level, cards.who) == ("Sälenfjällen (Dalarnas län)", 12_540, "Turistchefen")
    assert (cards.place.code, cards.when, cards.note) == ("20", date(2026, 11, 20), "Bara förköp")
    assert (sought.level, sought.base, sought.key, sought.by_key) == (5, 5000, 4, 200)
    assert "key = 4\n" in (tmp_path / FILE).read_text(encoding="utf-8")
    assert participants.base(sought) == (
        f"0,1 procent av 5{NBSP}000; nyckeln 4 procent (grovt uppskattad) ger 200{NBSP}mnkr, alltså 195{NBSP}mnkr mer"
    )
    assert own.trial(SOUGHT).startswith(
        f"Så visas det: Sökt ur omställningsfonden, Jämtlands län, 2026: 5{NBSP}mnkr, 0,1 procent"
    )
    assert [one["form"] for one in own.entries()] == ["key", "area", "plain"]


def test_what_the_file_says_is_shown_in_a_form_and_saved_unchanged(own, tmp_path):
    path = tmp_path / FILE
    path.write_text(BY_HAND, encoding="utf-8")
    for one in own.entries():
        own.make({**one["fields"], "op": "change", "n": one["n"], "mark": one["mark"], "form": one["form"]})
    assert path.read_text(encoding="utf-8") == BY_HAND
    advice = entry(own, "Rådgivningar")
    assert (advice["form"], advice["fields"]["area"], advice["fields"]["base"]) == ("area", "Inlandet", "2500,5")
    own.make({**advice["fields"], "op": "change", "n": advice["n"], "mark": advice["mark"], "note": "Preliminärt"})
    written = BY_HAND.replace('grad = "uppgift"\n', 'grad = "uppgift"\n"anmärkning" = "Preliminärt"\n')
    assert path.read_text(encoding="utf-8") == written


def test_whatever_a_form_writes_another_window_and_the_file_can_take_back(own, tmp_path):
    path = tmp_path / FILE
    path.write_text(BY_HAND, encoding="utf-8")
    seen = entry(own, "Export")
    own.make({**seen["fields"], "op": "change", "n": seen["n"], "mark": seen["mark"], "value": "+31 %"})
    with pytest.raises(UsageError, match="changed elsewhere"):
        own.make({"op": "remove", "n": seen["n"], "mark": seen["mark"]})
    for one in own.entries():
        own.make({"op": "remove", "n": one["n"], "mark": one["mark"]})
    assert figures(tmp_path) == () and own.entries() == []
    with no_room(), pytest.raises(OSError, match="large"):
        own.make({"op": "undo"})
    with pytest.raises(UsageError, match="unknown change"):
        own.make({"op": "ångra"})
    for _ in range(3):
        assert own.make({"op": "undo"}) == "Ångrat"
    assert path.read_text(encoding="utf-8") == BY_HAND
    assert own.make({"op": "undo"}) == "Inget att ångra"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({**AREA, "area": ""}, "Det saknas: områdets namn."),
        ({**AREA, "area": "åre"}, "är Åre kommun"),
        ({**AREA, "place": "Dalarne"}, "Ligger i: det finns ingen plats"),
        ({**AREA, "when": "2026-11-28"}, "Dag då det sades: ”2026-11-28” har inte varit än. Skriv 2026-11-27"),
        ({**HOUSEHOLDS, "period": "i höst"}, "Period: "),
        ({**SOUGHT, "key": ""}, "Det saknas: nyckeln i procent."),
        ({**SOUGHT, "key": "120"}, "ingen andel av hela beloppet"),
        ({**SOUGHT, "key_of": ""}, "vad nyckeln bygger på"),
        ({**SOUGHT, "base": "allt"}, "hela beloppet som ”base”"),
        ({**SOUGHT, "value": "12.500"}, "Sökt belopp: ”12.500” kan vara tusental eller decimaler"),
        ({**HOUSEHOLDS, "organisation": "Anna Berg"}, "personnamn"),
        ({**HOUSEHOLDS, "period": "hösten"}, "”hösten” är ingen period."),
    ],
)
def test_what_is_wrong_of_a_form_is_said_and_nothing_is_written(own, tmp_path, asked, told):
    with pytest.raises(UsageError) as refused:
        own.make(asked)
    assert told in refused.value.message_sv and not (tmp_path / FILE).exists()
    assert FILE not in refused.value.message_sv  # who fills in a form has not seen a line of it


WRITTEN = {
    "indicator": ("Registrerade  hushåll ",),
    "place": ("Åre kommun", "åre", "2321", "2303+Åre", "jämtland", "Riket", "Atlantis"),
    "area": ("Inlandet", " Årefjällen", "åre"),
    "period": (
        *("2026", "2026-10", "2026-Q3", "oktober 2026", "Okt 2026", "okt-26", "2026-10-01", "2026-10-31", "2026M10"),
        *("kvartal 3 2026", "Kv 3, 2026", "Q3 2026", "2026-10-15", "i höst", "2026-13"),
    ),
    "value": (
        *(
            "1103",
            "1 103",
            "1\u202f103",
            "1\u00a0103",
            "2500,50",
            "2500.50",
            "\u22125",
            "-5",
            "+30 %",
            "\u22122,5 procent",
        ),
        *("12.500", "0012", "1000000000000000000", "hälften", "ungefär 500"),
    ),
    "unit": ("mnkr", "kort "),
    "base": ("12000", "12 000", "12\u2009000,5", "alla hushåll", "12.500"),
    "key": ("4", "4 %", "1,25", "1.25 procent", "4,0", "0", "120", "1,250"),
    "key_of": ("grovt  uppskattad",),
    "who": ("Turistchefen", "Anna Berg"),
    "organisation": ("Almi", "Anna Berg"),
    "when": (
        "2026-11-20",
        "20 november 2026",
        "den 3 November 2026",
        "20261120",
        "2026-11-28",
        "i våras",
        "31 februari 2026",
    ),
    "grade": ("uppgift", "Avstämd", "officel"),
    "note": ("Bara  förköp", "Två\nrader"),
}
"""Of every key what people write, right and wrong."""


def read_or_refused(read):
    """The figure with how it is shown; or what is said of its fault."""
    try:
        figure = read()
    except StatementFault as fault:
        return fault.told_sv
    except UsageError as error:
        return error.message_sv.split(": ", 1)[-1]  # the form names its field first
    shown = participants.about(figure), participants.value(figure), participants.base(figure)
    plain = {name: " ".join(text.split()) for name in ("note",) if (text := getattr(figure, name))}
    return dataclasses.replace(figure, line=0, said="", base_said="", **plain), shown


@pytest.mark.parametrize("key", KEYS)
def test_whatever_a_key_holds_means_the_same_by_hand_in_a_workbook_and_by_form(tmp_path, key):
    base = {name: text for name, text in SOUGHT.items() if name != "form"} | {"when": "2026-11-20"}
    for n, text in enumerate(WRITTEN[key]):
        said = base | {key: text}
        folder = tmp_path / str(n)
        form = OwnFile(folder, now)
        lines = "\n".join(f"{name} = {json.dumps(one, ensure_ascii=False)}" for name, one in said.items())
        by_hand = Raw(name=FILE, body=f"[[uppgift]]\n{lines}\n".encode(), fetched=now())
        book = openpyxl.Workbook()
        for row in (list(said), list(said.values())):
            book.active.append(row)
        for cell in book.active[2]:
            cell.data_type = "s"
        (tmp_path / str(n)).mkdir()
        book.save(folder / "a.xlsx")

        def of_form(form=form, said=said, folder=folder):
            (folder / "a.xlsx").unlink()
            form.make({**said, "form": "key"})
            (figure,) = figures(folder)
            return figure

        def of_file(raw=by_hand):
            (figure,) = read_figures(raw, now().date())
            return figure

        def of_book(folder=folder):
            (figure,) = read_figures(folder / "a.xlsx", now().date())
            return dataclasses.replace(figure, file=FILE)

        hand, workbook, filled = (read_or_refused(one) for one in (of_file, of_book, of_form))
        assert (text, hand, hand) == (text, workbook, filled)
    assert set(WRITTEN) == set(KEYS)


@pytest.mark.parametrize(
    ("written", "period"),
    [("oktober 2026", "2026-10"), ("okt-26", "2026-10"), ("kvartal 3 2026", "2026-Q3"), (2026, "2026")],
)
def test_a_period_is_understood_as_people_write_it(own, tmp_path, written, period):
    own.make({**HOUSEHOLDS, "period": written})
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(re.sub("period = .*", f"period = {json.dumps(written)}", text), encoding="utf-8")
    assert f"period = {json.dumps(period)}" in text
    assert [str(one.period) for one in figures(tmp_path)] == [period]


def test_a_fault_of_a_statement_in_the_file_names_its_row_and_the_forms_field(own, tmp_path):
    (tmp_path / FILE).write_text(BY_HAND.replace("2026-Q1", "i våras"), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        own.make(HOUSEHOLDS)  # the form is right; what stands in the file is not
    assert refused.value.message_sv.startswith(f"{FILE}, rad 19, Period: ”i våras”")


def test_a_day_that_has_not_been_is_refused_where_a_file_is_read_in_and_not_once_it_is(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / FILE).write_text(BY_HAND, encoding="utf-8")
    history = OwnHistory(tmp_path / "history", tmp_path / "own")
    (problem,) = history.keep(now=datetime(2026, 5, 11, 21, 59, tzinfo=UTC)).problems
    assert problem.error.message_sv.startswith(f"{FILE}, rad 13: ”2026-05-12” har inte varit än. Skriv 2026-05-11")
    assert history.keep(now=datetime(2026, 5, 11, 22, 1, tzinfo=UTC)).new == (FILE,)  # the day after, in Sweden
    assert len(history.read().figures) == 2


def test_every_key_of_the_file_is_a_field_of_the_forms():
    """Nothing can be said by hand that no form shows: a further key asks for a field."""
    page = (Path(editing.__file__).parent / "page" / "redigera.html").read_text(encoding="utf-8")
    forms = page[page.index("{% macro field") : page.index('<dialog id="conflict"')]
    named = {*re.findall(r'field\("(\w+)"', forms), *re.findall(r'select name="(\w+)"', forms)}
    assert named == set(KEYS) == set(own_figures.NAMES_SV)
    told_by = forms[: forms.index("<dialog")]
    for form, text in re.findall(r'data-form="(\w+)"(.*?)</form>', forms, re.DOTALL):
        called = {**own_figures.NAMES_SV, **own_figures.NAMES_IN.get(form, {})}
        for key, label in re.findall(r'field\("(\w+)", "([^"]*)"', told_by + text):
            assert label.startswith(called[key]), (form, key)
    read = {field.name for field in dataclasses.fields(participants.OwnFigure)}
    assert set(KEYS) - {"value"} <= read


def test_what_a_workbook_says_is_shown_with_where_it_is_changed_and_never_said_twice(own, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["indikator", "plats", "period", "värde", "bas", "enhet", "organisation", "när", "grad"])
    book.active.append(
        ["Registrerade hushåll", "Åre", "2026-11", 265, 1103, "hushåll", "Kommunen", "2026-11-20", "uppgift"]
    )
    book.save(tmp_path / "hushåll.xlsx")
    (there,) = own.elsewhere()
    assert there["told"] == "Registrerade hushåll, Åre kommun, 2026-11: 265 hushåll"
    assert there["where"] == "hushåll.xlsx, rad 2" and there["how"].startswith(
        "Öppna arbetsboken hushåll.xlsx i mappen"
    )
    with pytest.raises(UsageError) as refused:
        own.make(HOUSEHOLDS)
    told = "Talet står redan i hushåll.xlsx, rad 2: 265 hushåll. Öppna arbetsboken hushåll.xlsx"
    assert refused.value.message_sv.startswith(told) and own.trial(HOUSEHOLDS).startswith(told)
    assert not (tmp_path / FILE).exists()
    own.make({**HOUSEHOLDS, "organisation": "Länsstyrelsen"})  # somebody else's number is another statement
    (mine,) = own.entries()
    with pytest.raises(UsageError, match="line 2 says this already"):
        own.make({**HOUSEHOLDS, "when": "2026-11-27", "op": "change", "n": mine["n"], "mark": mine["mark"]})
    (tmp_path / "hushåll.xlsx").write_bytes(b"PK")
    assert "hushåll.xlsx" in own.elsewhere()[0]["told"] and own.trial(HOUSEHOLDS).startswith("Så visas det:")


def test_every_count_with_municipalities_can_be_a_key_and_is_found_by_what_people_call_it(tmp_path):
    can = {one.id for one in catalogue.shown() if own_keys.is_key(one)}
    assert {"population", "registered_firms", "employed", "new_vacancies", "guest_nights", "grp"} <= can
    assert not can & {"unemployment_rate", "population_change", "grp_per_capita", "commuters_in", "bankruptcies"}
    made_store(tmp_path / "store")
    data = Data(Store(tmp_path / "store"), today=lambda: now().date())
    (first, *_) = own_keys.offers("Jämtlands län", data, "sysselsatta")
    assert first["key_of"] == "andel av rikets sysselsatta (Sysselsatta), augusti 2026, SCB"
    employed = data.series("employed", catalogue.indicator("employed").default_slice, ("23", "00"))
    (own,), (nation,) = (employed.row(code)[-1:] for code in ("23", "00"))
    assert first["key"] == f"{100 * own / nation:.2f}".replace(".", ",")
    assert own_keys.offers("Jämtlands län", data, "zzzz") == []


def test_a_key_is_offered_by_what_riket_and_the_county_have(tmp_path):
    made_store(tmp_path / "store")
    data = Data(Store(tmp_path / "store"), today=lambda: now().date())
    (population,) = own_keys.offers("Jämtlands län", data)
    assert population == {
        "key": "1,25",
        "key_of": "andel av befolkningen i riket, augusti 2026, SCB",
    }  # 132 800 of 10,59 M
    assert own_keys.offers("riket", data) == own_keys.offers("Ingenstans", data) == []
