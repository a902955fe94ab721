"""The industries counted as circular at one place, in persons and as shares of both denominators (measure card M16)."""

from collections.abc import Iterator

from dashboard import words
from dashboard.data.series import Data
from dashboard.figures.barplan import Bar, BarChart
from dashboard.figures.bars import bar_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import circular_bounds
from dashboard.views.circular_bounds import Branch, Branches
from dashboard.views.scene import Scene
from dashboard.views.splits import small_branches
from dashboard.views.splits.for_programs import Told, table_of
from dashboard.views.splits.shape import MOST_ROWS, Split
from dashboard.views.view import Drawn
from dashboard.words import nouns, swedish
from dashboard.words.judging.claims import Claim
from dashboard.words.kinds import splits
from dashboard.words.kinds.circular import DEFAULT, Span
from loaders.disclosure import is_small

NARROW = 600
"""A plot of fewer px, as on paper, has its headings on more lines."""


def draw(seen: Scene, data: Data, canvas: Canvas) -> Split:
    """A bar for each industry, largest first, the workshops apart; persons and both shares beside it."""
    found = circular_bounds.branches(seen, data)
    where = f"{seen.own.full_name} {seen.newest}"
    if found is not None and is_small(seen.own.code):
        return small_branches.draw(seen, data, canvas, found)
    if found is None or not found.each:
        empty = Table(f"Cirkulära branscher, {where}", (Column("Bransch"),), ())
        unknown = f"Uppgifter per bransch finns inte för {seen.own.full_name}."
        text = unknown if found is None else "Ingen arbetar i de valda branscherna."
        return Split(Drawn(caption=text), empty)
    decimals = seen.decimals_of(seen.own)
    alone, others = found.workshops, list(found.others)
    room = MOST_ROWS - (alone is not None)
    rows = others if len(others) <= room else others[: room - 1]
    if rest := others[len(rows) :]:
        rows = [*rows, circular_bounds.together(f"Övriga {len(rest)} branscher", rest)]
    bars = [_bar(one, _shares(one, found, decimals)) for one in rows]
    if alone is not None:
        shares = tuple(_share(share, decimals) for share in found.workshops_share.values())
        bars.append(_bar(alone, shares, apart=bool(bars)))
    guessed = any(one.estimated for one in found.each)
    totals = ["okänt antal" if base is None else _reach(base) for base in found.bases.values()]
    over, bases = ("% av alla", "% av näringslivet"), totals
    if canvas.frame.short_names or canvas.frame.plot_width < NARROW:
        over, bases = ("% av<br>alla", "% av nä-<br>ringslivet"), [total.replace("–", "–<br>") for total in totals]
    chart = BarChart(
        bars=tuple(bars),
        headings=(
            f"personer{',<br>skattade' if guessed else ''}",
            *(f"{text}<br>{total}" for text, total in zip(over, bases, strict=True)),
        ),
        tick_text=swedish.number,
        synthetic=data.synthetic,
    )
    caption = "" if alone is None else f"{alone.name} står för sig."
    if guessed:
        caption += " Ihålig stapel: skattat. Streck: från lägsta till högsta tal."
    elif not all(one.is_known for one in found.each):
        caption += " Ihålig del: dolt av källan, kan vara så mycket till."
    ends = [*rows[:1], *rows[1:][-1:], *([alone] if alone is not None else [])]
    how = (
        f"Liggande staplar över antalet som arbetar i varje cirkulär bransch i {where}, med andelen av alla "
        f"({totals[0]}) och av näringslivet ({totals[1]}): {'; '.join(f'{one.name}, {_persons(one)}' for one in ends)}."
    )
    drawn = Drawn(figure=bar_chart(chart, canvas.frame, canvas.theme), caption=caption.strip(), description=how)
    return Split(drawn, _table(found, where, decimals), table_of(seen.own, seen.newest, _told(found), decimals))


def _persons(one: Branch) -> str:
    """``248``, ``0–4`` where some are hidden, ``25 (10–40)`` where it is a guess."""
    if one.is_known and not one.estimated:
        return swedish.number(one.value)
    return f"{swedish.number(one.value)} ({_reach(one)})" if one.estimated else _reach(one)


def _reach(one: Branch) -> str:
    """The lowest and the highest number, or the one there is."""
    return "–".join(dict.fromkeys(swedish.number(edge) for edge in (one.low, one.high)))


def _shares(one: Branch, found: Branches, decimals: int) -> tuple[str, ...]:
    """Per cent of each base; empty where the base is not known."""
    return tuple("" if base is None else _share(one.share_of(base), decimals) for base in found.bases.values())


def _share(span: Span | None, decimals: int) -> str:
    """``0,4``, an interval where it is not known, ``<0,1`` where it rounds to none."""
    return "" if span is None else nouns.reach(span.low, span.high, decimals)


def _bar(one: Branch, shares: tuple[str, ...], *, apart: bool = False) -> Bar:
    return Bar(
        name=one.name,
        parts=(one.value,),
        columns=(_persons(one), *shares),
        reach=None if one.is_known else (one.low, one.high),
        estimated=one.estimated,
        apart=apart,
    )


def _table(found: Branches, where: str, decimals: int) -> Table:
    """Every industry, the workshops and the whole list together, and what they are divided by."""
    cells = [(one.name, _persons(one), *_shares(one, found, decimals)) for one in found.each]
    if (alone := found.workshops) is not None:
        cells.append((alone.name, _persons(alone), *(_share(s, decimals) for s in found.workshops_share.values())))
    whole = circular_bounds.together("Hela listan", found.each)
    cells.append((whole.name, _persons(whole), *(_share(share, decimals) for share in found.whole.values())))
    strong = len(cells) - 1
    for name, base in (("Alla som arbetar", "all"), ("Näringslivet", "business")):
        if (held := found.bases[base]) is not None:
            cells.append((name, _reach(held), "", ""))
    return Table(
        caption=f"Cirkulära branscher, {where}",
        columns=(
            Column("Bransch"),
            Column("personer", numeric=True),
            Column("% av alla", numeric=True),
            Column("% av näringslivet", numeric=True),
        ),
        rows=tuple(cells),
        strong=frozenset({strong}),
    )


def _told(found: Branches) -> Iterator[Told]:
    """The table's industries, workshops and list, and what they are divided by."""
    for one in found.each:
        shares = tuple(None if base is None else one.share_of(base) for base in found.bases.values())
        yield Told(codes=one.codes, name=one.name, persons=one, shares=shares, is_estimated=one.estimated)
    whole = circular_bounds.together("Hela listan", found.each)
    for several, stored in ((found.workshops, found.workshops_share), (whole, found.whole)):
        if several is not None:
            shares = tuple(stored.get(base) for base in circular_bounds.BASES)
            yield Told(
                codes=several.codes,
                name=several.name,
                persons=several,
                shares=shares,
                is_estimated=several.estimated,
            )
    for name, base in (("Alla som arbetar", "all"), ("Näringslivet", "business")):
        if (held := found.bases[base]) is not None:
            yield Told(codes=(), name=name, persons=held)


def _headlines(seen: Scene, found: Branches | None) -> list[str]:
    """The workshops' part of the list, where both are known."""
    if found is None or found.workshops is None:
        return []
    whole = circular_bounds.together("", found.each)
    if found.workshops.estimated or not whole.is_known or seen.raw.slice["sni_set"] != DEFAULT:
        return []
    title = found.workshops.name
    alone = title[:1].lower() + title[1:]
    return splits.circular_headlines(alone, found.workshops.value, whole.value, seen.own, seen.newest)


def tell(seen: Scene, data: Data, claim: Claim) -> tuple[list[str], str]:
    """Headlines and sentence: the workshops' part of the list, and the share with both denominators."""
    found, told = circular_bounds.branches(seen, data), circular_bounds.told(seen, data)
    return [*_headlines(seen, found), words.headline(claim)], told[0] if told else words.sentence(claim)
