"""Measurements with bounds; `make bench` runs them."""
