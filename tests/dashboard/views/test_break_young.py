"""Across the break in the age limits the total is not compared, and the young still are: sentence 13 on the page."""

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
