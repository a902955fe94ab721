"""The pages say what the exports give: a sample of the audit, and that it can fail. The whole is ``make audit``."""

import ast
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.words.judging.thresholds import LIMITS
from loaders import catalogue
from loaders.catalogue import indicator
from tests.audit import reckoning as r
from tests.audit.adapter import Pages
from tests.audit.auditing import audited, library_of, periods_of, read_page
from tests.audit.printed import limits
from tests.audit.reading import REST_OF
from tests.shared import REPOSITORY

SAMPLE = (
    *("unemployment_rate", "af_unemployed", "employed", "population", "population_change", "new_vacancies"),
    *("new_registrations", "bankruptcies", "redundancy_notices", "guest_nights", "job_vacancies", "new_firms"),
    *("grp", "grp_volume", "population_projection", "circular_share", "business_climate", "economic_tendency"),
    *("employed_by_industry", "lfs_unemployment", "lor_vacancies_adjusted", "bankruptcy_employees_by_industry"),
    *("commuters_in", "area_confidence"),
)
PLACES = ("23", "2321")
NOT_SUMMED = ("commuters_in", "bankruptcies_yearly", "circular_share", "grp_per_capita", "business_climate")
"""Measures without a number for the rest of the county, which say why."""


@pytest.fixture(scope="module")
def pages(demo):
    return Pages(demo)


@pytest.fixture(scope="module")
def library(pages):
    return library_of(pages)


def test_a_sample_of_each_kind_says_what_the_exports_give(pages, library):
    chosen = [
        (indicator(id_), place, until)
        for id_ in SAMPLE
        for place in PLACES
        for until in periods_of(library, indicator(id_))[-2:]
    ]
    chosen += [(one, REST_OF, periods_of(library, one)[-1]) for one in map(indicator, NOT_SUMMED)]
    chosen += [(one, "00", periods_of(library, one)[-1]) for one in map(indicator, NOT_SUMMED)]
    outcome = audited(pages, library, chosen)
    assert outcome.found == [], "\n".join(outcome.found[:20])
    assert sum(counts.claims for counts in outcome.by_kind.values()) > 1000


WRONG = [
    ("unemployment_rate", "23", "sentence", "2,9 procent", "3,0 procent"),
    ("unemployment_rate", "23", "sentence", "lägre", "högre"),
    ("unemployment_rate", "23", "sentence", "procent i ", "procent i september 2021, ej "),
    ("employed", "23", "sentence", "Jämtlands län var", "Åre kommun var"),
    ("bankruptcies", "23", "sentence", "inom vanlig variation", "ovanligt många"),
    ("bankruptcies", "23", "sentence", "ungefär lika många", "klart fler"),
    ("redundancy_notices", "23", "sentence", "en vanlig nivå jämfört med de tio åren före", "bra"),
    ("guest_nights", "23", "sentence", "i stort sett lika många", "ungefär lika många"),
    ("new_vacancies", "23", "sentence", "Hittills i år", "Hittills"),
    ("commuters_in", REST_OF, "sentence", "skulle räknas, fast den stannar inom området", "räknas i båda"),
    ("commuters_in", REST_OF, "headline", "övriga länet", "Jämtlands län"),
    ("commuters_in", "23", "sentence", "(Ragunda kommun)", "(Åre kommun)"),
    ("commuters_in", "00", "sentence", "(Östersunds kommun)", "(Krokom och Östersunds kommuner)"),
    ("commuters_in", "00", "sentence", "Jämtlands län", "Dalarnas län"),
    ("economic_tendency", "2321", "elsewhere", "Här visas riket", "Här visas Åre kommun"),
    ("economic_tendency", "23", "sentence", "som är medelvärdet", "som är medianen"),
    ("area_confidence", "2321", "sentence", "Mellersta Norrland", "Övre Norrland"),
    ("area_confidence", "23", "headline", "kvartalet", "halvåret"),
    ("employed_day_and_night", "2321", "sentence", "så många", "så få"),
    ("employed_by_industry", "2321", "sentence", "så många", "så få"),
    ("lor_vacancies_adjusted", "00", "sentence", "Felmarginalen är inte känd; därför sägs inget om skillnaden.", ""),
    ("population", "23", "sentence", "Talen skiljer sig", "Talen är lika"),
]


def test_the_sample_holds_every_kind_of_measure():
    assert {indicator(id_).kind for id_ in SAMPLE} == {shown.kind for shown in catalogue.shown()}


def test_the_audit_can_fail(pages, library):
    """A number, word, period or place that is altered in a page's text is told, and so is a sentence left out."""
    tried = 0
    for id_, place, field, right, wrong in WRONG:
        asked = indicator(id_)
        until = periods_of(library, asked)[-1]
        told = pages.told(asked.slug, place, until)
        text = getattr(told, field)
        if right not in text:
            continue
        reading = read_page(library, asked, place, until, replace(told, **{field: text.replace(right, wrong, 1)}))
        assert reading.unread or not all(check.agrees for check in reading.checks), (id_, right, wrong)
        tried += 1
    assert tried >= 9


@pytest.mark.parametrize("id_", SAMPLE)
def test_every_digit_of_a_sentence_and_of_the_table_is_checked(pages, library, id_):
    asked = indicator(id_)
    until = periods_of(library, asked)[-1]
    told = pages.told(asked.slug, "23", until)
    digits = [n for n, sign in enumerate(told.sentence) if sign.isdigit()]
    for n in digits:
        altered = f"{told.sentence[:n]}{(int(told.sentence[n]) + 1) % 10}{told.sentence[n + 1 :]}"
        reading = read_page(library, asked, "23", until, replace(told, sentence=altered))
        wrong = [check for check in reading.checks if not check.agrees]
        assert wrong or reading.unread, (id_, altered)
    row = told.rows[0]
    changed = (row[0], f"9{row[1]}", *row[2:])
    reading = read_page(library, asked, "23", until, replace(told, rows=(changed, *told.rows[1:])))
    assert not all(check.agrees for check in reading.checks)


def test_the_audit_shares_no_code_with_the_pages_but_its_adapter():
    """Only adapter.py may import from dashboard/, and what it imports gives texts."""
    for path in (REPOSITORY / "tests" / "audit").rglob("*.py"):
        imported = [
            node.module if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        ]
        ours = {name for name in imported if name and name.startswith("dashboard")}
        if path.name not in ("adapter.py", "test_audit.py", "__main__.py"):
            assert not ours, path.name
        if path.name != "test_audit.py":
            assert not any(name.startswith("dashboard.words") for name in ours), path.name


def test_the_printed_limits_are_those_that_are_used():
    for kind, printed in limits().items():
        if kind in LIMITS:
            used = LIMITS[kind]
            assert printed.starts == (used.slight, used.plain, used.clear), kind
            assert printed.persons == used.least_persons or kind == "rate", kind
    assert len(limits()) >= 8


def test_its_own_arithmetic_gives_the_printed_examples():
    """docs/words.md: 11→3 is p = 0.057, 90/64 is 0.044; the band of m = 6.2 is 2–11; 18 persons are nearly 20."""
    assert r.differ_by_chance_only(11, 3) and not r.differ_by_chance_only(90, 64)
    assert r.usual_band([Decimal(6)] * 48 + [Decimal(7)] * 12) == (2, 11)
    assert r.persons_said(Decimal(18), 20) == (True, Decimal(20))
    assert r.rounded(Decimal("-22.5")) == -23 and r.rounded(Decimal("0.25"), 1) == Decimal("0.3")
