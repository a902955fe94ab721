"""What only the speaker sees: questions that come every time, and what may be asked for besides."""
