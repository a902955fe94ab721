"""Faults on purpose against what is kept: ``make chaos`` runs them whole, a sample runs with the tests."""
