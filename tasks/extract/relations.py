"""Standing relations stated in the text: Morocco co-chairs a forum, Algeria joined a dialogue.

Reads relation.yml and grammar.yml.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.extract.complements import before_article, closed_class, skip
from tasks.extract.document import Document, Hit
from tasks.extract.memberships import find_memberships
from tasks.extract.names import Name
from tasks.extract.participants import INTERNATIONAL, listed, listed_states
from tasks.extract.partnerships import find_partnerships
from tasks.extract.referents import Cast
from tasks.lexicon import entries
from tasks.records import DateMention, Relation

REACH = 8  # tokens between the cue and its object

# What may stand on either side, by predicate: a subject is a state or a body; who chairs a body may be a person.
_OBJECTS = {
    "joined": {"organisation", "mechanism"},
    "member_of": {"organisation", "mechanism"},
    "co_chairs": {"organisation", "mechanism"},
    "chairs": {"organisation", "mechanism"},
    "party_to": {"mechanism"},
    "coordinates": {"place", "organisation", "mechanism"},
    "partner_of": {"organisation", "place"},
    "ally_of": {"organisation", "place"},
    "launched_by": {"organisation", "place"},
    "launches": {"organisation", "mechanism"},
    "member_noun": {"organisation", "mechanism"},
}


def find_relations(document: Document, cast: Cast, dates: Sequence[DateMention]) -> list[Relation]:
    """Return the relations stated in the article; a cue without both sides in its sentence states none."""
    found = []
    for first, state, body in find_memberships(document, cast):
        spot = replace(first, category="relation", entry_id="member_of")
        found.append(_relation(document, cast, spot, state, body, dates))
    table = entries("relation", document.language)
    for noun, one, other in find_partnerships(document, cast):
        spot = replace(noun, entry_id=str(table[noun.entry_id]["predicate"]))
        found.append(_relation(document, cast, spot, one, other, dates))
    apart = {"has_members", "groups"} | {name for name, entry in table.items() if entry.get("pair")}
    for hit in _apart([h for h in document.hits_of("relation") if h.entry_id not in apart]):
        if _is_denied(document, hit):
            continue
        stated = replace(hit, entry_id=str(table[hit.entry_id].get("predicate", hit.entry_id)))
        for subject, related in _sides(document, hit, cast):
            if subject != related:
                found.append(_relation(document, cast, stated, subject, related, dates))
    found += _working_groups(document, cast, dates)
    found += _presidencies(document, cast)
    return list({r.relation_id: r for r in found}.values())


def _is_denied(document: Document, hit: Hit) -> bool:
    """Whether a negation or a word for what is over stands right before the cue (`is not a member of`, `former`)."""
    words = closed_class("negations", document.language) | closed_class("former", document.language)
    return any(document.norm(i) in words for i in range(max(0, hit.start - 3), hit.start))


def _apart(hits: Sequence[Hit]) -> list[Hit]:
    """Of cues that overlap, the first: `remain members of | the` states one relation."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _sides(document: Document, hit: Hit, cast: Cast) -> list[tuple[str, str]]:
    """Return (subject, object) of every relation that a cue states: several when its subject is a list of states."""
    low, high = document.sentence_start(hit.start), document.sentence_end(hit.start)
    turned = _relative_sides(document, hit, cast, low, high)
    if turned or hit.entry_id == "launches":
        return turned or _launched(document, hit, cast, low)
    if hit.entry_id == "member_noun":
        return _noun_sides(document, hit, cast, low)
    related = _object(document, hit, cast, high)
    if related is None:
        return []
    subject = _subject(document, hit, cast, low, related) or _subject_behind(document, hit, cast, high, related)
    if subject is None:
        return []
    return [(member, related) for member in _with_list(document, cast, subject, low, hit.start)]


def _launched(document: Document, hit: Hit, cast: Cast, low: int) -> list[tuple[str, str]]:
    """`Benin and Ghana | launched | the Accra Initiative`: the thing launched right behind the verb, who did before."""
    start = skip(document, hit.end, "determiners")
    things = [i for n, i in cast.names if n.start == start and n.kind in _OBJECTS[hit.entry_id]]
    actors = [i for n, i in cast.names if low <= n.start and 0 <= hit.start - n.end <= 1 and _can_act(cast, n, i)]
    if not things or not actors:
        return []
    return [(things[0], actor) for actor in _with_list(document, cast, actors[-1], low, hit.start)]


def _noun_sides(document: Document, hit: Hit, cast: Cast, low: int) -> list[tuple[str, str]]:
    """English `NATO | member | Turkey`, `Turkey, a NATO | member,`: the body stands right before the noun."""
    bodies = [(n, i) for n, i in cast.names if n.end == hit.start and n.kind in {"organisation", "mechanism"}]
    if not bodies:
        return []
    body, related = bodies[0]
    states = [(n, i) for n, i in cast.names if n.subkind == "country"]
    found = [i for n, i in states if n.start == hit.end]
    comma = body.start - 2
    apposed = document.norm(comma) == "," and document.norm(body.start - 1) in closed_class("indefinites", "en")
    if not found and apposed and document.norm(hit.end) in {",", "."}:
        found = [i for n, i in states if n.end == comma and n.start >= low]
    end = document.sentence_end(low)
    return [(member, related) for state in found for member in _with_list(document, cast, state, low, end)]


def _relative_sides(document: Document, hit: Hit, cast: Cast, low: int, high: int) -> list[tuple[str, str]]:
    """`the Forum, which Morocco co-chairs with the Union`: the object stands before the relative."""
    words = closed_class("object_relatives", document.language)
    relatives = [i for i in range(max(low, hit.start - 6), hit.start) if document.norm(i) in words]
    if not relatives:
        return []
    things = [(n, i) for n, i in cast.names if low <= n.start and n.end <= relatives[-1]]
    things = [(n, i) for n, i in things if n.kind in _OBJECTS[hit.entry_id] and relatives[-1] - n.end <= 5]
    actors = [
        (n, i) for n, i in cast.names if relatives[-1] < n.start < min(hit.end + 5, high) and _can_act(cast, n, i)
    ]
    before = [i for n, i in actors if n.end <= hit.start]
    subjects = _with_list(document, cast, before[-1], relatives[-1], hit.start) if before else []
    led = closed_class("with", document.language)
    behind = [(n, i) for n, i in actors if n.start >= hit.end]
    partners = [i for n, i in behind if document.norm(before_article(document, n.start)) in led]
    pairs = [(s, things[-1][1]) for s in [*subjects, *partners]] if things and subjects else []
    return [(thing, s) for s, thing in pairs] if hit.entry_id == "launches" else pairs


def _subject_behind(document: Document, hit: Hit, cast: Cast, high: int, related: str) -> str | None:
    """`Co-président du Forum, le Maroc a …`: the cue opens the sentence, its subject follows the object."""
    if any(document.norm(i).isalpha() for i in range(document.sentence_start(hit.start), hit.start)):
        return None
    things = [n.end for n, i in cast.names if i == related and n.start >= hit.start]
    end = things[0] if things else high
    behind = [(n, i) for n, i in cast.names if end <= n.start < high and n.subkind == "country"]
    if not behind or behind[0][0].start - end > 8:
        return None
    several = [h for h in document.hits_of("country") if h.start == behind[0][0].start and len(listed(document, h)) > 1]
    return None if several else behind[0][1]  # `Members of the Union, Algeria and Egypt met`: they are others


def _with_list(document: Document, cast: Cast, subject: str, low: int, high: int) -> list[str]:
    """The subject and the states listed with it (`Le Tchad et la Mauritanie restent membres du …`)."""
    for hit in document.hits_of("country"):
        if low <= hit.start < high and subject == cast.country(hit.entry_id, document.article_id):
            return [cast.country(code, document.article_id) for code in listed_states(document, hit)]
    return [subject]


def _working_groups(document: Document, cast: Cast, dates: Sequence[DateMention]) -> list[Relation]:
    """`le groupe de travail … du Dialogue stratégique`: a framework has the group that is named as its own."""
    found = []
    things = [(n, i) for n, i in cast.names if n.kind == "mechanism"]
    for (group, inner), (frame, outer) in pairwise(things):
        gap = [document.norm(i) for i in range(group.end, frame.start)]
        links = closed_class("links", document.language) | closed_class("determiners", document.language)
        links = links | closed_class("frames", document.language)
        if group.subkind == "working_group" and frame.subkind != "working_group" and gap and set(gap) <= links:
            hit = Hit("relation", "has_working_group", group.start, group.end, False)
            found.append(_relation(document, cast, hit, outer, inner, dates))
    return found


def _presidencies(document: Document, cast: Cast) -> Iterator[Relation]:
    """`X, président en exercice de l'Union africaine`: who holds the office leads the body of states that follows its
    head, up to its end (the chair of the Union's commission does not lead the Union)."""
    chairs = closed_class("chairs", document.language)
    links = closed_class("links", document.language) | closed_class("determiners", document.language)
    for role in cast.roles:
        body = cast.referents.get(role.organisation_id or "")
        states = body is not None and body.lexicon_id is not None and body.subkind in INTERNATIONAL - {"agency"}
        start, end = document.tokens_at(role.raw_start, role.raw_end)
        if role.status != "current" or body is None or not (states or body.kind == "mechanism"):
            continue
        spot = next(
            (n.start for n, i in cast.names if i == body.referent_id and start < n.start and n.end >= end), None
        )
        before = [document.norm(i) for i in range(start, spot)] if spot else []
        if before and before[0] in chairs and set(before[1:]) <= links | chairs:
            hit = Hit("relation", "chairs", start, end, False)
            yield _relation(document, cast, hit, role.person_id, body.referent_id, ())


def _object(document: Document, hit: Hit, cast: Cast, high: int) -> str | None:
    kinds = _OBJECTS[hit.entry_id]
    if document.norm(hit.start) == "'s":  # `Africa's coordinator`: whose it is stands before
        return next(
            (_state_of(document, cast, n, i) for n, i in cast.names if n.end == hit.start and n.kind in kinds), None
        )
    for name, identity in cast.names:
        if hit.end - 1 <= name.start < min(hit.end + REACH, high) and name.kind in kinds:
            return _state_of(document, cast, name, identity)
    return None


def _subject(document: Document, hit: Hit, cast: Cast, low: int, related: str | None) -> str | None:
    """The nearest state or body before the cue that no preposition governs, else the nearest state of all."""
    before = [
        (n, i)
        for n, i in cast.names
        if low <= n.start and n.end <= hit.start and i != related
        if _can_act(cast, n, i) or (hit.entry_id == "launched_by" and n.kind == "mechanism")
    ]
    free = [(n, i) for n, i in before if not _is_governed(document, n.start)]
    states = [(n, i) for n, i in before if n.subkind == "country"]
    behind = [i for n, i in cast.names if n.start == hit.end and _can_act(cast, n, i) and i != related]
    if document.language == "ar" and behind:
        return behind[0]  # `انضمت | بنن إلى …`
    chosen = free or states
    return chosen[-1][1] if chosen else None


def _can_act(cast: Cast, name: Name, identity: str) -> bool:
    return name.subkind == "country" or (
        name.kind == "organisation" and cast.referents[identity].kind == "organisation"
    )


def _is_governed(document: Document, start: int) -> bool:
    before = document.norm(before_article(document, start))
    return before in closed_class("links", document.language) | closed_class("with", document.language)


def _state_of(document: Document, cast: Cast, name: Name, identity: str) -> str:
    """A capital that stands for its government is the state (`allié de Washington`)."""
    if name.subkind == "city" and name.lexicon_id:
        city = entries("city").get(name.lexicon_id.split(":")[1], {})
        if city.get("capital"):
            return cast.country(str(city["country"]), document.article_id)
    return identity


def _is_since(document: Document, mention: DateMention) -> bool:
    """Whether `depuis`, `since`, `منذ` leads to the date, or begins it."""
    words = closed_class("since", document.language)
    start, end = document.tokens_at(mention.raw_start, mention.raw_end)
    return any(document.norm(i) in words for i in range(max(0, start - 2), end))


def _relation(
    document: Document, cast: Cast, hit: Hit, subject: str, related: str, dates: Sequence[DateMention]
) -> Relation:
    raw_start, raw_end = document.raw_span(hit.start, hit.end)
    turned = hit.entry_id == "launched_by"  # there the subject may be one, the objects several
    number = (related if turned else subject).removeprefix(f"{document.article_id}/")
    sentence = document.sentence_of(raw_start)
    assert sentence is not None  # hits outside sentences are not asked for
    since = [d for d in dates if d.sentence_id == sentence.sentence_id and d.date_edtf and d.date_edtf[0] != "X"]
    if hit.entry_id == "member_of":  # the day of a meeting of members is none of their membership
        since = [d for d in since if _is_since(document, d)]
    return Relation(
        relation_id=f"{document.article_id}/l{raw_start}-{raw_end}-{number}",
        subject_id=subject,
        predicate=hit.entry_id,
        object_id=related,
        since_edtf=since[0].date_edtf if since and hit.entry_id in {"joined", "member_of"} and not turned else None,
        article_event_id=None,
        article_id=document.article_id,
        sentence_id=sentence.sentence_id,
        surface=document.raw_text[raw_start:raw_end],
        raw_start=raw_start,
        raw_end=raw_end,
        method="rule",
        rule=f"relation.{hit.entry_id}",
        confidence=0.8,
    )
