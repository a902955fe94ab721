"""Across a break in the age limits the total is not compared, and the young are; ages are those of the period said."""

from datetime import UTC, date, datetime

import pytest

from dashboard.data.series import Data
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.words.swedish import NBSP
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel, Status
from loaders.ground.periods import span
from loaders.store import Delivery, Scope, Store

AXES = {"sex": ("total",), "age": ("16-66", "18-24"), REGION: ("23",), PERIOD: span("2023-01", "2026-10")}


@pytest.fixture
def data(tmp_path):
    panel = Panel.empty(AXES)
    panel.values[0, 0, 0], panel.values[0, 1, 0] = 2310, 290
    panel.status[...] = STATUS_CODE[Status.EMPTY]
    panel.values[0, 1, 0, AXES[PERIOD].index("2025-10")] = 295
    store, moment = Store(tmp_path), datetime(2026, 11, 14, tzinfo=UTC)
    with store.writing() as writer:
        where = {name: codes for name, codes in AXES.items() if name != PERIOD}
        moments = {"updated": moment, "fetched": moment, "synthetic": True}
        writer.add("af_unemployed", panel, Delivery(table="andel-av-bas", **moments), scope=Scope(where))
    return Data(store, today=lambda: date(2026, 11, 23))


def sentence(data, words=""):
    return view(parse("/indikator/inskrivna-arbetslosa", words, home="23"), data).sentence.replace(NBSP, " ")


def test_the_young_are_compared_where_the_total_is_not(data):
    assert sentence(data) == (
        "I oktober var 2 310 personer inskrivna som arbetslösa i Jämtlands län. "
        "Siffran jämförs inte med oktober i fjol, eftersom även 66-åringar räknas från januari 2026. "
        "Bland unga 18–24 år var det 290, mot 295 i oktober i fjol."
    )


def test_they_are_not_told_of_beside_themselves(data):
    young = sentence(data, "?alder=18-24")
    assert "Bland unga" not in young and "290" in young and "295" in young


def shown(data, words=""):
    return view(parse("/indikator/inskrivna-arbetslosa", words, home="23"), data)


def test_the_ages_in_title_table_and_subtitle_are_those_of_the_period_said(data):
    assert shown(data).title == "Inskrivna arbetslösa, 16–66 år (AF)"
    earlier = shown(data, "?till=2025-10&alder=18-24")
    assert earlier.title == "Inskrivna arbetslösa, 16–65 år (AF)" and earlier.declared.age_group == "16–65 år"
    total = shown(data, "?till=2025-10")
    everything = f"{total}".replace(NBSP, " ")
    assert "16–65 år" in everything and "16–66 år" not in everything


@pytest.fixture
def grown(data, tmp_path):
    """The same as if everything had happened a year later: the file of January 2027 says 16–67."""
    axes = {REGION: ("00",), PERIOD: span("2023-01", "2026-10")}
    panel = Panel.empty(axes)
    panel.status[...] = STATUS_CODE[Status.EMPTY]
    panel.values[0] = [66 if period < "2026-09" else 67 for period in axes[PERIOD]]
    moment = datetime(2026, 11, 14, tzinfo=UTC)
    with data.store.writing() as writer:
        moments = {"updated": moment, "fetched": moment, "synthetic": True}
        writer.add("af_age_limit", panel, Delivery(table="andel-av-bas", **moments), scope=Scope({REGION: ("00",)}))
    return Data(data.store, today=lambda: date(2026, 11, 23))


def test_a_limit_that_the_file_has_said_is_shown_and_compared_across_by_nobody(grown):
    assert shown(grown).title == "Inskrivna arbetslösa, 16–67 år (AF)"
    assert "Från september 2026 räknas även 67-åringar." in shown(grown).notes.breaks
    assert "jämförs inte" in sentence(grown, "?till=2026-09") and "jämförs inte" in sentence(grown)
    assert shown(grown, "?till=2026-08").title == "Inskrivna arbetslösa, 16–66 år (AF)"
