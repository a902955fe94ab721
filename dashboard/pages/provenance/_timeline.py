"""The weeks around the next meeting as a line of days, each publication at its day. Plain SVG: no script draws it."""

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise

from markupsafe import Markup

from dashboard.data.coming import Ahead, Coming
from dashboard.words import swedish

WIDTH, LANE, TOP = 1280, 24, 64
WEEKS = 4
_LETTER, _GAP = 8.3, 14
"""Width of a letter, about, and between two names on one line."""
_WEEKDAYS = ("mån", "tis", "ons", "tor", "fre")


@dataclass(frozen=True, slots=True)
class _Placed:
    one: Coming
    x: float
    lane: int
    is_left: bool


def timeline(ahead: Ahead) -> Markup:
    """The working days from this week on, the meeting's marked, and what is expected on each of them."""
    days = _days(ahead)
    column = WIDTH / len(days)
    at = {day: (n + 0.5) * column for n, day in enumerate(days)}
    placed = _placed([one for one in ahead.coming if one.row.first <= days[-1]], at)
    floor = TOP + LANE * (max((one.lane for one in placed), default=0) + 1) + 8
    parts = [_months(days, at), _meeting(ahead, at, column, floor), _today(ahead, at, floor)]
    parts += [_drawn(one, at) for one in placed]
    parts.append(f'<line class="tl-axel" x1="0" x2="{WIDTH}" y1="{floor}" y2="{floor}"/>')
    for n, day in enumerate(days):
        kind = "tl-dag tl-mote-dag" if day == ahead.meeting.day else "tl-dag"
        parts.append(_text(at[day], floor + 22, f"{_WEEKDAYS[day.weekday()]} {day.day}", kind))
        if n and day.weekday() == 0:
            x = n * column
            parts.append(f'<line class="tl-axel" x1="{x:.1f}" x2="{x:.1f}" y1="{floor - 6}" y2="{floor + 6}"/>')
    label = escape(_said(placed))
    height = floor + 34
    inside = "".join(parts)
    return Markup(
        f'<svg class="tidslinje" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">{inside}</svg>'
    )


def _days(ahead: Ahead) -> list[date]:
    """Working days of some weeks from Monday of this week, or of the meeting's where that is further away."""
    first = ahead.today - timedelta(days=ahead.today.weekday())
    if ahead.meeting.day >= first + timedelta(weeks=WEEKS - 1):
        first = ahead.meeting.day - timedelta(days=ahead.meeting.day.weekday() + 7)
    return [first + timedelta(days=n) for n in range(7 * WEEKS) if n % 7 < 5]


def _x(day: date, at: dict[date, float]) -> float:
    """Where a day lies; one of a week-end with the Friday before, one outside at the edge."""
    while day not in at and day > min(at):
        day -= timedelta(days=1)
    return at.get(day, min(at.values()))


def _placed(coming: list[Coming], at: dict[date, float]) -> list[_Placed]:
    """Each at its first day on the uppermost line where its name meets no other."""
    ends: list[list[tuple[float, float]]] = []
    found = []
    for one in coming:
        x, reach = _x(one.row.first, at), _x(one.row.last, at)
        wide = len(_name(one)) * _LETTER + _GAP
        is_left = reach + wide > WIDTH
        begin = min(x, _origin(one, at)) - 8
        span = (min(begin, x - wide), reach + 8) if is_left else (begin, reach + wide)
        lane = next((n for n, taken in enumerate(ends) if all(span[1] < a or span[0] > b for a, b in taken)), len(ends))
        if lane == len(ends):
            ends.append([])
        ends[lane].append(span)
        found.append(_Placed(one, x, lane, is_left))
    return found


def _origin(one: Coming, at: dict[date, float]) -> float:
    return WIDTH if one.row.moved_from is None else _x(one.row.moved_from, at)


def _drawn(placed: _Placed, at: dict[date, float]) -> str:
    one, y = placed.one, TOP + LANE * placed.lane
    last = _x(one.row.last, at)
    kind = "tl-flyttad" if one.row.moved_from else "tl-vantad"
    parts = []
    if one.row.moved_from is not None:
        was = _x(one.row.moved_from, at)
        parts.append(f'<circle class="tl-forut" cx="{was:.1f}" cy="{y}" r="4.5"/>')
        parts.append(f'<line class="tl-flytt" x1="{was + 7:.1f}" x2="{placed.x - 7:.1f}" y1="{y}" y2="{y}"/>')
    if last > placed.x:
        parts.append(f'<line class="tl-span" x1="{placed.x:.1f}" x2="{last:.1f}" y1="{y}" y2="{y}"/>')
    parts.append(f'<circle class="{kind}" cx="{placed.x:.1f}" cy="{y}" r="5"/>')
    x = placed.x - 11 if placed.is_left else last + 11
    parts.append(_text(x, y + 5, _name(one), f"tl-namn {kind}{' tl-vanster' if placed.is_left else ''}"))
    return "".join(parts)


def _name(one: Coming) -> str:
    moved = one.row.moved_from
    told = f", flyttad från {swedish.date_text(moved, with_year=False)}" if moved else ""
    return f"{one.measure.short_title_sv}{told}"


def _months(days: list[date], at: dict[date, float]) -> str:
    firsts = [days[0], *(b for a, b in pairwise(days) if a.month != b.month)]
    named = [(day, swedish.period_name(f"{day:%Y-%m}") if n == 0 else swedish.month_name(day.month))
             for n, day in enumerate(firsts)]  # fmt: skip
    half = (at[days[1]] - at[days[0]]) / 2
    return "".join(_text(at[day] - half + 4, 14, name, "tl-manad") for day, name in named)


def _meeting(ahead: Ahead, at: dict[date, float], column: float, floor: float) -> str:
    day = ahead.meeting.day
    if day not in at:
        return ""
    x = at[day] - column / 2
    box = f'<rect class="tl-mote" x="{x:.1f}" y="24" width="{column:.1f}" height="{floor - 24}"/>'
    return box + _text(at[day], 42, "Möte", "tl-dag tl-mote-dag")


def _today(ahead: Ahead, at: dict[date, float], floor: float) -> str:
    if ahead.today not in at or ahead.today == ahead.meeting.day:
        return ""
    x = at[ahead.today]
    return f'<line class="tl-idag" x1="{x:.1f}" x2="{x:.1f}" y1="48" y2="{floor}"/>' + _text(x, 42, "i dag", "tl-dag")


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.0f}">{escape(text)}</text>'


def _said(placed: list[_Placed]) -> str:
    named = [
        f"{one.one.measure.short_title_sv} {swedish.days_text(one.one.row.first, one.one.row.last, with_year=False)}"
        for one in placed
    ]
    return f"Tidslinje. {swedish.listing(named)}." if named else "Tidslinje utan väntade publiceringar."
