"""Preparing a meeting: changes of its file that leave everything else in it as it was written. Knows no browser."""
