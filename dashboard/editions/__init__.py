"""Editions: what was published of a meeting, as data, in files that nothing changes afterwards."""
