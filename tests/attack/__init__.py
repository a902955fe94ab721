"""Attacks on a running server: ``make attack`` (see ``__main__``). A sample of them is in the tests."""
