"""What the store tells after publications that append, revise, withdraw, go back, lack and overlap."""

from datetime import date

import pytest

from loaders.ground.declarations import Status
from loaders.ground.errors import NothingPublishedYet, StoreError
from loaders.store import Delivery, Scope, Store, to_arrow
from tests.loaders.store.publishing import held, moment, panel, publish

ARE = "2321"
MAY, JUNE, JULY = (ARE, "2026-05"), (ARE, "2026-06"), (ARE, "2026-07")
SUPPRESSED, WITHDRAWN, MISSING = Status.SUPPRESSED, Status.WITHDRAWN, Status.MISSING


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


def test_appending_writes_only_the_new_month(store):
    first = publish(store, {MAY: 6.1}, "2026-07-01")
    second = publish(store, {MAY: 6.1, JUNE: 6.3}, "2026-08-01")
    assert (first.first, first.new_periods, first.rows, first.added) == (True, ("2026-05",), 1, 1)
    assert (second.first, second.new_periods, second.rows) == (False, ("2026-06",), 1)
    assert held(store.read("made_up")) == {MAY: (6.1, ""), JUNE: (6.3, "")}
    assert held(store.read("made_up", as_of=date(2026, 7, 31))) == {MAY: (6.1, "")}


def test_full_revision_keeps_what_was_said_before(store):
    publish(store, {MAY: 6.1, JUNE: 6.3}, "2026-04-01")
    changes = publish(store, {MAY: 5.9, JUNE: 6.0}, "2026-05-28")
    assert changes.revised.count == 2
    assert [(c.key["period"], c.old, c.new) for c in changes.revised.examples] == [
        ("2026-05", 6.1, 5.9),
        ("2026-06", 6.3, 6.0),
    ]
    assert held(store.read("made_up", as_of=date(2026, 5, 27))) == {MAY: (6.1, ""), JUNE: (6.3, "")}
    assert held(store.read("made_up", as_of=date(2026, 5, 28))) == {MAY: (5.9, ""), JUNE: (6.0, "")}


def test_a_figure_that_goes_there_and_back_is_told_three_times(store):
    for updated, value in (("2026-05-01", 1.0), ("2026-06-01", 2.0), ("2026-07-01", 1.0)):
        publish(store, {MAY: value}, updated)
    told = [store.read("made_up", as_of=date(2026, month, 15)).values.item() for month in (5, 6, 7)]
    assert told == [1.0, 2.0, 1.0]


def test_a_changed_status_alone_is_a_change(store):
    publish(store, {MAY: 3.0}, "2026-05-01")
    changes = publish(store, {MAY: (3.0, Status.ESTIMATED)}, "2026-06-01")
    assert (changes.rows, changes.revised.count, changes.status_changed.count) == (1, 0, 1)
    assert changes.status_changed.examples[0].old_status is Status.EMPTY
    assert changes.status_changed.examples[0].new_status is Status.ESTIMATED
    assert held(store.read("made_up")) == {MAY: (3.0, "estimated")}


def test_a_changed_symbol_alone_is_a_change_and_is_kept(store):
    publish(store, {MAY: (None, MISSING, "..")}, "2026-05-01")
    changes = publish(store, {MAY: (None, MISSING, ":")}, "2026-06-01")
    assert changes.status_changed.count == 1
    assert [symbol for *_, symbol in store.read("made_up").rows()] == [":"]


def test_a_cell_gone_from_the_answer_is_withdrawn_once(store):
    publish(store, {MAY: 6.1, JUNE: SUPPRESSED}, "2026-07-01")
    changes = publish(store, {MAY: 6.1}, "2026-08-01")
    assert (changes.rows, changes.withdrawn.count) == (1, 1)
    assert changes.withdrawn.examples[0].old_status is SUPPRESSED
    assert held(store.read("made_up")) == {MAY: (6.1, ""), JUNE: (None, "withdrawn")}
    assert publish(store, {MAY: 6.1}, "2026-09-01").rows == 0


def test_a_withdrawn_cell_may_come_back(store):
    publish(store, {MAY: 6.1, JUNE: 6.3}, "2026-07-01")
    publish(store, {MAY: 6.1}, "2026-08-01")
    changes = publish(store, {MAY: 6.1, JUNE: 6.3}, "2026-09-01")
    assert changes.revised.examples[0].old is None
    assert changes.new_periods == ()
    assert held(store.read("made_up"))[JUNE] == (6.3, "")


def test_what_was_not_asked_for_is_not_withdrawn(store):
    publish(store, {MAY: 6.1, ("00", "2026-05"): 7.0}, "2026-07-01")
    publish(store, {MAY: 6.2}, "2026-08-01", scope=Scope({"region_code": (ARE,)}))
    publish(store, {MAY: 6.2}, "2026-09-01", scope=Scope({"region_code": (ARE, "00")}, since="2026-06"))
    assert held(store.read("made_up"))["00", "2026-05"] == (7.0, "")
    publish(store, {MAY: 6.2}, "2026-10-01", scope=Scope({"region_code": (ARE, "00")}, since="2026-05"))
    assert held(store.read("made_up"))["00", "2026-05"] == (None, "withdrawn")


def test_a_region_that_never_came_is_missing_and_stays_so(store):
    scope = Scope({"region_code": (ARE, "2326")})
    first = publish(store, {MAY: 6.1}, "2026-07-01", scope=scope)
    assert (first.added, first.missing.count) == (1, 1)
    assert held(store.read("made_up")) == {MAY: (6.1, ""), ("2326", "2026-05"): (None, "missing")}
    second = publish(store, {MAY: 6.1, JUNE: 6.3}, "2026-08-01", scope=scope)
    assert (second.missing.count, second.withdrawn.count) == (1, 0)
    third = publish(store, {MAY: 6.1, JUNE: 6.3, ("2326", "2026-05"): 4.0}, "2026-09-01", scope=scope)
    assert (third.rows, third.revised.count) == (1, 1)


def test_a_month_missing_inside_the_answer_is_missing_and_one_after_it_is_not(store):
    publish(store, {MAY: 6.1, JULY: 6.3}, "2026-09-01")
    assert held(store.read("made_up")) == {MAY: (6.1, ""), JUNE: (None, "missing"), JULY: (6.3, "")}


def test_the_same_updated_with_other_figures_takes_the_later_answer(store):
    publish(store, {MAY: 6.1}, "2026-07-01", fetched="2026-07-01T07:00")
    changes = publish(store, {MAY: 6.4}, "2026-07-01", fetched="2026-07-01T09:00")
    assert changes.revised.count == 1
    assert held(store.read("made_up", as_of=date(2026, 7, 1))) == {MAY: (6.4, "")}
    assert [p.fetched for p in store.publications("made_up")] == [
        moment("2026-07-01T07:00"),
        moment("2026-07-01T09:00"),
    ]


def test_the_later_answer_wins_even_when_the_clock_was_set_back(store):
    publish(store, {MAY: 6.1}, "2026-07-01", fetched="2026-07-01T09:00")
    publish(store, {MAY: 6.4}, "2026-07-01", fetched="2026-07-01T07:00")
    assert held(store.read("made_up")) == {MAY: (6.4, "")}


def test_updated_that_goes_back_neither_reorders_nor_is_hidden(store):
    publish(store, {MAY: 6.1}, "2026-08-01")
    publish(store, {MAY: 6.4}, "2026-07-01", fetched="2026-08-15")
    newest = store.publications("made_up")[-1]
    assert (newest.published, newest.updated) == (moment("2026-08-01"), moment("2026-07-01"))
    assert held(store.read("made_up")) == {MAY: (6.4, "")}
    with pytest.raises(NothingPublishedYet):
        store.read("made_up", as_of=date(2026, 7, 15))


def test_a_publication_missed_between_two_fetches_leaves_no_trace(store):
    publish(store, {MAY: 6.1}, "2026-07-01")
    changes = publish(store, {MAY: 6.2, JUNE: 6.3, JULY: 6.5}, "2026-09-01")
    assert changes.new_periods == ("2026-06", "2026-07")
    assert held(store.read("made_up", as_of=date(2026, 8, 15))) == {MAY: (6.1, "")}
    assert len(store.publications("made_up")) == 2


def test_a_new_vintage_under_the_same_table_leaves_the_old_one(store):
    old = {("2024", ARE, str(year)): 100.0 + year for year in (2024, 2025, 2026)}
    new = {("2026", ARE, str(year)): 200.0 + year for year in (2026, 2027)}
    publish(store, old, "2024-06-01", dimensions=("vintage",))
    changes = publish(store, new, "2026-06-01", dimensions=("vintage",))
    assert (changes.withdrawn.count, changes.added, changes.new_periods) == (0, 2, ("2027",))
    assert {key: value for key, (value, _) in held(store.read("made_up")).items()} == old | new
    newest = store.read("made_up", slice={"vintage": "newest"})
    assert (newest.axes["period"], newest.values.tolist()) == (("2026", "2027"), [[2226.0, 2227.0]])
    kept = store.read("made_up", slice={"vintage": ("newest",)}, as_of=date(2025, 1, 1))
    assert (kept.axes["vintage"], kept.axes["period"]) == (("2024",), ("2024", "2025", "2026"))
    with pytest.raises(NothingPublishedYet, match="2026-06-01"):
        store.read("made_up", slice={"vintage": "2026"}, as_of=date(2025, 1, 1))


def test_a_frozen_table_is_not_withdrawn_by_the_table_that_goes_on(store):
    december, january = (ARE, "2024-12"), (ARE, "2025-01")
    before, after = Scope({"region_code": (ARE,)}, until="2024-12"), Scope({"region_code": (ARE,)}, since="2025-01")
    publish(store, {december: 11900.0}, "2025-02-20", table="TAB1625", scope=before, marks=())
    changes = publish(
        store, {january: 11910.0}, "2025-03-10", table="TAB6473", scope=after, marks=(Status.PRELIMINARY,)
    )
    assert (changes.first, changes.withdrawn.count) == (True, 0)
    read = store.read("made_up")
    assert held(read) == {december: (11900.0, ""), january: (11910.0, "preliminary")}
    assert [read.publications[n].table for n in read.publication.ravel()] == ["TAB1625", "TAB6473"]
    publish(store, {december: 11901.0}, "2025-04-01", table="TAB1625", scope=before)
    assert held(store.read("made_up")) == {december: (11901.0, ""), january: (11910.0, "preliminary")}


def test_a_cell_withdrawn_from_one_table_shows_what_another_holds(store):
    scope = Scope({"region_code": (ARE,)})
    publish(store, {MAY: 1.0}, "2026-06-01", table="TAB1", scope=scope)
    publish(store, {MAY: 2.0, JUNE: 3.0}, "2026-07-01", table="TAB2", scope=scope)
    assert held(store.read("made_up"))[MAY] == (2.0, "")
    publish(store, {JUNE: 3.0}, "2026-08-01", table="TAB2", scope=scope)
    assert held(store.read("made_up"))[MAY] == (1.0, "")


def test_marks_are_of_the_publication_and_yield_to_a_cells_own_status(store):
    july = {MAY: 6.1, JUNE: SUPPRESSED, JULY: (6.3, Status.ESTIMATED)}
    publish(store, july, "2026-07-01", marks=(Status.PRELIMINARY, Status.NOISE_ADDED))
    assert held(store.read("made_up")) == {
        MAY: (6.1, "preliminary"),
        JUNE: (None, "suppressed"),
        JULY: (6.3, "estimated"),
    }
    final = publish(store, july, "2026-09-01")
    assert (final.rows, final.publication.file) == (0, None)
    assert held(store.read("made_up"))[MAY] == (6.1, "")
    assert held(store.read("made_up", as_of=date(2026, 8, 1)))[MAY] == (6.1, "preliminary")


def test_a_day_ends_at_midnight_in_sweden_in_winter_and_summer(store):
    publish(store, {MAY: 1.0}, "2026-03-01T23:00")  # 24:00 on 1 March, winter time
    publish(store, {MAY: 2.0}, "2026-03-31T22:00")  # 24:00 on 31 March, summer time
    publish(store, {MAY: 3.0}, "2026-03-31T22:00:01")
    read = {day: store.read("made_up", as_of=date(2026, *day)).values.item() for day in ((3, 1), (3, 31), (4, 1))}
    assert read == {(3, 1): 1.0, (3, 31): 2.0, (4, 1): 3.0}
    with pytest.raises(NothingPublishedYet, match="the first known one is of 2026-03-01") as told:
        store.read("made_up", as_of=date(2026, 2, 28))
    assert told.value.first == date(2026, 3, 1)


def test_reading_keeps_order_and_fills_gaps(store):
    scope = Scope({"sex": ("men", "women"), "region_code": ("00", ARE)})
    cells = {("women", ARE, "2026-05"): 1.0, ("men", "00", "2026-05"): 2.0, ("women", "00", "2026-07"): 3.0}
    publish(store, cells, "2026-08-01", dimensions=("sex",), scope=scope)
    read = store.read("made_up", slice={"sex": ("women", "men")}, regions=(ARE, "9999"))
    assert read.axes == {
        "sex": ("women", "men"),
        "region_code": (ARE, "9999"),
        "period": ("2026-05", "2026-06", "2026-07"),
    }
    assert read.values[0, 0, 0] == 1.0
    assert not read.has_row[:, 1].any()
    assert store.codes("made_up")["region_code"] == ("00", ARE)
    assert store.read("made_up", regions=("9999",)).axes["period"] == ()
    with pytest.raises(StoreError, match="no dimension 'age'"):
        store.read("made_up", slice={"age": "20-64"})
    with pytest.raises(StoreError, match="sex=other; there is men, women"):
        store.read("made_up", slice={"sex": "other"})


def test_an_indicator_nobody_fetched_says_what_to_do(store):
    with pytest.raises(NothingPublishedYet, match="run `lanspuls fetch made_up`"):
        store.read("made_up")
    assert (store.version(), store.synthetic, store.publications("made_up")) == ("", None, ())


def test_preferred_cells_come_first_among_the_examples(store):
    cells = {(sex, ARE, "2026-05"): 1.0 for sex in ("men", "women")}
    publish(store, cells, "2026-06-01", dimensions=("sex",))
    revised = dict.fromkeys(cells, 2.0)
    changes = publish(store, revised, "2026-07-01", dimensions=("sex",), examples_first={"sex": "women"})
    assert [change.key["sex"] for change in changes.revised.examples] == ["women", "men"]


def test_made_up_and_real_figures_do_not_mix(store):
    publish(store, {MAY: 1.0}, "2026-06-01", synthetic=True)
    assert store.synthetic is True
    with pytest.raises(
        StoreError, match="holds made-up figures and must not be mixed with real ones: point LANSPULS_DATA"
    ):
        publish(store, {MAY: 1.0}, "2026-07-01", synthetic=False)
    assert store.read("made_up").publications[0].synthetic


def test_other_dimensions_than_those_stored_are_refused(store):
    publish(store, {MAY: 1.0}, "2026-06-01")
    with pytest.raises(StoreError, match="stored with dimensions"):
        publish(store, {("men", *MAY): 1.0}, "2026-07-01", dimensions=("sex",))


def test_a_null_without_a_reason_is_refused(store):
    wrong = panel({MAY: 1.0, JUNE: 1.0})
    wrong.values[0, 0] = float("nan")
    with (
        pytest.raises(StoreError, match="1 cells have a value and a reason for absence, or neither"),
        store.writing() as w,
    ):
        w.add(
            "x",
            wrong,
            Delivery(table="T", updated=moment("2026-06-01"), fetched=moment("2026-06-01"), synthetic=True),
            scope=Scope(),
        )
    assert store.version() == ""


def test_the_long_table_has_the_columns_of_an_export(store):
    publish(store, {("men", *MAY): 1.0, ("men", *JUNE): SUPPRESSED}, "2026-07-01", dimensions=("sex",))
    table = to_arrow(store.read("made_up"))
    assert " ".join(table.column_names) == "region_code period sex value status symbol table published fetched"
    assert table.to_pylist()[1] == {
        "region_code": ARE,
        "period": "2026-06",
        "sex": "men",
        "value": None,
        "status": "suppressed",
        "symbol": "",
        "table": "TAB1",
        "published": None,  # fetched at the very moment: not stated by the publisher
        "fetched": moment("2026-07-01"),
    }
