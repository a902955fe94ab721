"""What every source's answer goes through, shown with a small source of rows."""

import dataclasses
from datetime import UTC, datetime

import pytest

from loaders.catalogue import CATALOGUE
from loaders.fetching.intake import Intake
from loaders.ground.declarations import Code, FileQuery, Grain, Level, Measure
from loaders.ground.errors import SourceChanged, SourceUnreachable
from loaders.ground.raw import Raw
from loaders.planning.table_plans import Look, TablePlan
from loaders.settings import Settings
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Part, Reading, Source
from loaders.store import Scope, Store
from loaders.store.snapshots import Snapshots

QUERY = FileQuery(source="scb", table="rows", measures=(Measure(Code("n")),), levels=(Level.NATION,))
INDICATOR = dataclasses.replace(
    CATALOGUE["population"], id="made_up", grain=Grain.YEAR, queries=(QUERY,), default_slice={}, marks=()
)
PLAN = TablePlan("scb", "rows", ((INDICATOR, QUERY),))


class Rows(Source):
    """Lines of ``period value``; only what was asked for, with ``scope`` set, where ``partial``."""

    id = "scb"

    def __init__(self, partial=False):
        self.partial = partial

    def look(self, session, plan):
        raise NotImplementedError

    def download(self, session, plan, look):
        raise NotImplementedError

    def read(self, plan, raws, *, before):
        cells = Cells(INDICATOR, QUERY)
        for raw in raws:
            for line in raw.body.decode().splitlines():
                if len(line.split()) != 2:
                    raise SourceChanged(f"the line '{line}' is not two words")
                cells.add("00", line.split()[0], float(line.split()[1]))
        panel = cells.panel()
        first, last = panel.axes["period"][0], panel.axes["period"][-1]
        scope = Scope({"region_code": ("00",)}, first, last) if self.partial else None
        return Reading(parts=(Part(indicator=INDICATOR, query=QUERY, panel=panel, scope=scope),), last_period=last)


def raw(text, name="rows.txt"):
    return Raw(name=name, body=text.encode(), fetched=datetime.now(UTC))


def taken(tmp_path, text, *, source=None, look=None, **options):
    intake = Intake(Settings(data=tmp_path))
    answered = intake.answer(source or Rows(), PLAN, look or Look(), [raw(text)], **options)
    intake.write(answered, PLAN.query_hash)
    return answered


def held(tmp_path):
    panel = Store(tmp_path / "store").read("made_up")
    return {key["period"]: value if value is not None else str(status) for key, value, status, _ in panel.rows()}


def test_a_whole_answer_withdraws_what_it_lacks_and_a_partial_one_does_not(tmp_path):
    long = "\n".join(f"{year} {year}" for year in range(2000, 2026))
    taken(tmp_path, long)
    taken(tmp_path, "2026 7", source=Rows(partial=True))
    assert held(tmp_path)["2000"] == 2000 and held(tmp_path)["2026"] == 7
    taken(tmp_path, f"{long}\n2026 7".removeprefix("2000 2000\n"))
    assert held(tmp_path)["2000"] == "withdrawn"


def test_a_partial_answer_is_not_held_against_older_periods(tmp_path):
    taken(tmp_path, "\n".join(f"{year} {year}" for year in range(2000, 2026)))
    answered = taken(tmp_path, "2026 7", source=Rows(partial=True))
    assert answered.lacking == {}
    with pytest.raises(SourceChanged, match="lacks 26 of 27 cells"):
        taken(tmp_path, "2026 7")


def test_without_a_stated_time_a_publication_is_as_old_as_its_fingerprint(tmp_path):
    first = taken(tmp_path, "2025 1", look=Look(fingerprint="v1"))
    store = Store(tmp_path / "store")
    again = taken(tmp_path, "2025 1", look=Look(fingerprint="v1"))
    assert again.known == first.fetched and len(store.publications("made_up")) == 1
    assert PLAN.is_current(store, Look(fingerprint="v1", last_period="2025"))
    assert not PLAN.is_current(store, Look(fingerprint="v2", last_period="2025"))
    assert not PLAN.is_current(store, Look(last_period="2025"))
    taken(tmp_path, "2025 1", look=Look(fingerprint="v2"))
    assert [p.fingerprint for p in store.publications("made_up")] == ["v1", "v2"]


def test_the_same_content_read_otherwise_is_as_old_as_it_is_and_has_no_day_of_publication(tmp_path):
    days = [datetime(2026, 11, day, 9, tzinfo=UTC) for day in (22, 28)]
    for day, text in zip(days, ("2025 1", "2025 2"), strict=True):
        intake = Intake(Settings(data=tmp_path), day)
        answered = intake.answer(Rows(), PLAN, Look(fingerprint="v1"), [raw(text)], accepted=["made_up"])
        intake.write(answered, PLAN.query_hash)
    (first, again) = Store(tmp_path / "store").publications("made_up")
    assert (again.published, again.fetched) == tuple(days) and first.published == days[0]
    assert not first.is_stated and not again.is_stated


def test_what_was_read_by_hand_is_never_current(tmp_path):
    taken(tmp_path, "2025 1", look=Look(fingerprint="v1"), manual=True)
    assert not PLAN.is_current(Store(tmp_path / "store"), Look(fingerprint="v1", last_period="2025"))


def test_answers_that_all_came_are_kept_though_they_cannot_be_read(tmp_path):
    def kept():
        return len(Snapshots(tmp_path / "raw").snapshots("scb", "rows"))

    intake = Intake(Settings(data=tmp_path))
    with pytest.raises(SourceChanged, match="not two words"):
        intake.answer(Rows(), PLAN, Look(), [raw("2025 1 2")])
    assert kept() == 0  # one more might have come

    class Patient(Rows):
        def read(self, plan, raws, *, before):
            return super().read(plan, list(raws), before=before)

    with pytest.raises(SourceChanged, match="not two words"):
        intake.answer(Patient(), PLAN, Look(), [raw("2025 1 2")])
    assert kept() == 1

    def broken():
        yield raw("2025 1")
        raise SourceUnreachable("gone")

    with pytest.raises(SourceUnreachable):
        intake.answer(Patient(), PLAN, Look(), broken())
    assert kept() == 1 and not (tmp_path / "store").exists()


def test_the_declaration_decides_whether_a_file_is_read_anew():
    other = dataclasses.replace(QUERY, measures=(Measure(Code("m")),))
    changed = TablePlan("scb", "rows", ((INDICATOR, other),))
    assert PLAN.query_hash != changed.query_hash
    assert PLAN.query_hash == TablePlan("scb", "rows", ((INDICATOR, dataclasses.replace(QUERY)),)).query_hash


def test_a_manifest_without_the_newer_fields_is_read_and_gets_them_only_where_they_say_something(tmp_path):
    taken(tmp_path, "2025 1")
    text = (tmp_path / "store" / "manifest.json").read_text()
    assert not any(name in text for name in ('"manual"', '"by"', '"fingerprint"'))
    (publication,) = Store(tmp_path / "store").publications("made_up")
    assert (publication.manual, publication.by, publication.fingerprint) == (False, "", "")
    taken(tmp_path, "2025 2", manual=True, by="Kim")
    assert Store(tmp_path / "store").latest("made_up", "rows").by == "Kim"
