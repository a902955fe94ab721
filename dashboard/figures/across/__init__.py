"""Figures of many places at once: a map, a ranking with intervals, a distribution, small multiples."""
