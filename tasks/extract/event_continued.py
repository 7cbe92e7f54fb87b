"""Sentences that go on telling of a gathering without a word for it: `Y ont pris part X et Z`. Reads part.yml."""

from collections.abc import Sequence

from tasks.extract.document import Document, Hit
from tasks.extract.event_clause import clause_of
from tasks.extract.event_report import Report, Scene
from tasks.extract.participants import Part, state_parties, stated_parts, states_served
from tasks.records import Sentence


def continued_reports(scene: Scene, found: Sequence[Report]) -> list[Report]:
    """Return what goes on telling of a gathering without naming it: `La délégation était conduite par X`, `Y ont pris
    part Z et W`. Sentences that tell of an event of their own are none of these."""
    document = scene.document
    told = {r.sentence.sentence_id for r in found if r.event_type != "statement"}
    told |= {
        s.sentence_id
        for t in scene.triggers
        if t.entry["type"] != "statement" and not t.entry.get("needs") and (s := _sentence(document, t.hit))
    }
    reports = []
    for hit in document.hits_of("part"):
        sentence = _sentence(document, hit)
        if sentence is None or sentence.sentence_id in told:
            continue
        clause = clause_of(document, hit, (), (), is_verb=True)
        parts = [p for p in stated_parts(document, clause, scene.actors) if p.part in CONTINUED]
        people = [p for p in parts if p.referent_id and scene.cast.referents[p.referent_id].kind == "person"]
        states = [p for p in state_parties(document, clause, scene.cast, hit.end) if p.part == "party"]
        states = states if len(states) >= 3 else states_served(scene.cast, people, set())
        if people or states:
            told.add(sentence.sentence_id)
            reports.append(_continuing(scene, sentence, hit, [*people, *states]))
    return reports


CONTINUED = frozenset({"chair", "co_chair", "host", "head_of_delegation", "attendee"})


def _continuing(scene: Scene, sentence: Sentence, hit: Hit, parts: list[Part]) -> Report:
    return Report(
        event_type="continued",
        act=None,
        mode=None,
        title="",
        status="held",
        status_said=False,
        mechanism_id=None,
        session_number=None,
        date=None,
        place=None,
        venue=None,
        country_code=None,
        parts=tuple(parts),
        attributed_to_id=None,
        sentence=sentence,
        start=hit.start,
        end=hit.end,
        takes_up=True,
        on_occasion=False,
        pair=None,
        continues=True,
        confidence=0.7,
    )


def _sentence(document: Document, hit: Hit) -> Sentence | None:
    return document.sentence_of(document.doc[hit.start].idx)
