"""How well a colour is seen (WCAG 2.2)."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""


def contrast_on_white(colour: str) -> float:
    """The contrast of a colour (#RRGGBB) against white, 1 to 21 (WCAG 2.2)."""
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
