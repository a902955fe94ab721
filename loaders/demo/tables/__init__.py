"""The simulated publisher's tables, one module per subject, laid out as SCB's are."""
