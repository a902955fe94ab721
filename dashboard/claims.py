"""From figures to what may be said of them: gathers the facts the words engine judges."""

from dashboard import swedish
from dashboard.data import Data
from dashboard.scene import Scene

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
