"""Finding measures, places, meetings and pages by the words people use: pure but for the meeting files it reads."""
