"""A sample of ``make chaos``: a few of each kind but kills and two fetchers, which loaders/fetching has tests of."""

from tests.chaos.__main__ import all_faults
from tests.shared import lacking


def test_nothing_is_lost_or_false_and_every_fault_is_told(tmp_path):
    counts = list(all_faults(tmp_path, flips=25, kills=0, publications=8))
    assert [str(count) for count in counts if not count.is_well] == []
    made = {count.kind: count.made for count in counts if not count.skipped}
    assert made["damaged and lost manifests"] >= 20 and all(made.values())
    skipped = [str(count) for count in counts if count.skipped]
    if skipped:
        lacking("; ".join(skipped))
