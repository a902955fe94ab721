"""What may be said: facts in, one claim out, by the rules of docs/words.md."""
