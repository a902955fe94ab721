"""Yrkesbarometern: the words of each round, kept for good, with the level each was judged at."""

from datetime import date

import numpy as np
import orjson
import pytest

from loaders.fetching.doctor import examine_all
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground.declarations import Status
from loaders.ground.panel import STATUS_CODE
from loaders.ground.vocabulary import JUDGED
from loaders.settings import Settings
from loaders.sources import yrkesbarometern
from loaders.store import Store
from loaders.store.snapshots import Snapshots
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, files
from tests.loaders.sources.source_bench import filled_once, own_folder
from tests.shared import shared_file

ID = "occupational_outlook"
FIELDS = {
    "jobbmojligheter": "opportunities",
    "rekryteringssituation": "recruitment",
    "prognos": "demand",
    "hogsta_bedomningsniva": "level",
    "delvis_helt": "coverage",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A publisher, and a data folder filled once from it."""
    with filled_once(tmp_path_factory.mktemp("barometer"), fetch) as made:
        yield made


@pytest.fixture
def settings(bench, tmp_path):
    with own_folder(bench, tmp_path) as own:
        yield own


def fetch(settings, today=TODAY):
    return refresh(settings, [ID], today=today, **HASTY)


def words(settings, round_, region):
    """Word by (occupation, judgement) of one round and place; None where not judged."""
    panel = Store(settings.store_dir).read(ID, slice={"vintage": round_}, regions=(region,))
    panel = panel.take(period=(round_[:4],))
    found = {}
    for n, occupation in enumerate(panel.axes["occupation"]):
        for m, judgement in enumerate(panel.axes["judgement"]):
            value, word = panel.values[n, m, 0, 0], panel.symbols[panel.symbol[n, m, 0, 0]]
            found[occupation, judgement] = None if np.isnan(value) else (JUDGED[judgement][int(value) - 1], word)
    return found


def test_three_real_rows_come_through_exactly(tmp_path):
    """Real rows of round 2025-2: the words in the store, the rows with every field among the raw answers."""
    path = shared_file("recorded/yrkesbarometern/yrkesbarometer_sample_2025-2.json")
    settings = Settings(data=tmp_path)
    report = import_files(settings, "yrkesbarometern", [path], by="Provläsaren", today=TODAY)
    assert not report.failed and report.tables[0].last_period == "2025-2"
    real = orjson.loads(path.read_bytes())
    for row in real:
        stored = words(settings, "2025-2", row["lan"])
        for field, judgement in FIELDS.items():
            assert stored[row["yb_yrke"], judgement] == (row[field], row[field])
    assert words(settings, "2025-2", "23")["Administrativa assistenter", "level"] == ("nuts2", "nuts2")
    assert words(settings, "2025-2", "23")["Arbetsförmedlare", "opportunities"] is None
    kept = Snapshots(settings.raw_dir)
    (snapshot,) = kept.snapshots("yrkesbarometern")
    (body,) = kept.read(snapshot)
    assert list(yrkesbarometern.rows(body, "kept")) == real
    assert Store(settings.store_dir).synthetic is False


def test_every_round_is_kept(bench, settings):
    _, publisher = bench
    assert not fetch(settings).failed
    spring = words(settings, "2026-1", "23")
    publisher.set_today(date(2026, 12, 15))
    assert not fetch(settings, date(2026, 12, 15)).failed
    assert Store(settings.store_dir).codes(ID)["vintage"] == ("2026-1", "2026-2")
    assert words(settings, "2026-1", "23") == spring != words(settings, "2026-2", "23")
    newest = Store(settings.store_dir).read(ID, slice={"vintage": "newest"}, regions=("23",))
    assert not (newest.status == STATUS_CODE[Status.WITHDRAWN]).any()
    assert len(Snapshots(settings.raw_dir).snapshots("yrkesbarometern")) == 2


def test_an_unchanged_file_changes_nothing(bench):
    first, _ = bench
    before = files(first.data)
    report = fetch(first)
    assert report.tables[0].outcome.value == "unchanged" and files(first.data) == before


def test_what_was_not_judged_is_missing_and_has_no_word(bench):
    first, _ = bench
    panel = Store(first.store_dir).read(ID)
    missing = panel.status == STATUS_CODE[Status.MISSING]
    assert missing.any() and {panel.symbols[n] for n in panel.symbol[missing]} == {"null"}
    assert not missing[:, :, :, panel.axes["region_code"].index("00")].any()


@pytest.mark.parametrize(
    ("switches", "message"),
    [
        ({"word": "jättestora"}, "'jättestora', which is none of små, medelstora, stora"),
        ({"mixed": "2019-1"}, "2019-1, 2026-1"),
        ({"form": "object"}, "no list of rows"),
    ],
)
def test_what_is_not_as_declared_is_told_and_the_store_is_unchanged(bench, settings, switches, message):
    _, publisher = bench
    assert not fetch(settings).failed
    before = files(settings.store_dir)
    publisher.switch("yrkesbarometern", **switches)
    report = fetch(settings)
    assert report.failed and message in report.tables[0].failures[0]
    assert files(settings.store_dir) == before


def test_a_county_that_lacks_is_reported(bench, settings):
    _, publisher = bench
    assert not fetch(settings).failed
    publisher.switch("yrkesbarometern", drop_county="08")
    report = fetch(settings)
    assert not report.failed and report.tables[0].lacking[ID].regions == ("08",)


def test_doctor_finds_every_field(bench, settings):
    (examined,) = examine_all(settings, TODAY, [ID], **HASTY)
    assert examined.is_well and examined.verified == examined.declared == 8
    assert examined.listing == ("Round 2026-1: 26 occupations, 572 rows.",)
