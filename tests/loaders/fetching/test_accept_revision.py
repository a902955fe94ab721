"""An import that changes most of what is stored stops and asks; a fetch does where the figures are of another size."""

import re

import pytest

from loaders.fetching import change_report
from loaders.fetching.change_report import Outcome
from loaders.fetching.refresh import refresh
from loaders.fetching.revisions import Verdict
from loaders.ground.errors import UsageError
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.settings import Settings
from loaders.sources import source as source_named
from loaders.store import Store
from loaders.store.snapshots import Snapshots
from tests.loaders.faults.fault_table import CommandLine
from tests.loaders.fetching.publisher_bench import TODAY, files

NEW, CLOSED = "nyregistrerade_lan23.csv", "avregistrerade_lan23.csv"
HEADER = "År,Månad,Län,Aktiebolag,Enskild näringsidkare,Handelsbolag,Kommanditbolag,DEMODATA"


def export(path, *, stock=121, traders=26, months=range(1, 13), year=2024):
    """A county's export: AB, E, HB, KB of each month; the total of January is AB + E + 3 + 1."""
    rows = [f"{year},{month},23,{stock + month},{traders + month},3,1," for month in months]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="latin-1")
    return path


@pytest.fixture
def imported(tmp_path, capsys):
    """A store with a year of new firms, and ``lanspuls import bolagsverket`` of a file into it."""
    line = CommandLine("http://127.0.0.1:9/api/v2", None, tmp_path)

    def run(path, *options):
        return line.run(
            tmp_path / "data", "import", "bolagsverket", *([str(path)] if path else []), *options, capsys=capsys
        )

    code, said = run(export(tmp_path / NEW))
    assert code == 0, said
    return run


def store_of(tmp_path):
    return Store(tmp_path / "data" / "store")


def total(tmp_path, period="2024-01"):
    panel = store_of(tmp_path).read("new_registrations", slice={"legal_form": "total"})
    return panel.take(region_code="23", period=period).values.item()


def test_closed_firms_told_to_be_new_stop_and_show_ten_old_beside_new(imported, tmp_path):
    before = files(tmp_path / "data" / "store")
    path = export(tmp_path / "lan23_2024.csv", stock=39, traders=94)
    code, said = imported(path, "--event", "registrerade")
    assert code == 1
    # totals, AB and E are others, HB and KB as they were; December is known to be too low yet: 33 of 11 × 5
    assert "33 av 55 lagrade värden ändras (60 procent)" in said
    assert "Filen ändrar mycket av det lagrade som den berör. Inget ur filen är lagrat." in said
    assert "--accept-revision" in said
    shown = [line.strip() for line in said.splitlines() if "→" in line]
    assert len([line for line in shown if re.match(r"Jämtlands län, 2024-\d\d, ", line)]) == 10
    assert (
        "Jämtlands län, 2024-11, aktiebolag, handelsbolag, kommanditbolag och enskilda: 173 → 159" in shown
    )  # 132+37+3+1 and 50+105+3+1
    assert files(tmp_path / "data" / "store") == before


def test_what_is_accepted_is_stored_and_recorded_and_can_be_taken_back(imported, tmp_path):
    first = total(tmp_path)
    path = export(tmp_path / "lan23_2024.csv", stock=39, traders=94)
    code, said = imported(path, "--event", "registrerade", "--accept-revision", "--by", "Kim")
    assert code == 0, said
    assert said.splitlines()[1].startswith("registreringar: Omfattande revidering, godtagen med --accept-revision. ")
    assert (first, total(tmp_path)) == (153.0, 139.0)  # 122+27+3+1, and 40+95+3+1
    last = store_of(tmp_path).latest("new_registrations", "registreringar")
    assert (last.accepted_by, last.by, last.manual) == ("Kim", "Kim", True)
    code, said = imported(None, "--undo")
    assert code == 0 and total(tmp_path) == first
    code, said = imported(path, "--event", "registrerade")
    assert code == 1 and "33 av 55" in said, "what was accepted once and taken back is asked about anew"


def test_what_a_person_said_the_figures_count_is_kept_with_the_raw_file(imported, tmp_path):
    path = export(tmp_path / "lan23_2024.csv", stock=39, traders=94)
    imported(path, "--event", "avregistrerade")
    first, last = Snapshots(tmp_path / "data" / "raw").snapshots("bolagsverket", "registreringar")
    (kept,) = last.answers
    assert [(one.name, one.event) for one in first.answers] == [(NEW, "")]
    assert (kept.name, kept.event) == ("lan23_2024.csv", "avregistrerade")
    (body,) = Snapshots(tmp_path / "data" / "raw").read(last)
    again = Raw(name=kept.name, body=body, fetched=last.fetched, event=kept.event)
    (plan,) = plans(["deregistrations"])
    (part,) = source_named("bolagsverket").read(plan, [again], before=lambda _: None).parts
    total = part.panel.take(legal_form="total", region_code="23", period="2024-01")
    assert (part.indicator.id, total.values.item()) == ("deregistrations", 139.0)


def test_an_acceptance_is_recorded_only_where_it_was_needed(imported, tmp_path):
    code, said = imported(export(tmp_path / CLOSED, stock=39, traders=94), "--accept-revision")
    assert code == 0, said
    assert store_of(tmp_path).latest("deregistrations", "registreringar").accepted_by == ""


def test_a_newer_file_of_fewer_months_that_adds_one_is_taken(imported, tmp_path):
    rows = export(tmp_path / NEW, months=range(7, 13)).read_text(encoding="latin-1")
    (tmp_path / NEW).write_text(f"{rows}2025,1,23,140,40,3,1,\n", encoding="latin-1")
    code, said = imported(tmp_path / NEW)
    assert code == 0, said
    assert (total(tmp_path), total(tmp_path, "2025-01")) == (153.0, 184.0)


def test_a_few_revised_months_are_an_ordinary_revision(imported, tmp_path):
    lines = (tmp_path / NEW).read_text(encoding="latin-1").splitlines()
    lines[-1] = "2024,12,23,150,38,3,1,"
    (tmp_path / NEW).write_text("\n".join(lines) + "\n", encoding="latin-1")
    code, said = imported(tmp_path / NEW)
    assert code == 0 and "2 celler reviderade" in said  # total and AB


def test_too_few_figures_to_stop_for_are_remarked_on(tmp_path, capsys):
    line = CommandLine("http://127.0.0.1:9/api/v2", None, tmp_path)
    for options in ({}, {"stock": 39, "traders": 94}):
        path = export(tmp_path / NEW, months=range(1, 8), **options)  # 35 figures, as in shared/cases
        code, said = line.run(tmp_path / "data", "import", "bolagsverket", str(path), capsys=capsys)
        assert code == 0, said
    assert "OBS new_registrations: filen ändrar 18 av 30 lagrade värden" in said


def test_a_whole_revision_is_stored_and_told_first(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    well.publisher.revise("TAB3143")
    report = well.fetch(tmp_path, "grp")
    assert not report.failed
    first, *others = change_report.summary(report)
    assert (
        first.startswith("TAB3143: OBS, omfattande revidering. ") and "3\u00a0757 av 3\u00a0757 lagrade värden" in first
    )
    assert sum("→" in line for line in others[:10]) == 10
    told = change_report.markdown(report).splitlines()
    assert told.index(f"- {first}") < next(n for n, line in enumerate(told) if line.startswith("- TAB3138"))
    assert Store(settings.store_dir).latest("grp", "TAB3143").accepted_by == ""


def test_another_unit_stops_its_indicator_until_it_is_accepted_by_name(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    before = files(settings.store_dir)
    well.publisher.revise("TAB3143", size=999)  # a thousand times as much
    report = well.fetch(tmp_path, "grp")
    (table,) = (one for one in report.tables if one.table == "TAB3143")
    assert report.failed and table.outcome is Outcome.FAILED and files(settings.store_dir) == before
    assert {one.verdict for one in table.revisions} == {Verdict.REFUSED}
    (told,) = table.failures
    assert told.startswith(
        "Källans siffror är av en annan storlek än de lagrade. Uppgifterna som publicerades 2025-12-10"
    )
    assert "`lanspuls fetch grp grp_per_capita --accept-revision` takes them in" in told

    report = well.fetch(tmp_path, "grp", accept_revision=True)
    (table,) = (one for one in report.tables if one.table == "TAB3143")
    assert report.failed and table.outcome is Outcome.STORED
    (told,) = table.failures
    assert told.startswith("grp_per_capita: "), "its sibling was not named"
    assert "godtagen med --accept-revision" in change_report.summary(report)[0]
    store = Store(settings.store_dir)
    assert store.latest("grp", "TAB3143").accepted_by and not store.latest("grp_per_capita", "TAB3143").accepted_by
    assert not well.fetch(tmp_path, "grp", "grp_per_capita", accept_revision=True).failed


def test_figures_that_are_withdrawn_are_accepted_by_name_too(well, tmp_path):
    settings = well.filled(tmp_path, "grp")
    well.publisher.withdraw("TAB3143", {"Tid": "2024"}, "..")
    report = well.fetch(tmp_path, "grp")
    assert "`lanspuls fetch grp --accept-revision` marks them as withdrawn" in report.tables[1].failures[0]
    report = well.fetch(tmp_path, "grp", "grp_per_capita", accept_revision=True)
    assert not report.failed, report.tables[1].failures
    assert Store(settings.store_dir).latest("grp", "TAB3143").accepted_by


def test_nothing_is_accepted_unseen(tmp_path):
    with pytest.raises(UsageError, match="name the indicators whose revision is accepted"):
        refresh(Settings(data=tmp_path), accept_revision=True, today=TODAY)
