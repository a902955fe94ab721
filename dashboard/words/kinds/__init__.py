"""Sentences of each kind of measure and of each reason to say something else."""
