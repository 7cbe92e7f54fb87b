"""Who takes part in an event, and in which part: chair, host, visitor, organiser … Reads part.yml."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.extract.complements import before_article, before_links, closed_class, is_definite
from tasks.extract.document import Document, Hit
from tasks.extract.event_clause import Clause, hosts
from tasks.extract.referents import Cast
from tasks.lexicon import entries

INTERNATIONAL = frozenset({"alliance", "international_organisation", "regional_organisation", "agency"})
REACH = 16  # tokens between a part's cue and whom it gives the part to


@dataclass(frozen=True, slots=True)
class Part:
    """A part in an event; tokens `start`..`end` are the mention that shows it. `country_code` for a state as party."""

    part: str
    referent_id: str | None  # None for a state: then `country_code` names it
    country_code: str | None
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention that can take part. Tokens `start`..`end`, end exclusive."""

    start: int
    end: int
    referent_id: str
    kind: str


def actors_in(cast: Cast) -> list[Actor]:
    """Return all mentions of persons (by office too), bodies and frameworks, in text order; not the bodies that only an
    office names (`ministre de …, chef de l'état-major`): there the officeholder acts."""
    actors = [Actor(n.start, n.end, i, n.kind) for n, i in cast.names if n.kind != "place" and not cast.is_in_office(n)]
    actors += [Actor(r.start, r.end, i, "person") for r, i in cast.references]
    return sorted(actors, key=lambda a: a.start)


def stated_parts(document: Document, clause: Clause, actors: Sequence[Actor]) -> list[Part]:
    """Return the parts that a cue in the clause gives (`a présidé`, `conduite par`, `برئاسة`), nearest actor each."""
    found: list[Part] = []
    for hit in document.hits_of("part"):
        if not clause.low <= hit.start < clause.high or (not clause.owns(hit.start) and not _touches(hit, clause)):
            continue
        entry = entries("part", document.language)[hit.entry_id]
        if entry["part"] == "place":
            continue
        alone = bool(entry.get("alone"))
        actor = _beside(
            document, hit, str(entry["side"]), clause, actors, entry["part"] == "organiser", bool(entry.get("near"))
        )
        if actor is not None:
            joint = [actor] if alone else _coordinated(document, actor, actors, clause)
            if entry.get("all"):
                joint += [
                    a for a in actors if a.kind == "person" and actor.end <= a.start < clause.high and a not in joint
                ]
            found += [Part(str(entry["part"]), a.referent_id, None, a.start, a.end, 0.85) for a in joint]
    return _with_partner(document, clause, actors, _of_agents(document, clause, found))


def _of_agents(document: Document, clause: Clause, found: list[Part]) -> list[Part]:
    """`استقبل X من طرف Y`: of a passive verb, whom `من طرف` leads to does what it says, not whom it stands before."""
    table = entries("part", document.language)
    cues = [
        h for h in document.hits_of("part") if table[h.entry_id].get("agent") and clause.low <= h.start < clause.high
    ]
    known = {i for h in document.hits_of("office", "reference", "demonym", "rank") for i in range(h.start, h.end)}
    known |= {i for p in found for i in range(p.start, p.end)}
    cues = [h for h in cues if h.start - 1 in known or not is_definite(document, h.start - 1)]  # `المعين | من طرف`
    agents = {str(table[h.entry_id]["part"]): h.end for h in cues}
    return [p for p in found if p.part not in agents or p.start >= agents[p.part]]


def _touches(hit: Hit, clause: Clause) -> bool:
    return any(hit.start < t.end and t.start < hit.end for t in (clause.trigger, *clause.aids))


def _coordinated(document: Document, first: Actor, actors: Sequence[Actor], clause: Clause) -> list[Actor]:
    """Return the actor and the persons that `et`/`و`/`and` join to it, titles between (`X, ministre …, et Y`)."""
    people = [a for a in actors if a.kind == "person" and document.sentence_start(first.start) <= a.start]
    people = [a for a in people if a.start < document.sentence_end(first.start)]
    if first not in people:
        return [first]
    position = people.index(first)
    low = high = position
    while high + 1 < len(people) and _is_list(document, people[high], people[high + 1]):
        high += 1
    while low > 0 and _is_list(document, people[low - 1], people[low]):
        low -= 1
    return [first, *(a for a in people[low : high + 1] if a.referent_id != first.referent_id)]


def _is_list(document: Document, left: Actor, right: Actor) -> bool:
    """Whether a coordinator and nothing but titles stands between two persons."""
    gap = range(left.end, right.start)
    if len(gap) > 30 or not any(document.norm(i) in closed_class("coordinators", document.language) for i in gap):
        return False
    titles = document.hits_of("office", "rank", "honorific", "reference")
    offices = {i for h in titles for i in range(h.start, h.end)}
    cues = {i for h in document.hits_of("quote_cue", "event", "part") for i in range(h.start, h.end)} - offices
    if cues & set(gap) or any(document.norm(i) in closed_class("with", document.language) for i in gap):
        return False
    verbs = {"VERB", "AUX", "PRON", "SCONJ"}
    spoken = (i for i in gap if i not in offices and not document.doc[i].morph.get("Poss", []))
    return not any(document.doc[i].pos_ in verbs for i in spoken) and bool(offices & set(gap) or len(gap) <= 3)


def _beside(
    document: Document, hit: Hit, side: str, clause: Clause, actors: Sequence[Actor], is_body: bool, is_near: bool
) -> Actor | None:
    """The actor a cue gives its part to: the first behind it, or the last before it that no preposition leads to;
    `is_near`: the last before it, led to or not (`avec X, | qui effectue une visite`)."""
    kinds = {"organisation", "mechanism", "person"} if is_body else {"person"}
    agent = _agent_start(document, hit, clause) if side == "before" else None
    if agent is not None:
        return next((a for a in actors if agent <= a.start < min(agent + REACH, clause.high) and a.kind in kinds), None)
    if side == "after":
        near = [a for a in actors if hit.end <= a.start < min(hit.end + REACH, clause.high) and a.kind in kinds]
        return near[0] if near else None
    low = document.sentence_start(hit.start)
    near = [a for a in actors if low <= a.start and a.end <= hit.start and a.kind in kinds]
    free = [] if is_near else [a for a in near if not is_led_to(document, a.start)]
    return (free or near or [None])[-1]  # type: ignore[list-item]


def _agent_start(document: Document, hit: Hit, clause: Clause) -> int | None:
    """Where the agent of a passive begins (`was signed in Bamako by | X`); None when the verb is active."""
    words = {document.norm(i) for i in range(max(0, hit.start - 2), hit.start)}
    if not words & closed_class("passives", document.language):
        return None
    agents = (i for i in range(hit.end, clause.high) if document.norm(i) in closed_class("agents", document.language))
    return next((i + 1 for i in agents), None)


def is_led_to(document: Document, start: int, placed: bool = False) -> bool:
    """Whether a preposition leads to the mention at token `start`, over an article or title: then it is no subject.
    `placed`: a preposition of place does so too."""
    before = {document.norm(i) for i in range(max(0, start - 2), start)}
    leads = ("with", "genitives", "agents", *(("locatives",) if placed else ()))
    return bool(before & frozenset().union(*(closed_class(c, document.language) for c in leads)))


def _with_partner(document: Document, clause: Clause, actors: Sequence[Actor], found: list[Part]) -> list[Part]:
    """`a présidé … avec son homologue X`: whom the chair chairs with is a co-chair, and so is he."""
    chairs = [p for p in found if p.part in {"chair", "co_chair"}]
    if not chairs:
        return found
    partners = []
    for index in range(clause.low, clause.high):
        if document.norm(index) not in closed_class("with", document.language):
            continue
        following = [a for a in actors if index < a.start < min(index + 2 * REACH, clause.high) and a.kind == "person"]
        if following and following[0].referent_id != chairs[0].referent_id:
            actor = following[0]
            partners.append(Part("co_chair", actor.referent_id, None, actor.start, actor.end, 0.8))
            break
    if partners:
        found = [replace(p, part="co_chair") if p.part == "chair" else p for p in found]
    return found + partners


def present(clause: Clause, actors: Sequence[Actor], taken: set[str], all_clause: bool) -> list[Part]:
    """Return the persons of the clause that no cue gave a part: those who simply are there, as attendees."""
    return [
        Part("attendee", a.referent_id, None, a.start, a.end, 0.75)
        for a in actors
        if a.kind == "person" and a.referent_id not in taken and clause.low <= a.start < clause.high
        if all_clause or clause.owns(a.start)
    ]


def state_parties(document: Document, clause: Clause, cast: Cast, title_end: int) -> list[Part]:
    """Return the states the clause names as parties: `entre X et Y`, a free subject, a nationality in the title, the
    states of several officeholders (`les ministres de la Défense du Mali et du Niger`)."""
    found: dict[str, Part] = {}
    states = [(h.start, h.entry_id) for h in document.hits_of("country")]
    several = [
        office
        for office, many in (
            (range(o.start, o.end), o.head == "ministers")
            for o, _ in cast.offices
            if o.start < clause.high and clause.low < o.end
        )
        if many or len({code for start, code in states if start in office}) > 1
    ]
    for hit in document.hits_of("country", "demonym", "compound", "city"):
        if not clause.low <= hit.start < clause.high or (hit.ambiguous and hit.category == "demonym"):
            continue
        code = _code_of(hit)
        if code is None or (
            hit.category == "city" and (hosts(document, hit.start, hit.end) or _is_among_towns(document, hit))
        ):
            continue
        if (
            _is_between(document, hit, clause)
            or _in_title(hit, clause, title_end)
            or _is_subject(document, hit, clause)
            or (any(hit.start in office for office in several) and not _is_about(document, hit))
            or _is_partner(document, hit, clause)
            or _is_of_delegation(document, hit, clause)
            or (_is_delegated(document, hit, clause) and len(listed_states(document, hit)) >= 3)
        ):
            found.setdefault(code, Part("party", None, code, hit.start, hit.end, 0.8))
    return list(found.values())


def _is_among_towns(document: Document, town: Hit) -> bool:
    """`entre Bamako et Gao`, `Paris, Lyon et …`: beside a town that stands for no state, no other does."""
    joints = closed_class("coordinators", document.language) | {",", "،"}
    others = [h for h in document.hits_of("city") if _code_of(h) is None]
    return any(
        (h.start - town.end == 1 and document.norm(town.end) in joints)
        or (town.start - h.end == 1 and document.norm(h.end) in joints)
        for h in others
    )


def _code_of(hit: Hit) -> str | None:
    """The state that a hit names, or that a capital can stand for (`un accord entre Paris et Niamey`); None for any
    other town."""
    if hit.category != "city":
        return hit.entry_id.upper()
    city = entries("city").get(hit.entry_id, {})
    return str(city["country"]).upper() if city.get("capital") else None


def _is_about(document: Document, hit: Hit) -> bool:
    """`ministres … sur le Mali`, `وزراء … حول مالي`: what they meet about, not whom they serve."""
    before = document.norm(before_article(document, hit.start))
    return before in closed_class("about", document.language)


def _is_partner(document: Document, hit: Hit, clause: Clause) -> bool:
    """Whether `avec`/`with`/`مع` leads to the country behind the trigger (`accord de défense avec | l'Algérie`)."""
    led = document.norm(before_article(document, hit.start)) in closed_class("with", document.language)
    return led and hit.category in {"country", "city"} and hit.start >= clause.trigger.end and clause.owns(hit.start)


def _is_of_delegation(document: Document, hit: Hit, clause: Clause) -> bool:
    """`une délégation | malienne`, `وفد | من مالي`, `a Malian | delegation`: whose delegation it is that comes."""
    words = closed_class("delegations", document.language)
    beside = hit.category == "demonym" and words & {document.norm(hit.start - 1), document.norm(hit.end)}
    return bool(beside or delegation_of(document, hit.start)) and clause.owns(hit.start)


def delegation_of(document: Document, start: int) -> bool:
    """Whether links lead from a word for a delegation to token `start` (`une délégation de | l'Alliance`, `وفد عن |
    الحلف`)."""
    links = before_links(document, start)
    return links < start and document.norm(links - 1) in closed_class("delegations", document.language)


def _is_delegated(document: Document, hit: Hit, clause: Clause) -> bool:
    """Whether the list of states at `hit` is the subject, or stands behind a word for those who came (`des délégations
    représentant l'Algérie, l'Espagne …`)."""
    if hit.start < clause.verb.start:
        return True
    words = closed_class("delegates", document.language)
    return any(document.norm(i) in words for i in range(max(clause.low, hit.start - 24), hit.start))


def _is_between(document: Document, hit: Hit, clause: Clause) -> bool:
    """Whether `entre`/`بين`/`between` leads to the country, itself or over a coordinator, behind the trigger."""
    between, joints = closed_class("between", document.language), closed_class("coordinators", document.language)
    if not clause.owns(hit.start):
        return False
    for index in range(hit.start - 1, max(clause.low, hit.start - 9) - 1, -1):
        norm = document.norm(index)
        if norm in between:
            return True
        known = any(h.start <= index < h.end for h in document.hits_of("country", "demonym", "organisation", "city"))
        office = any(h.start <= index < h.end for h in document.hits_of("office"))
        small = joints | closed_class("determiners", document.language) | closed_class("genitives", document.language)
        if not (known or office or norm in small | {",", "،"}):
            return False
    return False


def _in_title(hit: Hit, clause: Clause, title_end: int) -> bool:
    return hit.category in {"demonym", "compound"} and clause.trigger.start <= hit.start < title_end


def _is_subject(document: Document, hit: Hit, clause: Clause) -> bool:
    """French, English: a country before the verb that no preposition governs (`Le Maroc et les … ont convoqué`)."""
    if hit.category not in {"country", "city"}:
        return False
    if document.language == "ar":
        return _is_subject_behind(document, hit, clause)
    if hit.start >= clause.verb.start or clause.verb.start - hit.end > 10:
        return False
    index = hit.start - 1
    while document.norm(index) in closed_class("determiners", document.language):
        index -= 1
    if document.norm(index) in closed_class("coordinators", document.language):
        previous = [h for h in document.hits_of("country", "city") if h.end == index]
        return bool(previous) and _is_subject(document, previous[0], clause)
    free = closed_class("that", document.language) | {",", ":"}
    behind_date = document.norm(index).isdigit() and len(document.norm(index)) == 4  # `On 3 May 2024 | Algeria signed`
    if hit.category == "city" and document.norm(index) == ",":
        return False  # `la mairie de Bamako, | Tunis et Alger`
    return index < clause.low or behind_date or document.norm(index) in free or document.doc[index].is_space


def listed_states(document: Document, member: Hit) -> list[str]:
    """Return the country codes of the list `member` stands in, its own if alone."""
    return [h.entry_id.upper() for h in listed(document, member)]


def listed(document: Document, member: Hit) -> list[Hit]:
    """Return the states of the list `member` stands in (`d'Algérie, du Mali et du Niger`), itself if alone."""
    small = {",", "،"}.union(*(closed_class(c, document.language) for c in ("links", "determiners", "coordinators")))
    countries = [h for h in document.hits_of("country") if document.sentence_start(member.start) <= h.start]
    if member not in countries:
        return []
    low = high = countries.index(member)

    def joined(left: Hit, right: Hit) -> bool:
        gap = [document.norm(i) for i in range(left.end, right.start)]
        return (
            0 < len(gap) <= 4
            and all(w in small for w in gap)
            and bool(({",", "،"} | closed_class("coordinators", document.language)) & set(gap))
        )

    while high + 1 < len(countries) and joined(countries[high], countries[high + 1]):
        high += 1
    while low > 0 and joined(countries[low - 1], countries[low]):
        low -= 1
    return countries[low : high + 1]


def _is_subject_behind(document: Document, hit: Hit, clause: Clause) -> bool:
    """Arabic: a country right behind the verb, or joined to one that is (`وقعت الجزائر والنيجر …`)."""
    if any(v.end == hit.start for v in (clause.trigger, *clause.aids)):
        return True
    if document.norm(hit.start - 1) not in closed_class("coordinators", "ar"):
        return False
    before = [h for h in document.hits_of("country", "city") if h.end == hit.start - 1]
    return bool(before) and _is_subject_behind(document, before[0], clause)


def pair_in(document: Document, clause: Clause) -> tuple[int, int] | None:
    """Return the tokens of a reference to two persons told of before (`les deux ministres`), None if there is none."""
    pairs = [h for h in document.hits_of("reference") if h.entry_id == "pair" and clause.low <= h.start < clause.high]
    return (pairs[0].start, pairs[0].end) if pairs else None


def states_served(cast: Cast, parts: Sequence[Part], known: set[str | None]) -> list[Part]:
    """Return the states and international bodies that the persons of `parts` serve by their roles, as parties."""
    found: dict[str, Part] = {}
    for part in parts:
        person = cast.referents.get(part.referent_id or "")
        if person is None or person.kind != "person":
            continue
        if person.country_code and person.country_code not in known:
            found.setdefault(person.country_code, Part("party", None, person.country_code, part.start, part.end, 0.75))
        if person.country_code is None:
            for body in (r.organisation_id for r in cast.roles if r.person_id == part.referent_id):
                referent = cast.referents.get(body or "")
                if referent is not None and body and referent.subkind in INTERNATIONAL:
                    found.setdefault(body, Part("party", body, None, part.start, part.end, 0.7))
    return list(found.values())
