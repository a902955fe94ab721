"""Plotly figures as plain dicts: pure functions of lines and sizes. Nothing here reads, rounds or chooses figures."""
