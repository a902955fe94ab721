"""Deterministic noise: the same coordinates give the same number in every process and on every machine."""

from zlib import crc32

import numpy as np

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FINISH = np.uint64(0xBF58476D1CE4E5B9)


def seed_of(text: str) -> int:
    """A 32-bit seed from a name, stable between Python runs (unlike `hash`)."""
    return crc32(text.encode("utf-8"))


def hashed(seed: int, *axes: np.ndarray | int) -> np.ndarray:
    """uint64 hash of the broadcast integer coordinates in `axes` (any shapes that broadcast)."""
    state = np.asarray([seed], dtype=np.uint64)
    with np.errstate(over="ignore"):
        for axis in axes:
            coordinate = np.asarray(axis, dtype=np.int64).view(np.uint64)
            state = (state ^ (coordinate + np.uint64(1))) * _MULTIPLIER
            state = state ^ (state >> np.uint64(29))
        state = state * _FINISH
    return state ^ (state >> np.uint64(32))


def uniform(seed: int, *axes: np.ndarray | int) -> np.ndarray:
    """float64 in [0, 1)."""
    return np.multiply(hashed(seed, *axes) >> np.uint64(11), 2.0**-53)


def bell(seed: int, *axes: np.ndarray | int) -> np.ndarray:
    """float64, bell-shaped with mean 0 and standard deviation 1, never outside ±3.5."""
    bits = hashed(seed, *axes)
    mask = np.uint64(0xFFFF)
    total = np.zeros(bits.shape)
    for shift in (0, 16, 32, 48):
        total += (bits >> np.uint64(shift)) & mask
    return (total / 65535.0 - 2.0) * 1.7320508


def whole_steps(seed: int, reach: int, *axes: np.ndarray | int) -> np.ndarray:
    """int64 in -reach … +reach, all equally likely: the disclosure noise of a count."""
    return (hashed(seed, *axes) >> np.uint64(33)).astype(np.int64) % (2 * reach + 1) - reach
