"""What stands beside the numbers in a file, as named facts: where they come from, and what its words mean."""

from dashboard.data.numbers import NOT_COMPUTED, status_sv, status_word
from dashboard.forms.taking.taken import Named, Taken
from dashboard.model import DEMODATA
from dashboard.words import swedish
from loaders.ground.declarations import Status
from loaders.ground.panel import STATUSES

MEANINGS = {
    Status.SUPPRESSED: "källan döljer uppgiften för att skydda enskilda",
    Status.MISSING: "uppgiften saknas hos källan",
    Status.NOT_PUBLISHED: "uppgiften väntas, men källan har inte gett ut den",
    Status.NOT_APPLICABLE: "uppgiften kan inte finnas, till exempel före seriens början",
    Status.WITHDRAWN: "källan har dragit tillbaka uppgiften",
    Status.NIL: "inget finns att redovisa: en verklig nolla",
    Status.LOWER_BOUND: "en del är dold, så det rätta talet är lika stort eller större",
    Status.INCOMPLETE: "för lågt än, eftersom alla uppgifter inte har kommit in",
    Status.ESTIMATED: "källan eller Länspuls har skattat en del av talet",
    Status.PROJECTED: "framskrivning, inte utfall",
    Status.NOISE_ADDED: "källan har lagt till små avvikelser som skydd för enskilda",
    Status.PRELIMINARY: "preliminär uppgift som kan ändras",
}
_NOT_COMPUTED = "talet kan inte räknas fram här, till exempel för att det inte finns något år före"
_DEMO_SV = f"{DEMODATA}: siffrorna är påhittade och visar bara hur filen ser ut."


def notes(what: Taken) -> tuple[Named, ...]:
    """Origin, version, period and address, and what must be said of these very figures."""
    origin = what.origin
    told = [Named(DEMODATA, _DEMO_SV)] if what.synthetic else []
    told += [
        Named("Rubrik", what.headline),
        Named("Mening", what.sentence),
        Named("Mått", what.subtitle),
        Named("Period", what.period_sv or "inga siffror"),
        *(Named(one.title_sv, swedish.capital(one.label_sv)) for one in (what.numbers.chosen if what.numbers else ())),
        Named("Bilden i ord", what.alt),
        *(Named("Anmärkning", one) for one in what.remarks),
        Named("Källa", what.source),
        Named("Utgivare", origin.publisher_sv),
        Named("Tabell", ", ".join(origin.tables_sv)),
        Named("Publicerad", swedish.date_text(origin.published) if origin.is_stated else ""),
        Named("Hämtad", swedish.date_text(origin.fetched)),
        Named("Version", str(what.version)),
        Named("Villkor", what.terms_sv),
        Named("Hänvisa så här", what.citation),
        Named("Sidan, alltid senaste siffran", what.address),
        Named("Sidan, som den var känd", what.pinned),
    ]
    return tuple(one for one in told if one.text_sv)


def definitions(what: Taken) -> tuple[Named, ...]:
    """What the measure is, what every remark that is there means, and how files for programs write them."""
    there = [] if what.numbers is None else sorted({int(code) for code in what.numbers.status.ravel().tolist()})
    remarks = [
        Named(f"{swedish.capital(status_sv(code))} ({status_word(code)})", swedish.capital(f"{meaning_sv(code)}."))
        for code in there
        if status_sv(code)
    ]
    bounds = [Named("Lägst och högst", "Talet är ett intervall: så litet eller så stort kan det vara.")]
    margin = [Named("Felmarginal", "Undersökningens osäkerhet åt vardera hållet, med 95 procents säkerhet.")]
    numbers = what.numbers
    return (
        *what.definitions,
        *remarks,
        *(bounds if numbers is not None and numbers.has_bounds else []),
        *(margin if numbers is not None and numbers.margin is not None else []),
    )


def meaning_sv(code: int) -> str:
    """What a status says, as a clause; empty for an ordinary number."""
    if code == NOT_COMPUTED:
        return _NOT_COMPUTED
    status = STATUSES[code] if code < len(STATUSES) else Status.NOT_PUBLISHED
    return MEANINGS.get(status, "")
