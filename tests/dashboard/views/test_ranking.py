"""matt=rangordning: places whose intervals overlap share places in order, and riket has only quarters."""

import pytest

from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from loaders.ground.errors import UsageError
from tests.dashboard.clipping import clipped


def shown(data, words: str, size: Size = Size.SCREEN):
    return view(parse("/indikator/arbetsloshet", f"matt=rangordning&{words}"), data, size)


def test_only_what_lies_apart_is_ordered(data):
    seen = shown(data, "region=23")
    rows = {row[0]: row for row in seen.table.rows}
    ends = {name: tuple(float(end.replace(",", ".")) for end in row[2].split("–")) for name, row in rows.items()}
    for name, (low, high) in ends.items():
        first, last = (int(one) for one in (rows[name][3].split("–") * 2)[:2])
        lower = sum(other[1] < low - 0.11 for other in ends.values())
        higher = sum(other[0] > high + 0.11 for other in ends.values())
        assert first >= 1 + lower and last <= len(rows) - higher
    assert [row[1] for row in seen.table.rows] == sorted(row[1] for row in seen.table.rows)


def test_an_interval_is_at_least_twenty_persons_wide_on_either_side(data):
    """Berg has about 12 700 × 0,5 in the labour force where it is Åre's: 20 of 6 350 is 0,3 points."""
    row = next(row for row in shown(data, "region=2321").table.rows if row[0] == "Åre")
    low, high = (float(end.replace(",", ".")) for end in row[2].split("–"))
    assert high - low >= 2 * 100 * 20 / (12_700 * 0.5) - 0.11


def test_a_sentence_names_whom_a_place_is_told_apart_from_and_whom_not(data):
    seen = shown(data, "region=2305")  # Bräcke, the highest of the made-up rates
    assert seen.headline.startswith("Bräcke kommun hade säkert högre arbetslöshet än ")
    assert "Det är säkert högre än i " in seen.sentence and "går den inte att skilja" in seen.sentence
    assert seen.table.rows[next(iter(seen.table.strong))][0] == "Bräcke"


def test_a_named_group_takes_the_countys_place(data):
    seen = shown(data, "region=2321&jamfor=2380,2305")
    assert sorted(row[0] for row in seen.table.rows) == ["Bräcke", "Åre", "Östersund"]
    assert "den valda gruppens två andra kommuner" in seen.headline


def test_among_two_hundred_and_ninety_only_quarters_are_told(demo):
    seen = shown(demo, "region=00")
    assert [row[0] for row in seen.table.rows] == ["Lägsta fjärdedelen", "Hälften däremellan", "Högsta fjärdedelen"]
    assert sum(int(row[2]) for row in seen.table.rows) == 290
    assert seen.headline.startswith("I hälften av landets kommuner var arbetslösheten högst ")


def test_municipal_circular_figures_are_never_ranked():
    for way in ("rangordning", "karta"):
        with pytest.raises(UsageError) as refused:
            parse("/indikator/cirkulara-branscher", f"matt={way}")
        assert refused.value.message_sv.endswith(": kommunernas andelar är för osäkra.")


@pytest.mark.parametrize("size", list(Size))
def test_no_text_is_cut_off(demo, size):
    for region in ("2321", "0180", "00"):
        figure = shown(demo, f"region={region}", size).figure
        assert clipped(figure, 350 if "phone" in size else 760) == []
