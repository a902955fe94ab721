"""RKA's key figures for the Agenda 2030 goals, for riket, the county and its municipalities."""

from loaders.indicators._kolada import key_figures

INDICATOR = key_figures(
    "agenda2030",
    "Agenda 2030",
    slug="agenda-2030",
    words="agenda",
    pattern=r"agenda[\s-]*2030",
    definition_sv="Nyckeltal som RKA har valt för att följa målen i Agenda 2030.",
    subject_sv="nyckeltalen för Agenda 2030",
    order=130,
    similar="Liknande kommuner socioekonomi",
)
