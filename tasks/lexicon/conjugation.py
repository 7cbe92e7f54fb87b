"""The forms in which the press writes a verb of saying, from the one or two that a lexicon file gives."""

import re
from collections.abc import Iterator


def conjugated(verb: str, language: str) -> tuple[str, ...]:
    """Return a verb's forms of the third person; a form that stands for two of them is there once.

    French: an infinitive in -er (`déclarer`, `se féliciter`); its forms keep the infinitive's accents (they are matched
    folded) and have the auxiliaries `a`, `ont`, `s'est`, `se sont` (the loader knows their other tenses). English: a
    verb with -ed that doubles no letter (`warn`). Arabic: past and present, masculine singular, and the participle if
    the press says with it what somebody said (`أكد يؤكد مؤكد`). Raises ValueError for any other verb: its forms are to
    be listed.
    """
    return tuple(dict.fromkeys({"fr": _french, "en": _english, "ar": _arabic}[language](verb)))


def _french(verb: str) -> Iterator[str]:
    match = re.fullmatch(r"(se |s')?(\w+)er", verb)
    if match is None:
        raise ValueError(f"«{verb}» is no French verb in -er")
    reflexive, stem = match[1] or "", match[2]
    loud = stem + "l" if re.search("appel$", stem) else stem  # `appelle`
    soft = re.sub("c$", "ç", re.sub("g$", "ge", stem))  # `annonçait`, `jugeait`
    present = f"{reflexive}{loud}e"
    yield from (present, *(f"{present}-t-{who}" for who in ("il", "elle", "on")), f"{present}nt")
    yield from (f"{reflexive}{soft}{ending}" for ending in ("a", "ait", "aient", "ant"))
    yield f"{reflexive}{stem}èrent"
    if reflexive:
        yield from (f"s'est {stem}é", f"s'est {stem}ée", f"se sont {stem}és", f"se sont {stem}ées")
    else:
        yield from (f"a {stem}é", f"ont {stem}é")


def _english(verb: str) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]+", verb):
        raise ValueError(f"«{verb}» is no English verb of one word")
    if re.search("[^aeiou][aeiou][bdglmnprt]$", verb) and len(verb) <= 4:
        raise ValueError(f"«{verb}» doubles its last letter")
    if re.search("[^aeiou]y$", verb):
        yield from (f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing")
    else:
        stem = verb.removesuffix("e")
        yield from (f"{stem}ed", verb + ("es" if re.search("(?:s|sh|ch|x)$", verb) else "s"), f"{stem}ing")


def _arabic(verb: str) -> Iterator[str]:
    past, present, *participles = [*verb.split(), ""]
    if not present.startswith("ي"):
        raise ValueError(f"«{verb}» is no Arabic verb given by its past and present")
    yield from (past, f"{past}ت", f"{past}وا", present, f"ت{present[1:]}", f"{present}ون")
    for word in filter(None, participles):
        yield from _declined(word)


def participles(verb: str) -> tuple[str, ...]:
    """Return the participles of an Arabic verb of saying in the accusative (`أكد يؤكد مؤكد`: مؤكدا, مؤكدة)."""
    return tuple(form for word in verb.split()[2:] for form in _declined(word))


def _declined(participle: str) -> Iterator[str]:
    yield from (f"{participle}ا", f"{participle}ة")
