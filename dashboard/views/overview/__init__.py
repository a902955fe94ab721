"""What the overview of a place is made of: which measures, and what comes next."""
