"""Near-duplicate signatures: MinHash over shingles of the folded body. Resolve compares them into families.

The signature is datasketch's (scheme `affine32`, seed 1), so that
`datasketch.MinHash(hashvalues=…, scheme="affine32", seed=1)` reads it. It is computed here because importing datasketch
brings scipy: two seconds for every worker process.
"""

import hashlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tasks.clean.lines import word_key

SHINGLE_WORDS = 5
MIN_WORDS = 30
PERMUTATIONS = 128
SEED = 1

_Hashes = npt.NDArray[np.uint32]


def signature(body: str) -> tuple[int, ...]:
    """Return the MinHash signature (128 integers below 2³²) of a body over runs of five folded words.

    The share of equal positions of two signatures estimates the Jaccard similarity of the two bodies. Empty when the
    body has fewer than 30 words.
    """
    words = word_key(body).split()
    if len(words) < MIN_WORDS:
        return ()
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)}
    hashes = _mixed(np.array([_hash(shingle) for shingle in sorted(shingles)], dtype=np.uint32))
    factors, shifts = _permutations()
    permuted = hashes[:, None] * factors[None, :] + shifts[None, :]  # uint32: wrapping round is the modulo
    return tuple(int(value) for value in permuted.min(axis=0))


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.sha1(shingle.encode(), usedforsecurity=False).digest()[:4], "little")


def _mixed(hashes: _Hashes) -> _Hashes:
    """MurmurHash3's finalizer: a fixed bijection that spreads structured input."""
    hashes = (hashes ^ (hashes >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    hashes = (hashes ^ (hashes >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return hashes ^ (hashes >> np.uint32(16))


@lru_cache(maxsize=1)
def _permutations() -> tuple[_Hashes, _Hashes]:
    generator = np.random.RandomState(SEED)
    factors = generator.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, generator.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)
