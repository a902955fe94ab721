"""Recorded answers must still give the tidy tables somebody has read: tests/recorded → tests/golden.

Those in the repository were recorded from the simulated publisher and say DEMODATA in every row. Record real ones
with `lanspuls record INDICATOR --accept`.
"""

import pytest

from loaders.catalogue import CATALOGUE
from loaders.fetching.record import record, tidied
from loaders.fetching.refresh import connected
from loaders.ground.errors import UsageError
from loaders.settings import Settings
from tests.loaders.fetching.publisher_bench import TODAY
from tests.shared import REPOSITORY
from tests.simulated import running_publisher

RECORDED = REPOSITORY / "tests" / "recorded"
GOLDEN = REPOSITORY / "tests" / "golden"
FROM_SCB = {id_ for id_, declared in CATALOGUE.items() if {query.source for query in declared.queries} == {"scb"}}
"""Only SCB's answers are small enough to be recorded in part; other sources have real files in their own tests."""


@pytest.mark.parametrize("indicator_id", sorted(FROM_SCB))
def test_the_recorded_answer_gives_the_golden_table(indicator_id):
    files = {path.name: path.read_bytes() for path in (RECORDED / indicator_id).iterdir()}
    golden = (GOLDEN / f"{indicator_id}.csv").read_bytes()
    assert tidied(CATALOGUE[indicator_id], files) == golden
    assert len(golden.splitlines()) <= 40


def test_no_recording_is_without_an_indicator():
    assert {path.name for path in RECORDED.iterdir()} == FROM_SCB
    assert {path.stem for path in GOLDEN.iterdir()} == FROM_SCB


def test_recording_refuses_to_overwrite_what_differs(tmp_path):
    with (
        running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, _),
        connected(Settings(scb_url=url)) as client,
    ):
        made = record(client, "grp", tmp_path, "23")
        assert made.written and made.golden.read_text().splitlines()[1].startswith("23,2023,")
        assert not record(client, "grp", tmp_path, "23").written
        made.golden.write_text("another table\n")
        with pytest.raises(UsageError, match="--accept"):
            record(client, "grp", tmp_path, "23")
        assert made.golden.read_text() == "another table\n"
        assert record(client, "grp", tmp_path, "23", accept=True).written
        with pytest.raises(UsageError, match="clone"):
            record(client, "grp", tmp_path / "nowhere", "23")
