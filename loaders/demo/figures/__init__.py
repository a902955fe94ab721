"""Invented figures of the simulated publisher, one module per subject. DEMODATA."""
