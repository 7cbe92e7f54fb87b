"""Which two states or bodies are allies or partners, as a noun between or beside them says.

Reads relation.yml (entries with `pair`) and grammar.yml. `the alliance between X and Y`, `le partenariat
américano-marocain`, `شراكة الجزائر مع روسيا`. Of a partnership yet to be made, or of one side only, nothing is said.
"""

from collections.abc import Iterator

from tasks.extract.complements import before_article, closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.referents import Cast
from tasks.lexicon import entries

BETWEEN_REACH = 4  # tokens between the noun and the word for `between`, or for `with`
BESIDE_REACH = 4  # tokens between the noun and a nationality beside it
Side = tuple[int, int, str]  # tokens start and end, referent_id


def find_partnerships(document: Document, cast: Cast) -> Iterator[tuple[Hit, str, str]]:
    """Yield (noun, referent id of the side named first, of the other), one for each noun that has two sides; none in a
    sentence that denies one or says that it is over."""
    table = entries("relation", document.language)
    sides = _sides(document, cast)
    for hit in document.hits_of("relation"):
        if not table[hit.entry_id].get("pair") or _is_to_come(document, hit) or _is_named(cast, hit):
            continue
        if _is_over(document, hit):
            continue
        pair = _between(document, hit, sides) or _with(document, hit, sides) or _beside(document, hit, sides)
        if pair and pair[0] != pair[1]:
            yield hit, *pair


def _sides(document: Document, cast: Cast) -> list[Side]:
    """States by name or nationality, and bodies of states, in text order."""
    found = {
        (n.start, n.end): i
        for n, i in cast.names
        if n.subkind == "country" or (n.kind == "organisation" and not cast.is_in_office(n))
    }
    for hit in document.hits_of("country", "demonym", "compound"):
        found.setdefault((hit.start, hit.end), cast.country(hit.entry_id, document.article_id))
    return sorted((start, end, identity) for (start, end), identity in found.items())


def _is_named(cast: Cast, hit: Hit) -> bool:
    """Whether the noun is part of a body's or a known framework's name (`Alliance des États du Sahel`)."""
    named = (n for n, _ in cast.names if n.kind != "mechanism" or n.lexicon_id)
    return any(n.start <= hit.start < n.end for n in named)


def _is_to_come(document: Document, hit: Hit) -> bool:
    """Whether an indefinite article, or an agreement, leads to the noun: it is wished for or made just now
    (`bâtir | un | partenariat`, `accord de | partenariat`)."""
    before = document.norm(hit.start - 1)
    told = {i for h in document.hits_of("event", "event_status") for i in range(h.start, h.end)}
    near = range(max(0, hit.start - 2), hit.start)
    return before in closed_class("indefinites", document.language) or any(i in told for i in near)


def _is_over(document: Document, hit: Hit) -> bool:
    """Whether the sentence has a negation or a word for what is over (`la fin du | partenariat`), or the noun is called
    former."""
    words = closed_class("negations", document.language) | closed_class("endings", document.language)
    sentence = range(document.sentence_start(hit.start), document.sentence_end(hit.start))
    former = any(document.norm(i) in closed_class("former", document.language) for i in (hit.start - 1, hit.end))
    return former or any(document.norm(i) in words for i in sentence)


def _between(document: Document, hit: Hit, sides: list[Side]) -> tuple[str, str] | None:
    words, joints = closed_class("between", document.language), closed_class("coordinators", document.language)
    leads = [i for i in range(hit.end, hit.end + BETWEEN_REACH) if document.norm(i) in words]
    behind = [s for s in sides if leads and leads[0] < s[0] < document.sentence_end(hit.start)][:2]
    if len(behind) < 2 or behind[0][0] - leads[0] > 2:
        return None
    gap = [document.norm(i) for i in range(behind[0][1], behind[1][0])]
    small = joints | closed_class("determiners", document.language) | words
    return (behind[0][2], behind[1][2]) if set(gap) & joints and set(gap) <= small else None


def _with(document: Document, hit: Hit, sides: list[Side]) -> tuple[str, str] | None:
    """`the U.S. | alliance with | South Korea`, `شراكة | الجزائر | مع روسيا`: one side beside the noun, one behind."""
    led = closed_class("with", document.language)
    partners = [s for s in sides if hit.end < s[0] and document.norm(before_article(document, s[0])) in led]
    partners = [s for s in partners if s[0] - hit.end <= 2 * BETWEEN_REACH and s[0] < document.sentence_end(hit.start)]
    own = [s for s in sides if s[1] <= hit.start and hit.start - s[1] <= 2] if document.language == "en" else []
    own += [s for s in sides if hit.end <= s[0] <= hit.end + 1 and (not partners or s[1] <= partners[0][0])]
    return (own[0][2], partners[0][2]) if own and partners else None


def _beside(document: Document, hit: Hit, sides: list[Side]) -> tuple[str, str] | None:
    """`the U.S.-Japan | alliance`, `الشراكة | الجزائرية الروسية`: two names in a row, joined or not."""
    if document.language == "en":
        near = [s for s in sides if hit.start - BESIDE_REACH <= s[0] and s[1] <= hit.start]
        ends = bool(near) and hit.start - near[-1][1] <= 1
    else:
        near = [s for s in sides if hit.end <= s[0] < hit.end + BESIDE_REACH]
        ends = bool(near) and near[0][0] - hit.end <= 1
    joints = closed_class("coordinators", document.language) | {"-", "–"}
    if len(near) != 2 or not ends:
        return None
    gap = {document.norm(i) for i in range(near[0][1], near[1][0])}
    return (near[0][2], near[1][2]) if gap <= joints else None
