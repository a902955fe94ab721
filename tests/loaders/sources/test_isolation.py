"""At every source: one label, field, code or title changed stops the indicators that need it, and them alone.

SCB's tables are in test_scb_labels.py; that all are filled where nothing is changed, the tests of each source show.
"""

from dataclasses import dataclass

import pytest

from loaders.fetching.change_report import Outcome
from loaders.fetching.refresh import refresh
from loaders.ground.misfits import Role
from loaders.planning.table_plans import plans
from loaders.publishers import CALLED, simulated
from loaders.settings import Settings
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY
from tests.simulated import running_publisher

AF = "arbetsformedlingen"
NEW = ("NYA", "NYA_LEDIGA_JOBB", "NYANM", "Nya lediga jobb", "NYANMALDA PLATSER")
"""What the simulated file of vacancies may call its field of new ones."""
SHORT = {
    AF: {"since": "2026-10"},
    "bolagsverket": {"since": "202608"},
    "tillvaxtverket": {"since": 2026, "no_file": True},
}
"""Switches that are on in every test: short histories."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing changed in a table. stopped: who needs it. found: the likeliest candidate, if the misfit has any."""

    faults: dict[str, object]
    stopped: tuple[str, ...]
    role: Role | None = Role.FIELD
    found: str = ""


CASES = {
    "andel-av-bas": Changed(
        {"rename": {"UNGKSOK": "UNGKVSOK"}}, ("af_unemployed", "af_unemployed_share"), found="UNGKVSOK"
    ),
    "tid-utan-arbete": Changed(
        {"rename": {"Utan arbete mer än 12 månader": "Utan jobb mer än 1 år"}},
        ("long_term_12m", "long_term_unemployed"),
        found="Utan jobb mer än 1 år",
    ),
    "platser": Changed({"rename": dict.fromkeys(NEW, "TILLKOMNA")}, ("new_vacancies",), found="TILLKOMNA"),
    "agenda-2030": Changed({"no_group": True}, ("agenda2030",), role=Role.TABLE),
    "brp-plus": Changed({"rename_group": ("BRP", "Välstånd")}, ("brp_plus",), role=Role.TABLE),
    "konkurser-per-ar": Changed(
        {"retitle": "Företagskonkurser, antal"}, ("bankruptcies_yearly",), role=Role.LABEL, found="N00926"
    ),
    "foretagsklimat": Changed(
        {"titles": {"U07451": "Nöjda medborgare, andel (%)"}}, ("business_climate",), role=Role.LABEL, found="U07451"
    ),
    "konkurser-manad-lan": Changed(
        {"content_texts": {"Antal konkurser": "Konkursbeslut"}}, ("bankruptcies",), role=Role.LABEL, found="0"
    ),
    "berorda-anstallda-kommun-bransch": Changed(
        {"drop_variable": "Bransch"}, ("bankruptcy_employees_by_industry",), role=Role.VARIABLE, found="Bransch2"
    ),
    "nystartade-kvartal-lan": Changed(
        {"content_texts": {"antal nystartade företag": "nya verksamheter"}}, ("new_firms",), role=Role.LABEL, found="0"
    ),
    "sni-utdrag": Changed({"rename_column": ("År", "Mätår")}, ("circular_share",), found="Mätår"),
    "foretagsregister": Changed({"rename_column": ("Kommun", "Ort")}, ("circular_share",)),
    "registreringar": Changed(
        {"event": ("3", "avregistrerad")}, ("deregistrations",), role=Role.CODE, found="avregistrerad"
    ),
    "gastnatter": Changed({"rename_field": "ANTAL_NATTER"}, ("guest_nights",), found="ANTAL_NATTER"),
    "yrkesbarometer": Changed(
        {"rename": {"jobbmojligheter": "jobbmojlighet"}}, ("occupational_outlook",), found="jobbmojlighet"
    ),
    "konjunkturbarometern": Changed(
        {"texts": {"Totala näringslivet": "Näringslivet"}}, ("business_confidence",), role=Role.LABEL
    ),
    "konjunkturbarometern-riksomraden": Changed(
        {"area_texts": {"Totala näringslivet": "Alla företag"}}, ("area_confidence",), role=Role.LABEL
    ),
    "annonser-manad": Changed({"rename_positions": "vacancies"}, ("platsbanken_positions",), found="vacancies"),
    "annonser-oppna": Changed({"rename_positions": "vacancies"}, ("platsbanken_open_positions",), found="vacancies"),
    "annonser-arkiv": Changed({"rename_counts": "annonser-antal"}, ("platsbanken_ads_by_field",), role=Role.FILE),
    "varsel-lan": Changed(
        {"layout": "long", "rename": {"Antal varslade": "Berörda"}}, ("redundancy_notices",), found="Berörda"
    ),
}
PLANS = {plan.table: plan for plan in plans() if plan.source != "scb"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, publisher):
        yield url, publisher


@pytest.fixture
def well(bench, tmp_path):
    """The publisher with short histories, and settings with an empty data folder."""
    url, publisher = bench
    for source, switches in SHORT.items():
        publisher.switch(source, **switches)
    yield publisher, Settings(data=tmp_path, scb_url=url, urls=simulated(url))
    publisher.reset()


def test_every_table_of_every_source_has_a_change():
    assert set(CASES) == set(PLANS)
    assert {plan.source for plan in PLANS.values()} == set(CALLED) - {"scb"}


@pytest.mark.parametrize("table", CASES)
def test_one_change_stops_the_indicators_that_need_it_and_them_alone(well, table):
    publisher, settings = well
    plan, change = PLANS[table], CASES[table]
    publisher.switch(plan.source, **change.faults)

    report = refresh(settings, plan.indicators, today=TODAY, wanted=lambda other: other.table == table, **HASTY)
    (outcome,) = report.tables
    stopped = set(change.stopped)
    going_on = set(plan.indicators) - stopped if len(plan.indicators) > len(stopped) else set()
    if plan.source == "sni_extract":
        going_on = set()  # all six are counted from the same columns
    assert report.failed and outcome.outcome is (Outcome.STORED if going_on else Outcome.FAILED)
    if going_on:
        assert {line.partition(":")[0] for line in outcome.failures} == stopped
    assert set(Store(settings.store_dir).indicators()) == going_on
    if change.role is not None:
        assert {misfit.role for misfit in outcome.misfits} == {change.role}
        assert {(misfit.source, misfit.table) for misfit in outcome.misfits} == {(plan.source, table)}
    if change.found:
        assert outcome.misfits[0].likeliest[0].name == change.found
        assert change.found in " ".join(outcome.failures)
