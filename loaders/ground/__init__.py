"""The words everything is said in: declarations, places, periods, panels, errors. Reads no file but its own lists."""
