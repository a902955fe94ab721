"""Which tables must be asked for which indicators, and when each is due."""
