"""Counties that share a border on land, in the order a slide is turned to them. A meeting file may name others.

Source: the division into counties as of 2024 (Lantmäteriet's map); only common knowledge of geography is used.
"""

MOST = 4

_BORDERS = {
    "01": ("03", "04"),
    "03": ("01", "19", "21"),
    "04": ("01", "05", "18", "19"),
    "05": ("06", "04", "18", "08"),
    "06": ("14", "05", "07", "08"),
    "07": ("06", "08", "12", "10"),
    "08": ("07", "06", "05", "10"),
    "09": (),
    "10": ("12", "07", "08"),
    "12": ("13", "07", "10"),
    "13": ("12", "14", "07", "06"),
    "14": ("13", "06", "17", "18"),
    "17": ("18", "14", "20"),
    "18": ("17", "19", "04", "05"),
    "19": ("18", "03", "20", "04"),
    "20": ("17", "21", "23", "19"),
    "21": ("22", "20", "03", "23"),
    "22": ("21", "23", "24"),
    "23": ("22", "20", "21", "24"),
    "24": ("22", "25", "23"),
    "25": ("24",),
}


def of(county: str) -> tuple[str, ...]:
    """Codes of a county's neighbours, the first asked for first; none where it has no border on land."""
    return _BORDERS.get(county, ())[:MOST]
