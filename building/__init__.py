"""What makes the wheel: pip's hooks, the files browsers load, what is in it. Nothing of it is installed."""
