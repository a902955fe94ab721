"""Running all sources the same way: fetch, check, store, report, examine."""
