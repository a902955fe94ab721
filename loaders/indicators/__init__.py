"""One file per indicator, each with one INDICATOR. Files beginning with _ hold what several of them share."""
