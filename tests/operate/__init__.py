"""Running Länspuls as those do who operate it, where that takes more than CI's time: ``make operate``."""
