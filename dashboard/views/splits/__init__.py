"""A measure split into what it is made of, as bars: parts of a change per municipality, industries of one place.

Reads data, draws with figures/bars.py, writes with words/kinds/splits.py. Differences are those of displayed numbers.
"""
