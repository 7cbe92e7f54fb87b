"""Who takes part in an event as one clause tells it: persons by their cues and presence, states, bodies, speakers.

`participants.py` finds the single parts; here the kind of event decides which of them it has.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tasks.extract.complements import before_article, before_links, closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.event_clause import Clause
from tasks.extract.event_report import Scene
from tasks.extract.event_triggers import GATHERINGS, Trigger
from tasks.extract.names import Name
from tasks.extract.participants import (
    INTERNATIONAL,
    Actor,
    Part,
    delegation_of,
    is_led_to,
    present,
    state_parties,
    stated_parts,
    states_served,
)
from tasks.extract.pronouns import last_subject
from tasks.extract.referents import Cast
from tasks.extract.session_frameworks import BILATERAL, is_owned
from tasks.extract.speakers import speaker_of
from tasks.extract.voices import Anchor, issuer_of, speakers_in
from tasks.records import Quote, Relation

LEAD = 4  # tokens before an event's word in which another says that something was said at it


def parts_of(
    scene: Scene,
    clause: Clause,
    trigger: Trigger,
    event_type: str,
    mechanism: tuple[Name, str] | None,
    title_end: int,
) -> list[Part]:
    """Return the parts of an event of this type that its clause states, persons first, then states and bodies."""
    document, cast, actors, context = scene.document, scene.cast, scene.actors, scene.context
    if event_type == "statement":
        return _statement_parts(scene, clause, trigger.entry)
    stated = [p for p in stated_parts(document, clause, actors) if _fits(p.part, event_type)]
    comers = () if event_type == "visit" and _is_delegation(document, clause) else actors
    stated = [p for p in stated if p.part != "visitor" or comers]
    taken = {p.referent_id for p in stated if p.referent_id}
    if event_type in {"meeting", "visit", "appointment"} or (event_type == "session" and stated):
        stated += present(clause, comers, taken, all_clause=event_type != "visit")
    if event_type == "visit":
        stated = _with_visitor(document, clause, stated)
    if event_type in {"meeting", "visit"}:
        stated += _meant_by_pronoun(document, clause, actors, event_type, {p.referent_id for p in stated})
    if event_type in GATHERINGS | {"visit"}:
        stated += _who_speaks_there(scene, clause, event_type, {p.referent_id for p in stated})
    parties = [] if event_type == "appointment" else state_parties(document, clause, cast, title_end)
    named = {p.country_code for p in parties}
    if len(context) > 2:
        told = range(max(clause.low, clause.trigger.start - 3), title_end + 1)
        many = any(document.norm(i) in closed_class("several", document.language) for i in told)
        context = context if many and not parties else ()
        parties += [Part("party", None, c, clause.trigger.start, clause.trigger.end, 0.6) for c in context]
        context = ()
    spot = (clause.trigger.start, clause.trigger.end)
    if mechanism is not None:
        parties += _parties_of(cast, mechanism, named, context)
    elif (event_type == "session" and len(context) == 2 and not parties) or _both_states(document, clause, event_type):
        parties += [Part("party", None, c, *spot, 0.6) for c in context if c not in named]
    parties += states_served(cast, [p for p in stated if p.part != "organiser"], {p.country_code for p in parties})
    parties += _joiners(scene, clause, {p.country_code for p in parties})
    parties += _bodies(document, cast, clause, event_type, trigger, scene.relations)
    return stated + parties


def _with_visitor(document: Document, clause: Clause, stated: list[Part]) -> list[Part]:
    """Of a visit whose traveller no cue names, the one person there who is its subject travels (`Ibrahim X signed it
    during a | visit`, `زارت | X باماكو`)."""
    there = [p for p in stated if p.part == "attendee"]
    if len(there) != 1 or any(p.part in {"visitor", "head_of_delegation"} for p in stated):
        return stated
    subject = there[0].start < clause.trigger.start and not is_led_to(document, there[0].start)
    behind = document.language == "ar" and clause.is_verb and 0 <= there[0].start - clause.trigger.end <= 2
    return [replace(p, part="visitor") if p is there[0] and (subject or behind) else p for p in stated]


def _is_delegation(document: Document, clause: Clause) -> bool:
    """Arabic `زار | الوفد …`: a delegation is the verb's subject, so that nobody named behind is."""
    words = closed_class("delegations", document.language)
    return document.language == "ar" and document.norm(clause.verb.end) in words


def _meant_by_pronoun(
    document: Document, clause: Clause, actors: Sequence[Actor], event_type: str, taken: set[str | None]
) -> list[Part]:
    """English: whom the `he`, `she` that begins the sentence (`In Paris, | she met …`) and is the verb's subject means:
    the subject told of last; empty if nobody. French pronouns mean things as well."""
    words = closed_class("subject_pronouns", document.language)
    first = document.sentence_start(clause.verb.start)
    pronouns = [i for i in range(first, clause.verb.start) if document.norm(i) in words]
    verbs = range(pronouns[0] + 1, clause.verb.start) if pronouns else range(0)
    if not pronouns or any(document.doc[i].pos_ not in {"AUX", "ADV", "PART"} for i in verbs):
        return []
    opens = pronouns[0] == first or _opens(document, pronouns[0])
    if not opens or any(first <= a.start < pronouns[0] for a in actors):
        return []
    anchors = tuple(Anchor(a.start, a.end, a.referent_id, a.kind) for a in actors if a.end <= pronouns[-1])
    subject = last_subject(document, anchors, pronouns[-1])
    if subject is None or subject.referent_id in taken:
        return []
    part = "visitor" if event_type == "visit" else "attendee"
    return [Part(part, subject.referent_id, None, pronouns[-1], pronouns[-1] + 1, 0.6)]


def _who_speaks_there(scene: Scene, clause: Clause, event_type: str, taken: set[str | None]) -> list[Part]:
    """`X a déclaré … lors de sa | rencontre avec Y`, `said X during a | visit to Z`: who speaks at it is there."""
    document = scene.document
    low = document.sentence_start(clause.trigger.start)
    words = closed_class("occasions", document.language)
    cue = next((c for c in document.hits_of("quote_cue") if low < c.end == clause.low), None)
    lead = range(max(clause.low, clause.trigger.start - LEAD), clause.trigger.start)
    if cue is None or not any(document.norm(i) in words for i in lead):
        return []
    speaker = speaker_of(scene.voices, cue, low, clause.trigger.start, after=False, said=None)
    if speaker is None or speaker in taken or scene.cast.referents[speaker].kind != "person":
        return []
    near = [a for a in scene.actors if a.referent_id == speaker and low <= a.start < clause.high]
    start, end = (near[0].start, near[0].end) if near else (cue.start, cue.end)
    return [Part("visitor" if event_type == "visit" else "attendee", speaker, None, start, end, 0.7)]


def _opens(document: Document, index: int) -> bool:
    """Whether a comma or a mark stands before token `index`: a main clause begins there."""
    return not any(c.isalnum() for c in document.norm(index - 1))


def _parties_of(
    cast: Cast, mechanism: tuple[Name, str], named: set[str | None], context: tuple[str, ...]
) -> list[Part]:
    """Two states meet in a framework of two; one of many meets as itself: who of them came is not said."""
    name, identity = mechanism
    referent = cast.referents[identity]
    if len(referent.parties) > 2 or (referent.subkind not in BILATERAL and not referent.parties):
        return [Part("organiser", identity, None, name.start, name.end, 0.7)]
    codes = referent.parties or (context if len(context) == 2 else ())
    confidence = 0.8 if referent.parties else 0.6
    return [Part("party", None, c, name.start, name.end, confidence) for c in codes if c not in named]


def _both_states(document: Document, clause: Clause, event_type: str) -> bool:
    """Whether the clause says `les deux pays`, `الجانبان` of an event that two states hold."""
    if event_type not in {"session", "meeting", "agreement", "exercise"}:
        return False
    return any(h.entry_id == "two_states" and clause.owns(h.start) for h in document.hits_of("reference"))


def _fits(part: str, event_type: str) -> bool:
    """Whether an event of this type has such a part: nobody visits a session, nobody signs a visit."""
    allowed = {
        "session": {"chair", "co_chair", "host", "head_of_delegation", "attendee", "organiser"},
        "meeting": {"chair", "co_chair", "host", "head_of_delegation", "attendee", "organiser", "visitor"},
        "visit": {"host", "visitor", "head_of_delegation", "organiser"},
        "conference": {"chair", "co_chair", "host", "attendee", "organiser"},
        "agreement": {"signatory"},
        "exercise": {"host", "organiser", "attendee"},
        "operation": {"organiser"},
        "appointment": set[str](),
    }
    return part in allowed.get(event_type, set())


def _bodies(
    document: Document,
    cast: Cast,
    clause: Clause,
    event_type: str,
    trigger: Trigger,
    relations: Sequence[Relation],
) -> list[Part]:
    """Bodies as parties: whom an agreement is joined or made with, who meets or is visited, who holds an exercise, and
    whose session it is."""
    found = []
    entry = trigger.entry
    several = [o for o, _ in cast.offices if o.head == "ministers"]
    joining = _joined_by(document, cast, clause, relations) if trigger.act == "join" else frozenset[str]()
    for name, identity in cast.names:
        if not clause.owns(name.start) or name.kind not in {"organisation", "mechanism"}:
            continue
        if event_type in GATHERINGS and any(o.start < name.start and name.end <= o.end for o in several):
            found.append(Part("party", identity, None, name.start, name.end, 0.7))  # `les ministres de l'Alliance`
            continue
        if cast.is_in_office(name):
            continue
        if name.start < clause.trigger.end and clause.trigger.start < name.end:
            continue  # `African Lion` is the exercise, not who holds it
        referent = cast.referents[identity]
        behind = 0 <= name.start - clause.trigger.end <= 3
        holds = event_type == "session" and behind and name.kind == "organisation"
        links = before_links(document, name.start)
        if event_type == "exercise" and document.norm(links - 1) in closed_class("observers", document.language):
            continue
        if event_type == "exercise" or holds or _meets(document, trigger, event_type, name):
            found.append(Part("organiser", identity, None, name.start, name.end, 0.7))
            if referent.country_code:
                found.append(Part("party", None, referent.country_code, name.start, name.end, 0.7))
            continue
        owner = event_type == "session" and name.end <= clause.trigger.start and is_owned(document, clause.trigger)
        if owner or (event_type == "conference" and name.end <= clause.verb.start):
            found.append(Part("organiser", identity, None, name.start, name.end, 0.7))
            continue
        met = event_type == "meeting" and entry["kind"] == "verb" and _is_met(document, clause, name)
        if met and name.kind == "mechanism":
            found.append(Part("party", identity, None, name.start, name.end, 0.7))
            continue
        joined = identity in joining and name.start >= clause.trigger.end
        partner = event_type == "agreement" and document.norm(before_article(document, name.start)) in closed_class(
            "with", document.language
        )
        delegated = event_type in GATHERINGS and delegation_of(document, name.start)
        visited = event_type in {"visit", "meeting"} and entry["kind"] == "verb" and name.kind == "organisation"
        if joined or partner or visited or delegated:
            if referent.country_code and not joined:
                found.append(Part("party", None, referent.country_code, name.start, name.end, 0.7))
            elif referent.subkind in INTERNATIONAL or joined or partner or delegated:
                found.append(Part("party", identity, None, name.start, name.end, 0.7))
    return found[:4]


def _is_met(document: Document, clause: Clause, framework: Name) -> bool:
    """Whether a framework meets or is met (`le Forum | a rencontré …`, `met with | the Forum`), and is not what is
    talked of (`ont discuté de la coopération au sein du | Forum`)."""
    if framework.end <= clause.verb.start:
        return not is_led_to(document, framework.start, placed=True)
    before = before_article(document, framework.start)
    return before < clause.trigger.end or document.norm(before) in closed_class("with", document.language)


def _joined_by(document: Document, cast: Cast, clause: Clause, relations: Sequence[Relation]) -> frozenset[str]:
    """What the verb of joining says is joined: what the relation at it states, else the first body behind it."""
    stated = frozenset(r.object_id for r in _joinings(document, clause, relations))
    behind = [i for n, i in cast.names if n.start >= clause.trigger.end and n.kind in {"organisation", "mechanism"}]
    return stated or frozenset(behind[:1])


def _joinings(document: Document, clause: Clause, relations: Sequence[Relation]) -> list[Relation]:
    """The relations that the clause's own trigger states."""
    low, high = document.raw_span(clause.trigger.start, clause.trigger.end)
    return [r for r in relations if r.predicate == "joined" and r.raw_start < high and low < r.raw_end]


def _joiners(scene: Scene, clause: Clause, named: set[str | None]) -> list[Part]:
    """The states and bodies that join, as the relation at the trigger states them."""
    cast, trigger = scene.cast, clause.trigger
    parts = []
    for relation in _joinings(scene.document, clause, scene.relations):
        prefix = f"{scene.document.article_id}/country:"
        code = relation.subject_id.removeprefix(prefix).upper() if relation.subject_id.startswith(prefix) else None
        start, end = next(
            ((n.start, n.end) for n, i in cast.names if i == relation.subject_id and clause.low <= n.start),
            (trigger.start, trigger.end),
        )
        if code not in named or code is None:
            parts.append(Part("party", None if code else relation.subject_id, code, start, end, 0.8))
    return parts


def _meets(document: Document, trigger: Trigger, event_type: str, body: Name) -> bool:
    """`la réunion du | Conseil de sécurité`, `اجتماع | مجلس الأمن`: the body whose meeting it is."""
    if event_type != "meeting" or trigger.entry["kind"] != "noun" or body.kind != "organisation":
        return False
    led = document.norm(before_article(document, body.start)) in closed_class("genitives", document.language)
    return 0 <= body.start - trigger.hit.end <= 2 and (
        led or (document.language == "ar" and body.start == trigger.hit.end)
    )


def _statement_parts(scene: Scene, clause: Clause, entry: dict[str, Any]) -> list[Part]:
    """A communiqué speaks for its issuer; a demand for the body or state that is its subject, to the one behind it."""
    document, cast, actors = scene.document, scene.cast, scene.actors
    if entry["kind"] == "noun":
        speakers = speakers_in(document, cast)
        issuer = issuer_of(document, speakers, clause.trigger.start) or _who_says(document, speakers, clause)
        issuer = issuer or _who_is_quoted(document, clause, scene.quotes)
        if issuer is None:
            near = range(max(0, clause.trigger.start - 2), clause.trigger.end + 2)
            joint = any(document.norm(i) in closed_class("joint", document.language) for i in near)
            here = (clause.trigger.start, clause.trigger.end)
            if not joint:
                return []
            issuers = [p for a in actors if (p := _joint_issuer(cast, clause, a))]
            return [Part("party", None, code, *here, 0.6) for code in scene.context] or issuers[:1]
        spot = next((a for a in actors if a.referent_id == issuer), None)
        start, end = (spot.start, spot.end) if spot else (clause.trigger.start, clause.trigger.end)
        return _speaker_and_state(cast, issuer, start, end)
    states = [Actor(n.start, n.end, i, "organisation") for n, i in cast.names if n.subkind == "country"]
    passives = closed_class("passives", document.language)
    passive = any(document.norm(i) in passives for i in range(clause.trigger.start - 2, clause.trigger.start))
    states = [] if passive else [a for a in states if not is_led_to(document, a.start, placed=True)]
    bodies = [a for a in actors if a.kind in {"organisation", "person"}] + states
    bodies = sorted((a for a in bodies if clause.low <= a.start < clause.high), key=lambda a: a.start)
    if document.language == "ar":
        subject = next((a for a in bodies if 0 <= a.start - clause.trigger.end <= 2), None)
    else:
        free = [a for a in bodies if a.kind == "person" or not is_led_to(document, a.start)]
        subject = next((a for a in reversed(free) if 0 <= clause.trigger.start - a.end <= 6), None)
    if subject is None and entry.get("act") == "report":
        return _recipients(document, clause, actors)
    if subject is None or subject.kind != "organisation":
        return []
    others = [a for a in bodies if a.start >= clause.trigger.end and a is not subject and a.kind == "organisation"]
    others = [a for a in others if a not in states or a.start - clause.trigger.end <= 1]
    parts = _speaker_and_state(cast, subject.referent_id, subject.start, subject.end)
    for other in others[:1]:
        parts += [Part("party", other.referent_id, None, other.start, other.end, 0.7)]
    return parts


def _recipients(document: Document, clause: Clause, actors: Sequence[Actor]) -> list[Part]:
    """Whom a report is handed to, behind `to`, `à`, `إلى`, when nobody the text names hands it."""
    leads = closed_class("recipients", document.language)
    behind = [a for a in actors if clause.trigger.end <= a.start < clause.high and a.kind in {"person", "organisation"}]
    led = [a for a in behind if any(document.norm(i) in leads for i in range(clause.trigger.end, a.start))]
    return [Part("party", a.referent_id, None, a.start, a.end, 0.6) for a in led[:1]]


def _who_is_quoted(document: Document, clause: Clause, quotes: Sequence[Quote]) -> str | None:
    """`« … », a-t-il indiqué dans un communiqué`: whose words the sentence of the communiqué quotes."""
    sentence = document.sentence_of(document.doc[clause.trigger.start].idx)
    return next(
        (q.speaker_id for q in quotes if q.speaker_id and sentence and q.sentence_id == sentence.sentence_id), None
    )


def _joint_issuer(cast: Cast, clause: Clause, actor: Actor) -> Part | None:
    """The framework or alliance the sentence names before `leur déclaration commune`."""
    if not clause.low <= actor.start < clause.trigger.start:
        return None
    if actor.kind == "mechanism" or cast.referents[actor.referent_id].subkind in INTERNATIONAL:
        return Part("party", actor.referent_id, None, actor.start, actor.end, 0.6)
    return None


def _who_says(document: Document, speakers: Sequence[Anchor], clause: Clause) -> str | None:
    """`X said in a statement`, `a indiqué X dans un communiqué`: who speaks in the sentence of the communiqué."""
    low, high = document.sentence_start(clause.trigger.start), document.sentence_end(clause.trigger.start)
    if not any(low <= h.start < high for h in document.hits_of("quote_cue")):
        return None
    near = [a for a in speakers if low <= a.start < clause.trigger.start and clause.trigger.start - a.end <= 12]
    return near[-1].referent_id if near else None


def _speaker_and_state(cast: Cast, identity: str, start: int, end: int) -> list[Part]:
    parts = [Part("speaker", identity, None, start, end, 0.85)]
    code = cast.referents[identity].country_code
    return parts + ([Part("party", None, code, start, end, 0.75)] if code else [])


def with_place(parts: list[Part], event_type: str, country: str | None, trigger: Hit) -> list[Part]:
    """A visited country is a party; a conference's country is its host."""
    if country is None or event_type not in {"visit", "conference"}:
        return parts
    if any(p.country_code == country for p in parts):
        return parts
    return [*parts, Part("party" if event_type == "visit" else "host", None, country, trigger.start, trigger.end, 0.7)]
