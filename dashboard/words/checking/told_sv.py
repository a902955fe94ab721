"""What a finding says: the words of the rules, both numbers, and the limit that decided."""

from decimal import Decimal

from dashboard.words import nouns, one_word
from dashboard.words import swedish as sv
from dashboard.words.judging.claims import Absent, Claim, Compared, Lumps, Number, Rare, Uncompared, Word
from dashboard.words.judging.thresholds import Limits, Scale, Step, limits_of
from dashboard.words.kinds import absences, march_april, ordinary
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Indicator, Kind

_PREFIX = {Step.SLIGHT: "något ", Step.PLAIN: "", Step.CLEAR: "klart "}
_SUFFIX = {Step.SLIGHT: " något", Step.PLAIN: "", Step.CLEAR: " tydligt"}
_STEP_OF = {Word.SLIGHT: Step.SLIGHT, Word.PLAIN: Step.PLAIN, Word.CLEAR: Step.CLEAR}


def verdict(claim: Claim) -> str:
    """What the figures say, after *siffrorna säger*: *i stort sett oförändrat*, *något fler*, *inget om skillnaden*."""
    if isinstance(claim, Absent):
        return absences.short_reason(claim)
    said = one_word.verdict(claim)
    if said:
        return said
    if isinstance(claim, Compared) and claim.gate is None and claim.difference:
        return _compared_word(claim.facts.indicator, claim.difference > 0, Step.PLAIN)
    return one_word.word_alone(claim) or "inget om skillnaden"


def both_numbers(claim: Claim) -> str:
    """``1 434 mot 1 423 i oktober i fjol, 11 fler.`` Of twelve months where the word is of them."""
    facts = claim.facts
    if isinstance(claim, Rare) and claim.year is not None:
        now, before = claim.year.now, claim.year.before
        apart = f", {sv.number(abs(now - before))} {'fler' if now > before else 'färre'}" if now != before else ""
        return f"{sv.number(now)} på tolv månader mot {sv.number(before)} de tolv före{apart}."
    if isinstance(claim, Lumps) and claim.year is not None:
        standing = claim.year.standing
        among = f", av tio tidigare år är {standing.higher} högre och {standing.lower} lägre" if standing else ""
        return f"{sv.number(claim.year.now)} på tolv månader{among}."
    if isinstance(claim, Compared) and march_april.is_compared_pair(claim):
        value = nouns.value_text(facts.indicator, claim.now, facts.now.status)
        apart = difference(facts.indicator, claim.difference)
        return f"{value} i mars och april tillsammans mot {ordinary.then_value(claim)} året före, {apart}."
    if isinstance(claim, Compared):
        apart = difference(facts.indicator, claim.difference)
        value = nouns.value_text(facts.indicator, claim.now, facts.now.status)
        return f"{value} mot {ordinary.then_number(claim)}, {apart}."
    if isinstance(claim, Number):
        return f"{ordinary.lead(claim, PlaceForm.NAMED)}."
    return ""


def difference(indicator: Indicator, apart: Decimal) -> str:
    """``11 fler``, ``0,3 procentenheter lägre``, ``lika``."""
    if apart == 0:
        return "lika"
    word = ordinary.comparative(indicator, apart > 0)
    if indicator.is_share or indicator.kind is Kind.GROWTH:
        return f"{sv.points(apart, indicator.decimals)} {word}"
    return f"{nouns.value_text(indicator, abs(apart))} {word}"


def _compared_word(indicator: Indicator, up: bool, step: Step) -> str:
    if indicator.kind is Kind.POPULATION:
        return ("ökade" if up else "minskade") + _SUFFIX[step]
    return _PREFIX[step] + ordinary.comparative(indicator, up)


def limit(claim: Claim, asked: Step, up: bool) -> str:
    """Why the word may not be said: the gate that failed, or where the asked step begins and how large this one is."""
    if isinstance(claim, Uncompared):
        return ordinary_reason(claim)
    if isinstance(claim, Rare):
        return _of_rare(claim)
    if isinstance(claim, Lumps):
        return "Varsel och liknande kommer i klumpar: tolv månader jämförs med de tio åren före, utan annat ord."
    if not isinstance(claim, Compared):
        return ""
    if claim.gate is not None and not claim.gate.passed and (why := ordinary.why_no_word(claim)):
        return why
    if claim.gate is None:
        return "Reglerna har inget ord för hur stor skillnaden är; talen får sägas."
    return _of_limits(claim, limits_of(claim.facts.indicator), asked, up)


def ordinary_reason(claim: Uncompared) -> str:
    """Why two numbers are not compared: the break between them, or that one is not there."""
    reasons = " ".join(nouns.as_sentence(found.reason_sv) for found in claim.breaks)
    return reasons or f"Talet för {sv.period_name(claim.then_period)} finns inte att jämföra med."


def _of_rare(claim: Rare) -> str:
    if claim.year is None or claim.word is Word.NONE:
        return "Talen är för små för att kalla skillnaden en förändring."
    if not claim.word.is_change:
        return "Skillnaden är inte större än slumpen kan ge."
    return "Så små tal jämförs bara på tolv månader."


def _of_limits(claim: Compared, limits: Limits, asked: Step, up: bool) -> str:
    indicator = claim.facts.indicator
    edge = dict(zip(Step, (limits.slight, limits.slight, limits.plain, limits.clear), strict=True))
    word = _compared_word(indicator, up, max(asked, Step.SLIGHT))
    here = _STEP_OF.get(claim.word, Step.UNCHANGED)
    shown = f"{sv.as_rounded(edge[asked])} {_scale_word(limits, edge[asked])}"
    if asked < here or (here is not Step.UNCHANGED and up != (claim.direction > 0)):
        above = edge[here]
        begins = f"{sv.as_rounded(above)} {_scale_word(limits, above)}"
        said = _compared_word(indicator, claim.direction > 0, here)
        return f"”{sv.capital(said)}” sägs från {begins}{_size(claim, limits)}."
    return f"”{sv.capital(word)}” sägs först från {shown}{_size(claim, limits)}."


def _scale_word(limits: Limits, number: Decimal) -> str:
    return "procentenhet" if limits.scale is Scale.POINTS and number == 1 else str(limits.scale)


def _size(claim: Compared, limits: Limits) -> str:
    if limits.scale is Scale.POINTS:
        return f", här är det {sv.number(abs(claim.difference), claim.facts.indicator.decimals)}"
    if claim.then == 0:
        return ""
    return f", här är det {sv.as_rounded(abs(limits.shown(100 * claim.difference / claim.then)))}"
