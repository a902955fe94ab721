"""From a draft to an edition: composed, checked, made into every form, written; and what has happened since."""
