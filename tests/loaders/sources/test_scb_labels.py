"""SCB's own labels and codes, as public scripts show them: every declaration fits, and what does not stops alone."""

import pytest

from loaders.catalogue import CATALOGUE
from loaders.fetching.refresh import connected
from loaders.ground.declarations import Axis, Code, Fixed, Label
from loaders.planning.table_plans import plans
from loaders.pxweb.selection import find, resolve
from loaders.pxweb.v2 import described
from loaders.sources.scb import titled
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, bench
from tests.shared import shared_file

PLANS = {plan.table: plan for plan in plans() if plan.source == "scb"}
ELSEWHERE = "något helt annat"


def public_metadata(table):
    """The table's metadata with the labels public scripts show, cut to five places and two months."""
    return described(shared_file(f"cases/scb/{table}_metadata.json").read_bytes(), table)


def query_of(indicator, table):
    return next(query for query in CATALOGUE[indicator].queries if query.table == table)


def test_both_indicators_of_tab1625_fit_the_public_labels():
    resolution = resolve(PLANS["TAB1625"].px_queries, public_metadata("TAB1625"))
    assert not resolution.failed
    flows = resolution.of(query_of("population_change", "TAB1625")).codes["Forandringar"]
    label = {row.code: row.label for row in resolution.found if row.variable == "Forandringar"}
    assert {ours: label[code] for ours, code in flows.items()} == {
        "change": "folkökning",
        "births": "födda",
        "deaths": "döda",
        "natural": "födelseöverskott",
        "domestic_in": "samtliga inrikes inflyttningar",
        "domestic_out": "samtliga inrikes utflyttningar",
        "domestic_net": "flyttningsöverskott inrikes totalt",
        "immigration": "invandringar",
        "emigration": "utvandringar",
        "foreign_net": "invandringsöverskott",
        "adjustment": "justeringspost",
    }


def test_of_tab1625_only_codes_that_were_seen_are_relied_on():
    declared = {
        (part.variable, ref.code)
        for query in PLANS["TAB1625"].px_queries
        for part in query.select
        for ref in (part.values.values() if isinstance(part, Axis) else [part.value])
        if isinstance(ref, Code)
    }
    assert declared == {("Forandringar", "100"), ("Kon", "1+2"), ("ContentsCode", "000003KD")}


def test_all_seventeen_groups_of_tab3784_are_found_by_code():
    resolution = resolve(PLANS["TAB3784"].px_queries, public_metadata("TAB3784"))
    (part,) = resolution.by_query
    codes = ["A-U+US", "A", "B+C", "D+E", "F", "G", "H", "I", "J", "K", "L", "M+N", "O", "P", "Q", "R+S+T+U", "US"]
    assert list(part.codes["SNI2007"].values()) == codes
    assert all(row.verified for row in resolution.found if row.declared)


@pytest.fixture(scope="module")
def well(tmp_path_factory):
    with bench(tmp_path_factory.mktemp("labels")) as made:
        yield made


@pytest.fixture
def spoilt(well):
    yield well
    well.publisher.reset()


def rarest_value(plan, metadata):
    """The declared value that fewest indicators ask for, a total apart: its variable, code, and whether by label."""
    asked_by = {}
    for indicator, query in plan.px_parts:
        chosen = {part.variable for part in query.select if isinstance(part, Axis | Fixed)}
        for row in find(query, metadata):
            if row.code is not None and row.variable in chosen:
                asked_by.setdefault((row.variable, row.code, not row.verified), set()).add(indicator.id)
    value = min(asked_by, key=lambda value: (len(asked_by[value]), not value[2], value))
    return value, asked_by[value]


@pytest.mark.parametrize("table", sorted(PLANS))
def test_a_changed_label_or_code_stops_only_the_indicators_that_ask_for_it(spoilt, tmp_path, table):
    plan = PLANS[table]
    query = plan.px_queries[0]
    with connected(spoilt.settings(tmp_path), **HASTY) as client:
        id_ = titled(client, query).id if query.match else table
        (variable, code, by_label), stopped = rarest_value(plan, client.metadata(id_))
    spoilt.publisher.recode_value(id_, variable, code, code if by_label else "NYTT", ELSEWHERE)

    report = spoilt.fetch(tmp_path, *plan.indicators, wanted=lambda other: other.table == table)

    assert report.failed
    (outcome,) = report.tables
    told = " ".join(outcome.failures)
    going_on = set(plan.indicators) - stopped
    assert code in told or any(ref.pattern in told for ref in labels_of(plan)), told
    if going_on:
        assert {line.partition(":")[0] for line in outcome.failures} == stopped
    assert set(Store(spoilt.settings(tmp_path).store_dir).indicators()) == going_on


def labels_of(plan):
    references = [
        ref
        for query in plan.px_queries
        for part in query.select
        for ref in (part.values.values() if isinstance(part, Axis) else [part.value])
    ]
    return [ref for ref in references if isinstance(ref, Label)]
