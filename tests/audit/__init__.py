"""An audit of every sentence and table by arithmetic of its own: docs/audit.md says what it covers and found."""
