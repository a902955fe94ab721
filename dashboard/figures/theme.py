"""Every colour, size and dash as a token, in one place. Contrast on white in brackets (visual language).

A region with its own colours replaces tokens through ``Theme``; style sheet and figures follow.
"""

from dataclasses import dataclass, replace

from dashboard.model import Size

FONT = "Inter, 'Segoe UI', system-ui, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as #RRGGBB. ``chosen`` is the one strong colour, for the chosen place, links and *nytt*."""

    paper: str = "#FFFFFF"
    ink: str = "#1A2127"  # 16.3
    ink_2: str = "#46525C"  # 8.0
    muted: str = "#66727D"  # 4.9
    context: str = "#8B96A0"  # 3.0
    hair: str = "#D6DCE1"  # 1.4, background only
    neighbour: str = "#8B96A0"  # 3.0, other municipalities: hairlines beside lines that are labelled
    wash: str = "#F4F6F5"
    band: str = "#E3EAED"
    chosen: str = "#0F5C7A"  # 7.4, fjäll
    gran: str = "#2F6B4F"  # 6.3
    lingon: str = "#A8324A"  # 6.5, also DEMODATA
    ljung: str = "#7A4E8C"  # 6.4
    hjortron: str = "#9A560B"  # 5.6, also reviderad
    focus: str = "#1A56DB"  # 6.2
    map_1: str = "#D9E7EC"  # 1.3, with a number or a legend beside it
    map_2: str = "#A9C6D2"  # 1.8
    map_3: str = "#6E9FB3"  # 2.9
    map_4: str = "#2F7391"  # 5.3
    map_5: str = "#0A4459"  # 10.6
    swarm: str = "#C3CBD2"  # 1.6, other places in a distribution: background only

    @property
    def further(self) -> tuple[tuple[str, str], ...]:
        """Colour and dash of further places that must speak, never more than four."""
        return ((self.gran, "solid"), (self.ljung, "11px,4px"), (self.hjortron, "6px,3px"), (self.lingon, "2px,3px"))

    @property
    def map_classes(self) -> tuple[str, ...]:
        """Five classes of one hue, lowest first."""
        return (self.map_1, self.map_2, self.map_3, self.map_4, self.map_5)

    def css(self) -> str:
        """The tokens as CSS custom properties."""
        lines = (f"  --{name.replace('_', '-')}: {getattr(self, name)};" for name in self.__dataclass_fields__)
        return ":root {\n" + "\n".join(lines) + f"\n  --font: {FONT};\n}}\n"


THEME = Theme()

COUNTY_DASH = "9px,5px"
SMALLEST_TEXT = 12.5
"""Size under which no text of a figure goes, px."""
NATION_DASH = "3px,4px"
LAST_YEAR_DASH = "7px,5px"
ROUND_ENDS = "nonzero"
"""``fillrule`` of a shape without area, which no rule of filling changes: that its lines end round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Measures of a figure at one size, in px. ``label_width`` is the room kept for labels at the lines' ends.

    ``about`` is the width where the page decides it (``width`` None): that of a phone, or beside a column of text.
    """

    width: int | None
    about: int = 960
    height: int
    text: float
    label: float
    own_line: float
    line: float
    hairline: float
    dot: float
    left: int
    top: int
    bottom: int
    label_width: int
    ticks: int
    short_names: bool = False

    @property
    def plot_height(self) -> int:
        """Height of the plotting area."""
        return self.height - self.top - self.bottom

    @property
    def plot_width(self) -> int:
        """Width of the plotting area; about that where the page decides the width."""
        return self.full_width - self.left - self.label_width

    @property
    def full_width(self) -> int:
        """Width of the figure; about that where the page decides the width."""
        return self.width or self.about

    @property
    def least_width(self) -> int:
        """Width of the figure on the narrowest window, 320 px, where the page decides the width of a phone's."""
        return self.width or (288 if self.short_names else self.about)

    def small(self, share: float) -> float:
        """A size under that of the text, px; never so small that it cannot be read."""
        return max(self.text * share, min(self.text, SMALLEST_TEXT))


FRAMES = {
    Size.SCREEN: Frame(
        width=None,
        height=428,
        text=14.5,
        label=14.5,
        own_line=3,
        line=2,
        hairline=1.1,
        dot=8,
        left=44,
        top=26,
        bottom=34,
        label_width=150,
        ticks=5,
    ),
    Size.PHONE: Frame(
        width=None,
        about=350,
        height=330,
        text=13,
        label=13,
        own_line=3,
        line=2,
        hairline=1,
        dot=7,
        left=38,
        top=22,
        bottom=30,
        label_width=86,
        ticks=5,
        short_names=True,
    ),
    Size.SLIDE: Frame(
        width=1744,
        height=690,
        text=26,
        label=28,
        own_line=5,
        line=3,
        hairline=1.8,
        dot=15,
        left=92,
        top=44,
        bottom=58,
        label_width=300,
        ticks=5,
    ),
    Size.PAPER: Frame(
        width=700,
        height=430,
        text=14,
        label=14.5,
        own_line=3,
        line=1.8,
        hairline=1.1,
        dot=8,
        left=50,
        top=26,
        bottom=34,
        label_width=170,
        ticks=5,
    ),
}

FRAMES[Size.LOW] = replace(FRAMES[Size.SLIDE], width=2000, height=524, ticks=4)
_HALF_HEIGHT = {Size.SCREEN: 330, Size.PHONE: 290, Size.SLIDE: 345, Size.PAPER: 215, Size.LOW: 262}
FRAMES |= {size.half: replace(FRAMES[size], height=height, ticks=4) for size, height in _HALF_HEIGHT.items()}


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a figure is drawn on: its size, its colours, and whether it is a slide, which has few lines."""

    size: Size
    theme: Theme = THEME
    on_slide: bool = False

    @property
    def frame(self) -> Frame:
        """The measures of the size."""
        return FRAMES[self.size]
