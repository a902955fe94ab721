"""Key figures of BRP+, Tillväxtverket's broadened measure of regional development."""

from loaders.indicators._kolada import key_figures

INDICATOR = key_figures(
    "brp_plus",
    "BRP+",
    slug="brp-plus",
    words="BRP+",
    pattern=r"BRP\s?(\+|-?plus)",
    definition_sv="Nyckeltal som beskriver regional utveckling bredare än BRP, valda av Tillväxtverket.",
    subject_sv="nyckeltalen i BRP+",
    order=131,
)
