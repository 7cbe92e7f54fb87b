"""Personal names part by part, across scripts: is `Abdelkader Mansouri` the one Arabic writes `عبد القادر منصوري`?

A part is compared by its consonants, which both scripts write, and an Arabic part also by the Latin spellings that
arabic-name-romanizer knows for it. Particles (`ben`, `ould`, عبد) belong to the part behind them, articles to none.
Reads common/sounds.yml, common/given_names.yml, and name_parts.yml of each language.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from tasks.lexicon import entries
from tasks.lexicon.loader import LANGUAGES
from tasks.text import fold

PART_ALIKE = 0.8  # one sound in six may differ, or one in three when the two are easily mistaken for each other
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name. `sounds` are its consonants in every spelling that is known, the written one first."""

    text: str  # folded
    spellings: tuple[str, ...]  # in Latin letters, of an Arabic part: those that the dictionary knows
    sounds: tuple[str, ...]
    given: bool  # whether it is a frequent given name
    name: str | None  # entry of common/given_names.yml
    latin: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names compare. `matched` pairs of parts; `left`/`right` are parts that found no partner."""

    matched: tuple[tuple[Part, Part], ...]
    left: tuple[Part, ...]
    right: tuple[Part, ...]

    @property
    def told(self) -> str:
        """Return the matched parts for people: `mansouri=منصوري, abdelkader=عبد القادر`."""
        return ", ".join(a.text if a.text == b.text else f"{a.text}={b.text}" for a, b in self.matched)


@lru_cache(maxsize=100_000)
def name_parts(name: str) -> tuple[Part, ...]:
    """Return the parts of a name in order; initials and articles are none. Empty for a name without letters."""
    words = _words(name)
    parts: list[Part] = []
    pending: list[str] = []
    for position, word in enumerate(words):
        last = position == len(words) - 1
        if len(word) == 1 or (word in _knowledge().articles and not last):
            pending += [word] if pending else []
            continue
        if word in _knowledge().particles and not last:
            if pending and word in _knowledge().loose:  # Sidi Ould …: Sidi is a name of its own here
                parts.append(_part(" ".join(pending)))
                pending = []
            pending.append(word)
            continue
        if word in _knowledge().seconds and parts and not pending:
            before = parts.pop()
            parts.append(_part(f"{before.text} {word}"))
            continue
        parts.append(_part(" ".join([*pending, word])))
        pending = []
    return tuple(parts)


def compare(left: str, right: str) -> Comparison:
    """Compare two names part by part, family names (the last parts) first."""
    mine, theirs = list(name_parts(left)), list(name_parts(right))
    matched: list[tuple[Part, Part]] = []
    for a in reversed(name_parts(left)):
        best = max(((part_similarity(a, b), n) for n, b in enumerate(theirs)), default=(0.0, 0))
        if best[0] >= PART_ALIKE:
            matched.append((a, theirs.pop(best[1])))
            mine.remove(a)
    return Comparison(tuple(reversed(matched)), tuple(mine), tuple(theirs))


def part_similarity(a: Part, b: Part) -> float:
    """Return how alike two parts are, 0–1: 1 for one spelling, 0.95 for one sound, below for slips."""
    if a.text == b.text:
        return 1.0
    if a.name and b.name and _is_lineage(a.text) == _is_lineage(b.text):
        return 1.0 if a.name == b.name else 0.3
    if _are_two_names(a, b):
        return 0.5
    if set(a.spellings) & set(b.spellings):
        return 1.0
    mistaken = _knowledge().mistaken_latin if a.latin and b.latin else _knowledge().mistaken
    if a.latin == b.latin and _one_slip(a.text, b.text):
        return 0.7 if _says_another_consonant(a, b) else 0.9
    if a.latin != b.latin and _lacks_round_vowel(a, b):
        return 0.7
    best = max((_sound_similarity(*_without_affixes(x, y), mistaken) for x in a.sounds for y in b.sounds), default=0.0)
    written = Levenshtein.normalized_similarity(a.text, b.text) if a.latin == b.latin else 1.0
    if best == 0.0 and set(a.sounds) & set(b.sounds) and a.latin == b.latin and written >= 0.7:
        return 0.85  # one consonant alone says little, the spelling the rest: Laouali, Lawali
    if written <= 0.5:
        return min(best, 0.7)  # one skeleton, but both are written out in one script: Hamdi is not Houmad
    return 0.95 * best


def _are_two_names(a: Part, b: Part) -> bool:
    """Whether one letter makes two names of these: two frequent Arabic given names written otherwise (حسن, حسين), a
    woman's and a man's (Rachid, رشيدة), one that begins with a vowel and one that does not (Ahmed, Hamed)."""
    if _are_of_other_descents(a.text, b.text):
        return True
    if not a.latin and not b.latin:
        women = _is_with_ending(a.text, b.text, _knowledge().women["ar"])
        family = not (a.given or b.given) and min(a.text, b.text, key=len)[-1] == _knowledge().nisba
        women = women and not family  # كوياتي may be written كوياتيه
        bare, other = _without_article(a.text), _without_article(b.text)
        women = women or _is_with_ending(bare, other, _knowledge().ends_apart["ar"])
        known = not _ARABIC.search(a.spellings[0] + b.spellings[0])  # the dictionary has both
        return women or (known and a.given and b.given and not set(a.spellings) & set(b.spellings))
    if a.latin and b.latin:
        apart = _is_with_ending(a.text, b.text, _knowledge().ends_apart["latin"])
        return apart or _is_feminine(a, b) or _begins_otherwise(a.text, b.text)
    arabic, latin = (b.text, a.text) if a.latin else (a.text, b.text)
    knowledge = _knowledge()
    bare = _without_article(arabic)
    if (bare[0] in knowledge.breaths and latin[0] == "a") or (bare[0] == "ا" and latin[0] == "h"):
        return True  # حامد is not Ahmed, مامادو not Amadou
    mute = latin.endswith(tuple(knowledge.mute))
    if arabic[-1] == knowledge.nisba and latin[-1] not in knowledge.vowels + "y":
        return not mute or _sounds(arabic)[0][-1:] == _sounds(latin)[0][-1:]  # الناصري is not Nasser; روشي is Rocher
    if latin.endswith(tuple(knowledge.ends_apart["latin"])) and arabic[-1] not in knowledge.written_i:
        return True  # Mansouri is not منصور
    if arabic.endswith(tuple(knowledge.women["ar"])):
        return latin[-1] not in knowledge.open and not (mute and arabic[-2] == knowledge.nisba)
    return latin[-1] == "a" and latin[-2:] not in {"ia", "ya"} and arabic[-1] not in knowledge.shut


def _are_of_other_descents(a: str, b: str) -> bool:
    """Bouzerda is not بن زردة: particles that mean another thing."""
    mine, theirs = (
        {n for n, forms in enumerate(_knowledge().descents) if text.startswith(tuple(forms))} for text in (a, b)
    )
    return bool(mine and theirs) and not mine & theirs


def _is_feminine(a: Part, b: Part) -> bool:
    """Rachid and Rashida, Stefan and Stefanie: one name to the ear but for a woman's ending."""
    man, woman = sorted((a.text, b.text), key=lambda text: text[-1] == "a")
    heard = bool(set(a.sounds) & set(b.sounds)) and woman[-1] == "a" and man[-1] not in _knowledge().vowels + "yh"
    return heard or _is_with_ending(a.text, b.text, _knowledge().women["latin"])


def _is_with_ending(a: str, b: str, endings: Sequence[str]) -> bool:
    short, long = sorted((a, b), key=len)
    return any(long == short + ending for ending in endings)


def _begins_otherwise(a: str, b: str) -> bool:
    """Ahmed and Hamed, Amadou and Mamadou; but Ibrahim is Brahim, and Aboubacar Boubacar."""
    vowels = _knowledge().vowels
    vowel, other = (a, b) if a[0] in vowels else (b, a)
    return vowel[0] in vowels and (other == "m" + vowel or (other[0] == "h" and other[1:] != vowel))


def _without_affixes(a: str, b: str) -> tuple[str, str]:
    """Two sounds without what both share of عبد ال… or …الدين: what is left tells Rahim from Rahman."""
    before, behind = _knowledge().affixes["before"], _knowledge().affixes["behind"]
    if all(x.startswith(before) and len(x) > 4 for x in (a, b)):
        a, b = (x.removeprefix(before).removeprefix("l") for x in (a, b))
    if all(x.endswith(behind) and len(x) > 4 for x in (a, b)):
        a, b = (x.removesuffix(behind).removesuffix("l") for x in (a, b))
    return a, b


def initials_agree(left: str, right: str) -> bool:
    """Return whether every initial of one name may be a given name, or an initial, of the other; True without any."""
    return _initials_fit(left, right) and _initials_fit(right, left)


def _initials_fit(name: str, other: str) -> bool:
    words = _words(other)
    if len(name_parts(name)) > 1:  # a given name is written out beside the initial: only another initial contradicts
        words = [*(w for w in words if len(w) == 1), ""] if any(len(w) == 1 for w in words) else []
    begun = {sound[:1] for word in words[:-1] for sound in _sounds(word)}
    if _ARABIC.search(name) and _ARABIC.search(other):  # one script: the letter itself
        letters = {_without_article(word)[:1] for word in words[:-1]} | {word[:1] for word in words[:-1]}
        return len(words) < 2 or "" in letters or all(w in letters for w in _words(name) if len(w) == 1)
    initials = {sound for w in _words(name) if len(w) == 1 for sound in _sounds(w) if sound}
    return len(words) < 2 or all(i in begun or "" in begun for i in initials)


def _words(name: str) -> list[str]:
    return [w for w in re.split(r"[\s\-'’.]+", fold(name)) if w]


def in_order(names: Comparison, left: str, right: str) -> bool:
    """Return whether the matched parts stand in one order in both names; the family name may be put first, but not in a
    lineage: son and father are two men (`Ahmed Ould Mohamed`)."""
    mine, theirs = name_parts(left), name_parts(right)
    places = [theirs.index(b) for _, b in sorted(names.matched, key=lambda pair: mine.index(pair[0]))]
    turned = [places[n:] + places[:n] for n in range(len(places))]
    if any(_is_lineage(part.text) for part in (*mine, *theirs)):
        turned = turned[:1]
    return any(order == sorted(order) for order in turned)


def _is_lineage(text: str) -> bool:
    """Whether a part is a father's name behind its particle (`ould ghazouani`)."""
    first, _, rest = text.partition(" ")
    return bool(rest) and first in _knowledge().lineage


def blocking_keys(name: str) -> set[str]:
    """Return the keys under which names that can be one meet: of the first sounds of each part."""
    return {met_as(sound) for part in name_parts(name) for sound in part.sounds if len(sound) >= 2}


def met_as(sound: str) -> str:
    """Return the key of a part's sounds: the first three, those that may stand for each other alike."""
    return "".join(_knowledge().met_as.get(x, x) for x in sound[:3])


@lru_cache(maxsize=50_000)
def _part(text: str) -> Part:
    knowledge = _knowledge()
    latin = not _ARABIC.search(text)
    first, _, rest = text.partition(" ")
    written = [text, rest] if rest and first in knowledge.loose else [text]
    known = () if latin else tuple(dict.fromkeys(s for w in written for s in _romanized(w)))
    heard = [w.replace("w", "v") for w in written if latin]  # Kowalski is said with an f
    sounds = tuple(dict.fromkeys(s for spelling in (*written, *heard, *known) for s in _sounds(spelling) if s))
    return Part(
        text,
        known or tuple(written),
        sounds,
        text.replace(" ", "") in knowledge.given_names,
        knowledge.names.get(_key(text)) or (knowledge.names.get(_key(rest)) if first in knowledge.lineage else None),
        latin,
    )


def _key(text: str) -> str:
    """Return a spelling as given_names.yml is looked up: folded, letters only."""
    return re.sub(r"[\W_]", "", fold(text))


def _sounds(text: str) -> list[str]:
    """Return the consonants of a spelling; of an Arabic word with an article also those with it (الأمين is Lemine)."""
    knowledge = _knowledge()
    text = re.sub(r"[^\w]", "", text)
    if not _ARABIC.search(text):
        for letters, sound in knowledge.latin_groups:
            text = text.replace(letters, sound)
        return ["".join(x if x.isupper() or x == "x" else knowledge.latin.get(x, "") for x in _single(text))]
    for letters, sound in knowledge.arabic_groups:
        text = text.replace(letters, sound)
    text = text[:-1] if text.endswith(tuple(knowledge.women["ar"])) and len(text) > 4 else text  # unsaid at the end
    words = dict.fromkeys((_without_article(text), text))  # a letter written twice is said twice
    return ["".join(knowledge.arabic.get(x, "") for x in word) for word in words]


def _without_article(text: str) -> str:
    return text[2:] if text.startswith("ال") and len(text) > 4 else text


def _single(text: str) -> str:
    """The spelling with doubled letters once."""
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=100_000)
def _sound_similarity(a: str, b: str, mistaken: frozenset[frozenset[str]]) -> float:
    """Return 1 minus the edit distance over the longer length; a sound easily mistaken, or an h, costs half or less."""
    if a == b:
        return 1.0 if len(a) >= 2 else 0.0
    if min(len(a), len(b)) < 3:
        return 0.0
    if _ends_otherwise(a, b, mistaken):
        return 0.7
    row = [0.0]
    for y in b:
        row.append(row[-1] + _gap(y))
    for x in a:
        above, row = row, [row[0] + _gap(x)]
        for n, y in enumerate(b):
            cost = 0.0 if x == y else 0.4 if frozenset((x, y)) in mistaken else 1.0
            row.append(min(above[n] + cost, above[n + 1] + _gap(x), row[n] + _gap(y)))
    return 1.0 - row[-1] / max(len(a), len(b))


def _ends_otherwise(a: str, b: str, mistaken: frozenset[frozenset[str]]) -> bool:
    """Whether two long parts end in sounds that are not mistaken for each other (Brandwood, براندويل), or one has one
    more at its end, which no language leaves unsaid (Valmontel, Valmonteau)."""
    short, long = sorted((a, b), key=len)
    if len(short) < 4 or a[-1] == b[-1] or frozenset((a[-1], b[-1])) in mistaken:
        return False
    return not (long.startswith(short) and set(long[len(short) :]) <= set(_knowledge().silent))


def _gap(sound: str) -> float:
    return 0.5 if sound == "h" else 1.0


def _one_slip(a: str, b: str) -> bool:
    """Two long words of one script that differ in one letter, or two in a very long one; what both begin with of a
    particle does not count (Sidi Kouyaté, Sidi Kanouté)."""
    if " " in a and " " in b and a.partition(" ")[0] == b.partition(" ")[0]:
        a, b = a.partition(" ")[2], b.partition(" ")[2]
    longest = max(len(a), len(b))
    return a[0] == b[0] and longest >= 5 and Levenshtein.distance(a, b) <= (1 if longest < 10 else 2)


def _says_another_consonant(a: Part, b: Part) -> bool:
    """Whether a consonant of one stands where the other has one that nobody takes for it (Courtavel, Courtanel); a c is
    read as k and as s."""
    said = _knowledge().latin if a.latin else _knowledge().arabic
    replaced = [op for op in Levenshtein.editops(a.text, b.text) if op.tag == "replace"]
    letters = [(a.text[op.src_pos], b.text[op.dest_pos]) for op in replaced]
    sounds = [(said.get(x, ""), said.get(y, "")) for x, y in letters if not {x, y} & set(_knowledge().twofold)]
    return any(x and y and x != y and frozenset((x, y)) not in _knowledge().mistaken for x, y in sounds)


def _lacks_round_vowel(a: Part, b: Part) -> bool:
    """Whether the Arabic part, of a name with an ayn, has a و between consonants, and the Latin one no o, u or w:
    Messaadi is not مسعودي. In names from Europe a و may stand for an e (لومير, Lemaire)."""
    arabic, latin = (b.text, a.text) if a.latin else (a.text, b.text)
    written = _knowledge().round
    return written["native"] in arabic and written["ar"] in arabic[1:-1] and not set(latin) & set(written["latin"])


@lru_cache(maxsize=1)
def _romanizer():  # type: ignore[no-untyped-def]
    from arabic_name_romanizer import Transliterator  # half a second, and only where Arabic names are compared

    return Transliterator()


def _romanized(text: str) -> list[str]:
    """Return the Latin spellings that the dictionary has for an Arabic part, folded, without articles."""
    found = _romanizer().transliterate(text, top_k=3)
    known = [c for c in found if not isinstance(c, str) and c.source == "dictionary"]
    return [" ".join(w for w in re.split(r"[\s\-']+", fold(c.text)) if w not in _knowledge().articles) for c in known]


@dataclass(frozen=True)
class _Knowledge:
    """What the lexicon says of names, folded."""

    arabic: dict[str, str]
    latin: dict[str, str]
    latin_groups: tuple[tuple[str, str], ...]
    mistaken: frozenset[frozenset[str]]
    mistaken_latin: frozenset[frozenset[str]]
    arabic_groups: tuple[tuple[str, str], ...]
    descents: Sequence[Sequence[str]]
    met_as: Mapping[str, str]
    ends_apart: Mapping[str, Sequence[str]]
    written_i: str
    silent: str
    mute: Sequence[str]
    nisba: str
    articles: frozenset[str]
    loose: frozenset[str]
    seconds: frozenset[str]
    particles: frozenset[str]
    lineage: frozenset[str]
    women: Mapping[str, Sequence[str]]
    open: str
    shut: str
    breaths: str
    vowels: str
    round: Mapping[str, str]
    twofold: str
    affixes: Mapping[str, str]
    given_names: frozenset[str]
    names: Mapping[str, str]  # spelling → entry of given_names.yml


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    sounds = entries("sounds")
    parts = [entries("name_parts", language) for language in LANGUAGES]
    articles = frozenset(sounds["articles"])
    return _Knowledge(
        arabic=sounds["arabic"],
        latin=sounds["latin"],
        latin_groups=tuple((letters, sound) for letters, sound in sounds["latin_groups"]),
        arabic_groups=tuple((letters, sound) for letters, sound in sounds["arabic_groups"]),
        mistaken=frozenset(frozenset(pair) for pair in sounds["mistaken"]),
        mistaken_latin=frozenset(frozenset(pair) for pair in sounds["mistaken_latin"]),
        articles=articles,
        loose=frozenset(fold(p) for p in sounds["loose"]),
        seconds=frozenset(fold(p) for p in sounds["seconds"]),
        particles=frozenset(
            fold(str(p)) for known in (*parts, {"particles": sounds["joined"]}) for p in known["particles"]
        )
        - articles,
        lineage=frozenset(fold(p) for p in sounds["lineage"]),
        **{
            key: sounds[key]
            for key in (
                "ends_apart",
                "written_i",
                "descents",
                "met_as",
                "silent",
                "mute",
                "nisba",
                "women",
                "open",
                "shut",
                "breaths",
                "vowels",
                "round",
                "twofold",
                "affixes",
            )
        },
        names={_key(str(s)): entry for entry, spellings in entries("given_names").items() for s in spellings},
        given_names=frozenset(re.sub(r"[ -]", "", fold(str(n))) for known in parts for n in known["given_names"]),
    )
