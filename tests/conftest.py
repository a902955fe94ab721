"""What all tests share: time is no fact about our code, so no example of hypothesis fails for being slow."""

from hypothesis import settings

settings.register_profile("lanspuls", deadline=None)
settings.load_profile("lanspuls")
