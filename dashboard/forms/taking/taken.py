"""``Taken``: all that travels in a file of one figure, whatever the form. Made from its View, and from nothing else."""

import re
from dataclasses import dataclass
from datetime import datetime

from dashboard.data.numbers import Numbers
from dashboard.data.origins import Origin
from dashboard.forms.taking.sheets import Sheet, of_table
from dashboard.model import DEMODATA, Table
from dashboard.views.selection import Selection
from dashboard.views.view import View
from dashboard.words import swedish
from loaders.ground import names
from loaders.ground.vocabulary import DIMENSIONS

CREATOR = "Länspuls"


@dataclass(frozen=True, slots=True)
class Named:
    """A fact with its name, as it stands in a list of them."""

    name_sv: str
    text_sv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One figure on its way out.

    file_name: without an ending; it says measure, place and period. headline, subtitle, sentence: as on the page;
    remarks: what must be said beside them. alt: the figure in words. period: its newest, empty without figures.
    address, pinned: the page as it will always be newest, and as it was known on a day. numbers: the figure's values,
    None where a way tells them as text only; tables: the same as text, that beside the figure first. for_programs: such
    numbers with codes and a decimal point, None where they are told as text there too. definitions: what the measure is
    and is not.
    """

    file_name: str
    indicator: str
    title: str
    headline: str
    subtitle: str
    sentence: str
    remarks: tuple[str, ...]
    alt: str
    period: str
    period_sv: str
    unit_sv: str
    address: str
    pinned: str
    origin: Origin
    terms_sv: str
    numbers: Numbers | None
    tables: tuple[Table, ...]
    definitions: tuple[Named, ...]
    for_programs: Sheet | None = None

    @property
    def source(self) -> str:
        """The source line, with DEMODATA last where the figures are made up."""
        return self.origin.line()

    @property
    def synthetic(self) -> bool:
        """Whether the figures are made up."""
        return self.origin.synthetic

    @property
    def version(self) -> int:
        """How many publications of its tables the figures are made from: the next one makes another version."""
        return len(self.origin.publications)

    @property
    def made(self) -> datetime:
        """When the figures were fetched: the time of the file, which is the same whenever it is asked for."""
        return self.origin.fetched

    @property
    def citation(self) -> str:
        """Publisher, measure, table, published, fetched and version, as a reference in a text."""
        return cited(self.title, self.origin)

    @property
    def claim_line(self) -> str:
        """The sentence with its source on one line, as it is pasted into a chat; the address follows it."""
        demo = f" {DEMODATA}." if self.synthetic else ""
        period = "" if not self.period_sv or self.period_sv in self.sentence else f" Gäller {self.period_sv}."
        return f"{_one_line(self.sentence)}{period} Källa: {self.origin.name}.{demo}"


def cited(title: str, origin: Origin) -> str:
    """``SCB, tabell TAB6260: Arbetslöshet, 20–64 år. Publicerad …, hämtad … . Version 3. Via Länspuls.``"""
    published = f"Publicerad {swedish.date_text(origin.published)}, " if origin.is_stated else ""
    fetched = f"{'hämtad' if published else 'Hämtad'} {swedish.date_text(origin.fetched)}"
    demo = f" {DEMODATA}." if origin.synthetic else ""
    version = f"Version {len(origin.publications)}. Via {CREATOR}."
    return f"{origin.name}: {title}. {published}{fetched}. {version}{demo}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def taken(selection: Selection, shown: View, *, address: str, pinned: str) -> Taken:
    """What is taken away of a view. ``address``, ``pinned``: its page's, whole where the server knows its own name."""
    declared = shown.declared
    further = (shown.tables.series,) if shown.numbers is None else ()
    tables = (shown.table, *further, *shown.tables.further)
    return Taken(
        file_name=file_name(selection, shown),
        indicator=shown.indicator,
        title=shown.title,
        headline=shown.headline,
        subtitle=shown.subtitle,
        sentence=shown.sentence,
        remarks=tuple(one for one in (*shown.remarks, shown.caption) if one),
        alt=shown.alt,
        period=shown.period,
        period_sv=shown.period_sv or (swedish.period_name(shown.period) if shown.period else ""),
        unit_sv=declared.unit_sv if shown.numbers is None else shown.numbers.unit_sv,
        address=address,
        pinned=pinned,
        origin=shown.origin,
        terms_sv=declared.terms_sv,
        numbers=shown.numbers,
        tables=tuple(dict.fromkeys(table for table in tables if table.rows)),
        definitions=(
            Named("Mått", shown.title),
            Named("Vad det visar", shown.definition),
            Named("Vad det inte visar", shown.caveat),
            Named("Mäts för", swedish.capital(declared.age_group)),
            Named("Enhet", swedish.capital(declared.unit_sv)),
            Named("Räknas efter", swedish.capital(declared.place_basis.value)),
        ),
        for_programs=None if shown.tables.for_programs is None else of_table(shown.tables.for_programs),
    )


def file_name(selection: Selection, shown: View) -> str:
    """``arbetsloshet-are-2026-08``: measure, place, what is chosen, way, period, and the day it is as known on."""
    chosen = []
    for name, code in selection.slice:
        values = DIMENSIONS[name].values
        chosen.append(next((value.url_word for value in values if value.code == code), code))
    day = f"per-{selection.as_of.isoformat()}" if selection.as_of else ""
    parts = (shown.declared.slug, shown.places.own.name, *chosen, selection.way, shown.period, day)
    return "-".join(word for part in parts if (word := file_word(part)))


def file_word(text: str) -> str:
    """A text as part of a file's name: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", names.fold(text)).strip("-")
