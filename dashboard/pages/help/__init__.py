"""The help: what is written in docs/, and what is made of the catalogue and of the rules the words follow."""
