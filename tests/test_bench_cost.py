"""What is written down of the costs can be reckoned by hand."""

from tests.bench.bench_cost import BOUNDS, report


def test_a_month_of_a_region_is_reckoned_from_the_measured_costs():
    seconds = dict(zip(BOUNDS, (100.0, 60.0, 2.0, 20.0, 22.0), strict=True))
    told = report(seconds)
    assert "| a month's fetch | 60.0 | 60 |" in told
    assert "uses about\n6 minutes of one core a month: 1 Wh" in told  # 60 + 29 · 2 + 10 · 20 + 22 = 340 s
