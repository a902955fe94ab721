"""Every declaration, tested as data: what a page, a sentence or a fetch would stumble over is found here."""

import ast
import dataclasses
from collections.abc import Iterable
from pathlib import Path

import pytest

import dashboard
import loaders
from loaders.catalogue import CATALOGUE, by_slug, indicator, shown
from loaders.ground import vocabulary
from loaders.ground.declarations import (
    Axis,
    Break,
    Comparison,
    FileQuery,
    Grain,
    Indicator,
    Kind,
    Level,
    Measure,
    PlaceBasis,
    PxQuery,
    Release,
    Severity,
    SourceInfo,
    Status,
    Wording,
)
from loaders.ground.errors import UsageError
from loaders.ground.places import codes_at
from loaders.publishers import PUBLISHERS
from loaders.sni import SniSet

each = pytest.mark.parametrize("declared", CATALOGUE.values(), ids=CATALOGUE)

REQUIRED_TEXTS = (
    "title_sv",
    "short_title_sv",
    "slug",
    "unit_sv",
    "topic",
    "age_group",
    "definition_sv",
    "caveat_sv",
    "terms_sv",
)


def faults(declared: Indicator) -> list[str]:
    """What is wrong with a declaration, in words; empty if nothing."""
    wrong = [f"{name} is empty" for name in REQUIRED_TEXTS if not getattr(declared, name).strip()]
    if not isinstance(declared.kind, Kind) or not isinstance(declared.place_basis, PlaceBasis):
        wrong.append("kind and place_basis are of the closed enums")
    if declared.age_group.split(" ")[0] not in declared.title_sv:
        wrong.append("the age group stands in the title")
    if not declared.comparisons:
        wrong.append("at least one comparison is declared")
    if not declared.queries:
        wrong.append("there is a query")
    if declared.publication_lag_days <= 0:
        wrong.append("the publication lag is known")
    if declared.base is None:
        wrong.append("the base for small-number protection is named")
    elif declared.base not in CATALOGUE:
        wrong.append(f"the base {declared.base} is no indicator")
    wrong += [
        f"{part} is no indicator" for part in (*declared.numerator, *declared.denominator) if part not in CATALOGUE
    ]
    if declared.kind is Kind.RATE and not (declared.numerator and declared.denominator):
        wrong.append("a rate has numerator and denominator")
    if declared.kind in (Kind.STOCK, Kind.POPULATION) and declared.decimals:
        wrong.append("persons have no decimals")
    if declared.margin is not None and declared.margin not in CATALOGUE:
        wrong.append(f"the margin {declared.margin} is no indicator")
    if declared.bounds and (len(declared.bounds) != 2 or not set(declared.bounds) <= set(CATALOGUE)):
        wrong.append(f"the bounds {declared.bounds} are not two indicators")
    earliest = -28 if declared.at_moment else 0  # what there is at a moment can be read while the period lasts
    if not earliest < declared.expected.after <= declared.expected.until <= declared.publication_lag_days:
        wrong.append("the release lies within the publication lag")
    for found in declared.breaks:
        if found.severity is Severity.NOISE and found.tolerance <= 0:
            wrong.append("a noise break has a tolerance")
        if not found.reason_sv.endswith("."):
            wrong.append("a break has a Swedish sentence as reason")
    if not set(declared.marked_tables) <= set(declared.tables):
        wrong.append(f"the marked tables {declared.marked_tables} are not all its own")
    for query in declared.queries:
        if Level.AREA in query.levels and len(query.levels) > 1:
            wrong.append(f"{query.table} has riksområden beside other levels, which lists of places do not")
        if query.source not in PUBLISHERS:
            wrong.append(f"{query.source} is no source")
        measures = query.measures if isinstance(query, FileQuery) else ()
        stored = {a.dimension for a in query.select if isinstance(a, Axis)} | set(query.constants)
        stored |= {name for measure in measures for name in measure.where}
        for measure in measures:
            for name, value in measure.where.items():
                if value not in {known.code for known in vocabulary.DIMENSIONS[name].values}:
                    wrong.append(f"'{value}' is not in the vocabulary of {name}")
        stored |= {"vintage"} if query.vintage else set()
        if stored != set(declared.default_slice):
            wrong.append(
                f"{query.table} gives dimensions {sorted(stored)}, default slice has {sorted(declared.default_slice)}"
            )
        for axis in query.select:
            if isinstance(axis, Axis) and vocabulary.DIMENSIONS[axis.dimension].values:
                known = {value.code for value in vocabulary.DIMENSIONS[axis.dimension].values}
                wrong += [
                    f"'{value}' is not in the vocabulary of {axis.dimension}" for value in set(axis.values) - known
                ]
                chosen = declared.default_slice.get(axis.dimension)
                if chosen not in axis.values:
                    wrong.append(f"default {axis.dimension} '{chosen}' is not asked for")
    return wrong


@each
def test_a_declaration_has_no_fault(declared):
    assert faults(declared) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"caveat_sv": " "}, "caveat_sv is empty"),
        ({"base": None}, "the base for small-number protection is named"),
        ({"numerator": ()}, "a rate has numerator and denominator"),
        ({"title_sv": "Arbetslöshet"}, "the age group stands in the title"),
        ({"default_slice": {}}, "TAB6260 gives dimensions"),
        ({"comparisons": ()}, "at least one comparison is declared"),
        ({"publication_lag_days": 0}, "the publication lag is known"),
        ({"denominator": ("workforce",)}, "workforce is no indicator"),
    ],
)
def test_a_faulty_declaration_is_refused(change, fault):
    changed = dataclasses.replace(CATALOGUE["unemployment_rate"], **change)
    assert any(found.startswith(fault) for found in faults(changed))


def test_slugs_and_ids_are_unique():
    assert len({declared.slug for declared in CATALOGUE.values()}) == len(CATALOGUE)


def test_the_indicators_of_the_first_version_are_declared():
    assert {declared.id for declared in shown()} >= {
        "unemployment_rate",
        "employment_rate",
        "unemployed",
        "employed",
        "employed_by_industry",
        "population",
        "population_change",
        "population_projection",
        "grp",
        "grp_per_capita",
    }


def test_month_on_month_is_off_unless_declared():
    fields = {field.name: field.default for field in dataclasses.fields(Indicator)}
    assert Comparison.MONTH_ON_MONTH not in fields["comparisons"]
    assert [d.id for d in CATALOGUE.values() if Comparison.MONTH_ON_MONTH in d.comparisons] == ["new_vacancies"]


def test_population_breaks_at_the_turn_of_2024_as_noise():
    (found,) = CATALOGUE["population"].breaks
    assert (found.period, found.severity, found.tolerance) == ("2025-01", Severity.NOISE, 10)


def unread(names: Iterable[str]) -> set[str]:
    """Those of these names that the product reads as no attribute, declarations and the simulated publisher apart."""
    root, left = Path(loaders.__file__).parents[1], set(names)
    for file in (*Path(loaders.__file__).parent.rglob("*.py"), *Path(dashboard.__file__).parent.rglob("*.py")):
        if {"indicators", "publishers", "demo"} & set(file.relative_to(root).parts):
            continue
        text = file.read_text(encoding="utf-8")
        if any(f".{name}" in text for name in left):
            nodes = ast.walk(ast.parse(text))
            left -= {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}
    return left


def test_everything_that_can_be_declared_is_read_by_something():
    kinds = (Indicator, SourceInfo, SniSet, PxQuery, FileQuery, Measure, Break, Release, Wording)
    declared = {one.name for kind in kinds for one in dataclasses.fields(kind)}
    # direction_good was declared from the first day on, and read by nothing
    assert unread({*declared, "direction_good"}) == {"direction_good"}


@pytest.mark.parametrize("id_", ["population", "population_change"])
def test_only_the_table_from_2025_carries_the_noise(id_):
    declared = CATALOGUE[id_]
    assert declared.marks_of("TAB6473") == (Status.NOISE_ADDED,) and declared.marks_of("TAB1625") == ()
    assert CATALOGUE["unemployment_rate"].marks_of("TAB6260") == (Status.PRELIMINARY,)


def test_terms_of_use_say_the_licence_and_whose_word_it_is_and_cottages_are_said_to_be_in():
    told = {one.terms_sv for one in (*CATALOGUE.values(), *PUBLISHERS.values())}
    assert not [terms for terms in told if "enligt uppgift" in terms]
    assert PUBLISHERS["bolagsverket"].terms_sv == "CC BY 2.5 SE. Källa: Bolagsverket"
    assert "enligt andra" in PUBLISHERS["tillvaxtverket"].terms_sv
    assert "hyrs ut kommersiellt, genom förmedlare, ingår" in CATALOGUE["guest_nights"].definition_sv


def test_expected_places():
    assert len(codes_at([Level.NATION])) == 1
    assert len(codes_at([Level.COUNTY])) == 21
    assert len(codes_at([Level.MUNICIPALITY])) == 290
    assert len(codes_at(Level)) == 312 and len(codes_at([Level.AREA])) == 8
    assert CATALOGUE["population_projection"].levels == (Level.COUNTY, Level.MUNICIPALITY)
    assert CATALOGUE["grp"].levels == (Level.NATION, Level.COUNTY, Level.MUNICIPALITY)


def test_labour_market_status_has_three_sexes_six_ages_three_regions_of_birth():
    (query,) = CATALOGUE["unemployment_rate"].queries
    sizes = {axis.dimension: len(axis.values) for axis in query.select if isinstance(axis, Axis)}
    assert sizes == {"sex": 3, "age": 6, "birth_region": 3}
    assert CATALOGUE["unemployment_rate"].grain is Grain.MONTH


def test_industry_has_seventeen_groups_and_two_bases():
    (query,) = CATALOGUE["employed_by_industry"].queries
    sizes = {axis.dimension: len(axis.values) for axis in query.select if isinstance(axis, Axis)}
    assert sizes == {"basis": 2, "industry": 17}


def test_the_status_vocabulary_is_closed():
    assert [status.value for status in Status] == [
        "", "suppressed", "missing", "not_published", "not_applicable", "withdrawn", "nil", "lower_bound",
        "incomplete", "estimated", "projected", "noise_added", "preliminary",
    ]  # fmt: skip


def test_unknown_names_say_what_there_is():
    with pytest.raises(UsageError, match="known are"):
        indicator("unemployment")
    with pytest.raises(UsageError) as caught:
        by_slug("arbetsloshett")
    assert "arbetsloshet" in caught.value.message_sv


def test_nothing_declared_of_scb_needs_its_api_v1():
    assert not [url for url in PUBLISHERS["scb"].url_settings.values() if "/v1" in url or "doris" in url]
    queries = [repr(query) for one in CATALOGUE.values() for query in one.queries if query.source == "scb"]
    assert not [query for query in queries if "v1_path" in query or "/ssd/" in query or "AM/AM" in query]


def test_what_is_asked_for_place_by_place_is_declared_as_of_the_home_county_alone():
    home = {one.id for one in CATALOGUE.values() if one.home_only}
    assert home == {"agenda2030", "brp_plus"} | {
        id_ for id_ in CATALOGUE if id_.startswith("platsbanken_") and id_ != "platsbanken_ads_by_field"
    }
    assert not CATALOGUE["guest_nights"].home_only and not CATALOGUE["bankruptcies_yearly"].home_only


def test_scbs_own_headline_age_is_named_and_can_be_chosen():
    (query,) = CATALOGUE["unemployment_rate"].queries
    ages = next(axis.values for axis in query.select if isinstance(axis, Axis) and axis.dimension == "age")
    assert "20-65" in ages and CATALOGUE["unemployment_rate"].default_slice["age"] == "20-64"
    for id_ in ("unemployment_rate", "employment_rate", "unemployed", "labour_force"):
        assert "SCB:s egen rubrik gäller 20–65 år" in CATALOGUE[id_].caveat_sv


def test_a_table_is_found_by_one_name_at_its_publisher():
    """Source lines ask for it by the table, whichever of its indicators they are of."""
    found: dict[str, set[str]] = {}
    for declared in CATALOGUE.values():
        for query in declared.queries:
            found.setdefault(query.table, set()).add(query.found_by_sv)
    assert {table: names for table, names in found.items() if len(names) > 1} == {}
