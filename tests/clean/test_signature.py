"""Near-duplicate signatures: datasketch's, and near for near copies."""

import random

import datasketch
import pytest

from tasks.clean.lines import word_key
from tasks.clean.signature import MIN_WORDS, PERMUTATIONS, SEED, SHINGLE_WORDS, signature

WORDS = [f"mot{number}" for number in range(400)]
BODY = " ".join(random.Random(7).choices(WORDS, k=300))


def alike(left: tuple[int, ...], right: tuple[int, ...]) -> float:
    return sum(a == b for a, b in zip(left, right, strict=True)) / len(left)


def shingles(body: str) -> set[str]:
    words = word_key(body).split()
    return {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)}


def jaccard(left: str, right: str) -> float:
    a, b = shingles(left), shingles(right)
    return len(a & b) / len(a | b)


@pytest.mark.parametrize(
    "body", [BODY, BODY.upper() + " Épilogue", "بحث الوفدان سبل تأمين الحدود المشتركة بين البلدين " * 6]
)
def test_it_is_datasketchs(body: str) -> None:
    theirs = datasketch.MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32")
    theirs.update_batch([shingle.encode() for shingle in shingles(body)])
    assert signature(body) == tuple(int(value) for value in theirs.hashvalues)


def test_datasketch_reads_it() -> None:
    half = " ".join(BODY.split()[:150])
    left, right = (
        datasketch.MinHash(hashvalues=signature(body), scheme="affine32", seed=SEED) for body in (BODY, half)
    )
    assert left.jaccard(right) == pytest.approx(jaccard(BODY, half), abs=0.15)


def test_a_copy_with_other_case_accents_and_punctuation_is_the_same() -> None:
    assert signature("L'État-major « réuni » à Niamey. " * 8) == signature("l’etat-major réuni à NIAMEY " * 8)


@pytest.mark.parametrize("changed", [1, 5, 30])
def test_near_copies_are_near(changed: int) -> None:
    words = BODY.split()
    for position in random.Random(changed).sample(range(len(words)), changed):
        words[position] = "autre"
    copy = " ".join(words)
    assert alike(signature(BODY), signature(copy)) == pytest.approx(jaccard(BODY, copy), abs=0.12)


def test_other_stories_are_far() -> None:
    other = " ".join(random.Random(8).choices(WORDS, k=300))
    assert alike(signature(BODY), signature(other)) < 0.1


def test_too_short_for_a_signature() -> None:
    assert signature(" ".join(WORDS[: MIN_WORDS - 1])) == ()
    assert len(signature(" ".join(WORDS[:MIN_WORDS]))) == PERMUTATIONS
    assert signature("") == ()
