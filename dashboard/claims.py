"""From figures to what may be said of them: gathers the facts the words engine judges."""

from dashboard import swedish
from dashboard.data import Data
from dashboard.scene import Scene
from dashboard.vintages import Summary

LONGEST_HEADLINE = 90


def headline(scene: Scene, data: Data) -> str:
    """The claim of a view, at most 90 characters, with its month."""
    value = scene.at(scene.own, scene.newest)
    if value is None:
        return f"{scene.indicator.short_title_sv} i {scene.own.full_name}"
    number = swedish.number(value, scene.decimals)
    name = f"{scene.indicator.short_title_sv} i {scene.own.full_name}"
    return f"{name} {swedish.in_period(scene.newest, data.today())}: {number}"


def sentence(scene: Scene, data: Data) -> str:
    """The claim as one sentence."""
    return f"{headline(scene, data)}."


def alt(scene: Scene, data: Data) -> str:
    """Alternative text: headline, what is drawn, first and last value."""
    row = scene.row(scene.own)
    known = [n for n in range(scene.first, scene.last + 1) if row[n] == row[n]]
    if not known:
        return headline(scene, data)
    first, last = (
        f"{swedish.number(row[n], scene.decimals)} {swedish.period_name(scene.periods[n])}"
        for n in (known[0], known[-1])
    )
    return f"{headline(scene, data)}. Linjediagram: {first} och {last}."


def card(scene: Scene, data: Data) -> str:
    """The claim of a card."""
    return sentence(scene, data)


def lead(scene: Scene, data: Data) -> str:
    """The claim as it stands in the lead of the overview; empty if it has no place there."""
    return sentence(scene, data)


def projection_card(found: Summary, data: Data) -> str:
    """The claim of a projection's card."""
    growth = swedish.signed(100 * (found.end - found.start) / found.start, 1)
    return f"{growth} procent {found.start_year}–{found.year} enligt framskrivningen."
