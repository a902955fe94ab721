"""The Swedish words of change: which way, how much, not at all, and those that take a statement back."""

import re

_UP = (
    r"öka(?:r|de|t|s|des|ts|nde)?",
    r"(?!\w*sökning)\w*ökning(?:en|ar|arna)?",
    r"steg|stiger|stiga|stigit|stigande|\w*stegring(?:en)?",
    r"\w*uppgång(?:en|ar|arna)?|uppåt",
    r"växer|växa|växte|växt|växande",
    r"lyf(?:ter|ta|te|t|tet)|klättra(?:r|de|t)?|rusa(?:r|de|t)?|exploderar|exploderade?|exploderat",
    r"(?:för|två|tre|fyr|fem|mång)?dubbl(?:a|as|ar|ade|ades|at|ats|ing|ingen)",
    r"fler|högre|större|mer",
    r"(?:går|gick|gått|gå|pekar|pekade|är|var|på väg) upp|(?:sköt|skjuter|skjutit) i höjden|(?:tog|tar|tagit) fart",
    r"upp(?= (?:med )?\d)|(?:(?<=en )|(?<=et )|(?<=na ))upp(?= till \d)|uppe (?:på|i)(?= \d)",
)
_DOWN = (
    r"minska(?:r|de|t|s|des|ts|nde)?",
    r"\w*minskning(?:en|ar|arna)?",
    r"sjunk(?:er|a|it|ande)|sjönk|föll|faller|falla|fallit|fallande",
    r"\w*nedgång(?:en|ar|arna)?|nedåt|neråt",
    r"dala(?:r|de|t)?|krymp(?:er|a|te|t|ande)|backa(?:r|de|t)?|tappa(?:r|de|t)?|\w*tapp(?:et)?",
    r"rasa(?:r|de|t)?|ras|raset|jobbras(?:et)?|störtdyk(?:er|a|t)?|störtdök|(?:dyker|dök|dykt)(?! upp)",
    r"kollapsa(?:r|de|t)?|halver(?:a|as|ar|ade|ades|at|ats|ing|ingen)",
    r"färre|lägre|mindre",
    r"(?:går|gick|gått|gå|pekar|pekade|är|var|på väg) ne(?:d|r)",
    r"ne(?:d|r)(?= (?:(?:med|till) )?\d)|nere på(?= \d)",
)
_SAME = (
    r"oförändra(?:d|t|de)|stillastående|densamma|detsamma|desamma",
    r"(?:stod|står|stått|låg|ligger|legat) still(?:a)?",
    r"lika (?:många|hög|högt|höga|låg|lågt|låga|stor|stort|stora|mycket|få|litet)|samma nivå|samma antal",
)
_USUAL = (
    r"vanlig variation|(?:det|den) vanliga|vanlig nivå|vanliga nivåer|normal nivå|normalt läge",
    r"stabil|stabilt|stabila|planar ut|planade ut",
)
_UNUSUAL_UP = (r"ovanligt (?:många|hög|högt|höga|stor|stort|stora)",)
_UNUSUAL_DOWN = (r"ovanligt (?:få|låg|lågt|låga|liten|litet|små)",)


def _of(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


UP, DOWN, SAME, USUAL = _of(*_UP), _of(*_DOWN), _of(*_SAME), _of(*_USUAL)
UNUSUAL_UP, UNUSUAL_DOWN = _of(*_UNUSUAL_UP), _of(*_UNUSUAL_DOWN)

VERB = re.compile(r"(?!.*(?:ning|gång)(?:en|ar|arna)?$)(?!fler|färre|högre|lägre|större|mindre|mer$).*", re.IGNORECASE)
"""Words of change that an adverb may follow: *ökade kraftigt*; what follows *fler* belongs to the noun."""
STRONG = _of(
    r"kraftig(?:t|a)?|rejäl(?:t|a)?|markant(?:a)?|dramatisk(?:t|a)?|betydlig(?:t|a)?|väsentlig(?:t|a)?|avsevär(?:d|t|da)",
    r"stark(?:t|a)?|skarp(?:t|a)?|brant(?:a)?|tydlig(?:t|a)?|klar(?:t|a)?|mycket|stor(?:t|a)?|långt|ordentlig(?:t|a)?",
    r"väldigt|enorm(?:t|a)?|massiv(?:t|a)?|påtaglig(?:t|a)?|häftig(?:t|a)?|snabb(?:t|a)?",
)
WEAK = _of(
    r"något|marginell(?:t|a)?|lite|litet|liten|små|smått|svag(?:t|a)?|aningen|en aning|försiktig(?:t|a)?|knappt",
    r"obetydlig(?:t|a)?|måttlig(?:t|a)?|ytterst lite",
)
STRONG_ALONE = _of(
    r"rasa(?:r|de|t)?|ras|raset|jobbras(?:et)?|störtdyk\w*|störtdök|rusa(?:r|de|t)?|explodera\w*|kollapsa\w*"
    r"|(?:sköt|skjuter|skjutit) i höjden|\w*dubbl\w+|halver\w+"
)
"""Verbs that say how much by themselves."""

NOT_BEFORE = _of(
    r"inte|icke|ej|aldrig|ingen|inget|inga|varken|knappast|slutade|slutat|slutar|sluta|upphörde|upphört|utan att"
)
NOT_AFTER = _of(r"inte|ej|icke|aldrig")
NOT_A_NEGATION = _of(r"inte bara|inte minst|inte oväntat|inte helt oväntat|inte oförändra(?:d|t|de) utan")
NOT_YET = _of(
    r"väntas?|väntade|kan|kunde|kommer|ska|skall|skulle|bör|borde|måste|tros|spås|bedöms|beräknas|vill|behöver|får|hoppas"
    r"|prognos(?:en|er|erna)?|framskriv\w+|risk(?:en|erar)?|mål(?:et)?|målsättning(?:en)?|om"
)
"""What makes a statement one of the future, of a wish or of a condition: no figure can contradict it."""

AROUND = _of(r"omkring|cirka|ca|runt|ungefär|drygt|knappt|nästan|närmare|över|under|mer än|fler än|färre än|mindre än")
RECORD = _of(
    r"\w*rekord\w*|(?!(?:minst|högst)\s+[−-]?\d)(?:(?:hög|läg|stör|min|fler?|färr?)st?(?:a)?|flest|färst|högst(?:a)?|lägst(?:a)?)\b[^,;–.]{0,60}?"
    r"(?:någonsin|hittills|sedan (?:mätningarna började|starten|(?:19|20)\d\d)|på (?:\w+|\d+) år)"
    r"|(?:fler|färre|högre|lägre|större) än någonsin",
    r"inte (?:varit|haft|noterats|uppmätts|sett)[^,;–.]{0,40}?(?:högre|lägre|fler|färre|större|mindre) "
    r"(?:sedan (?:19|20)\d\d|på (?:\w+|\d+) år)",
)
"""*Rekord*, *lägst sedan 2019*; *minst −2 personer på ett år* is how large a number is at the least."""
FASTER, SLOWER = _of(r"snabbare|starkare"), _of(r"långsammare|svagare")
"""How a growth compares with the one before."""
LOW_RECORD = re.compile(r"bottenrekord|rekordl[åä]g|rekordfå|lägst|färst|färre|lägre|minst", re.IGNORECASE)


def is_of_change(word: str) -> bool:
    """Whether a word says a change by itself, as *jobbras* and *folkökning* do."""
    return bool(UP.fullmatch(word) or DOWN.fullmatch(word))
