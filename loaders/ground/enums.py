"""The closed vocabularies that declarations, figures and words share; others import them from ``declarations``."""

from enum import StrEnum


class Status(StrEnum):
    """What is to be known about one value. A reason for absence beats a mark of quality.

    ``EMPTY`` is the empty word: an ordinary value with nothing to remark.
    """

    EMPTY = ""
    # reasons why value is null
    SUPPRESSED = "suppressed"
    MISSING = "missing"
    NOT_PUBLISHED = "not_published"
    NOT_APPLICABLE = "not_applicable"
    WITHDRAWN = "withdrawn"
    # marks on a value that is there
    NIL = "nil"
    LOWER_BOUND = "lower_bound"
    INCOMPLETE = "incomplete"
    ESTIMATED = "estimated"
    PROJECTED = "projected"
    NOISE_ADDED = "noise_added"
    PRELIMINARY = "preliminary"

    @property
    def is_absent(self) -> bool:
        """True if a cell with this status has no value."""
        return self in ABSENT


ABSENT = frozenset({Status.SUPPRESSED, Status.MISSING, Status.NOT_PUBLISHED, Status.NOT_APPLICABLE, Status.WITHDRAWN})


class Kind(StrEnum):
    """Which words, which per cent and which controls fit a measure (docs/words.md)."""

    FLOW = "flow"
    SEASON = "season"
    STOCK = "stock"
    POPULATION = "population"
    RATE = "rate"
    PER_HEAD = "per_head"
    AMOUNT = "amount"
    GROWTH = "growth"
    SURVEY = "survey"
    RARE = "rare"
    LUMPS = "lumps"
    PROJECTION = "projection"


class Grain(StrEnum):
    """Length of a period."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class PlaceBasis(StrEnum):
    """What ties a figure to a place; Swedish, since it is shown."""

    RESIDENCE = "bostad"
    WORKPLACE = "arbetsställe"
    SEAT = "säte"
    RIKET = "riket"
    AREA = "riksområde"


class Comparison(StrEnum):
    """Comparisons that may be put into words. Month-on-month is off unless declared."""

    YEAR_ON_YEAR = "year_on_year"
    MONTH_ON_MONTH = "month_on_month"
    TWELVE_MONTHS = "twelve_months"
    YEAR_TO_DATE = "year_to_date"
    NORMAL_YEAR = "normal_year"
    VINTAGES = "vintages"


class FileFormat(StrEnum):
    """Formats of an export."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class Severity(StrEnum):
    """How much a break in a series disturbs a comparison across it."""

    INCOMPARABLE = "incomparable"
    CAUTION = "caution"
    NOISE = "noise"


class Level(StrEnum):
    """Levels of place."""

    NATION = "riket"
    AREA = "riksområde"
    COUNTY = "län"
    MUNICIPALITY = "kommun"
