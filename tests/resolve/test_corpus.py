"""The stage as a whole: one meeting in three languages, ids that survive, and rows that don't hang on any order."""

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.records import Event, Participation, Referent
from tasks.resolve.corpus import Corpus, KnownIdentities, Resolution, resolve
from tests.resolve.rows import event, page, part, place, referent

WHO = {
    "fr": ("Samira Haddad", "Karl Lindqvist"),
    "ar": ("سميرة حداد", "كارل ليندكفيست"),
    "en": ("Samira Haddad", "Karl Lindqvist"),
}


def told_in(language: str, published: str | None) -> tuple[list[Referent], list[Event], list[Participation]]:
    """An article that tells of a meeting in Tipaza and plans the third session of a dialogue."""
    here, there = WHO[language]
    minister = referent(language, "person", here, country_code="DZ")
    envoy = referent(language, "person", there, country_code="SE")
    town, algeria, sweden = (
        place(language, lexicon_id, code)
        for lexicon_id, code in (("city:tipaza", "DZ"), ("country:dz", "DZ"), ("country:se", "SE"))
    )
    dialogue = referent(
        language, "mechanism", f"dialogue {language}", subkind="strategic_dialogue", parties=("DZ", "SE")
    )
    talks = event(language, "talks", "meeting", place_id=town.referent_id, country_code="DZ", date_edtf=published)
    third = event(
        language, "third", "session", status="planned", session_number=3, mechanism_id=dialogue.referent_id,
        date_edtf="XXXX-06",
    )  # fmt: skip
    parts = [part(talks, minister), part(talks, envoy), part(third, algeria, "party"), part(third, sweden, "party")]
    return [minister, envoy, town, algeria, sweden, dialogue], [talks, third], parts


def corpus_of(*articles: tuple[str, str | None]) -> Corpus:
    told = [told_in(*article) for article in articles]
    return Corpus(
        pages=[page(language, language, published) for language, published in articles],
        referents=[row for referents, _, _ in told for row in referents],
        events=[row for _, events, _ in told for row in events],
        participations=[row for _, _, parts in told for row in parts],
        content_sha256={language: language for language, _ in articles},
    )


ALL = corpus_of(("fr", "2021-01-14"), ("ar", "2021-01-14"), ("en", None))


def known_from(resolution: Resolution) -> KnownIdentities:
    return KnownIdentities(**{name: getattr(resolution, name) for name in KnownIdentities.__slots__})


def test_one_meeting_and_one_planned_session_in_three_languages() -> None:
    resolved = resolve(ALL, KnownIdentities())
    assert sorted((e.event_type, e.status, e.session_number) for e in resolved.events) == [
        ("meeting", "held", None),
        ("session", "planned", 3),
    ]
    assert len({link.event_id for link in resolved.article_event_links}) == 2
    assert sum(e.kind == "person" for e in resolved.entities) == 2
    (dialogue,) = [e for e in resolved.entities if e.kind == "mechanism"]
    assert dialogue.parties == ("country:dz", "country:se")


def test_an_entity_is_named_in_latin_script_first_and_in_every_language_known() -> None:
    minister = next(e for e in resolve(ALL, KnownIdentities()).entities if e.name_ar == "سميرة حداد")
    assert (minister.name, minister.name_fr, minister.name_en) == ("Samira Haddad", "Samira Haddad", "Samira Haddad")
    assert minister.country_code == "DZ"


def test_every_parent_party_and_place_is_an_entity() -> None:
    resolved = resolve(ALL, KnownIdentities())
    ids = {e.entity_id for e in resolved.entities}
    named = {i for e in resolved.entities for i in (e.parent_id, *e.parties) if i}
    named |= {i for e in resolved.events for i in (e.place_id, e.mechanism_id) if i}
    assert "country:dz" in named
    assert named <= ids


def test_an_announcement_and_the_report_of_the_session_are_one_event_that_was_held() -> None:
    held = corpus_of(("fr", "2021-01-14"), ("en", "2021-06-20"))
    events = [
        replace(e, status="held", date_edtf="2021-06-19") if e.article_event_id == "en/third" else e
        for e in held.events
    ]
    resolved = resolve(replace(held, events=events), KnownIdentities())
    (session,) = [e for e in resolved.events if e.event_type == "session"]
    assert (session.status, session.date_edtf, session.date_precision) == ("held", "2021-06-19", "day")


def test_sessions_of_two_numbers_and_meetings_of_other_people_stay_apart() -> None:
    other = corpus_of(("fr", "2021-01-14"), ("en", "2021-01-14"))
    events = [replace(e, session_number=4) if e.article_event_id == "en/third" else e for e in other.events]
    referents = [replace(r, name="Omar Diallo") if r.name == "Karl Lindqvist" and r.article_id == "en" else r
                 for r in other.referents]  # fmt: skip
    parts = [p for p in other.participations if p.referent_id != "en/person:Samira Haddad"]
    resolved = resolve(replace(other, events=events, referents=referents, participations=parts), KnownIdentities())
    assert len(resolved.events) == 4


def test_ids_survive_a_new_article_and_a_second_run() -> None:
    first = resolve(corpus_of(("fr", "2021-01-14")), KnownIdentities())
    grown = resolve(ALL, known_from(first))
    again = resolve(ALL, known_from(grown))
    before = {r.referent_id: r.entity_id for r in first.referent_entities}
    after = {r.referent_id: r.entity_id for r in grown.referent_entities}
    assert before.items() <= after.items()
    assert {e.event_id for e in first.events} <= {e.event_id for e in grown.events}
    assert again == grown


def test_known_identities_give_ids_and_never_a_decision() -> None:
    fresh, grown = resolve(ALL, KnownIdentities()), resolve(ALL, known_from(resolve(ALL, KnownIdentities())))
    assert fresh == grown


def test_a_copy_of_a_page_is_in_its_family_and_never_its_head() -> None:
    copied = corpus_of(("fr", "2021-01-14"), ("en", "2021-01-13"))
    families = resolve(replace(copied, content_sha256={"fr": "x", "en": "x"}), KnownIdentities()).families
    assert [(f.article_id, f.is_family_head) for f in families] == [("en", True), ("fr", False)]
    assert len({f.family_id for f in families}) == 1


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(shuffler: random.Random) -> None:
    def shuffled(rows: Any) -> list[Any]:
        return shuffler.sample(list(rows), len(rows))

    mixed = Corpus(
        pages=shuffled(ALL.pages),
        referents=shuffled(ALL.referents),
        events=shuffled(ALL.events),
        participations=shuffled(ALL.participations),
        content_sha256=ALL.content_sha256,
    )
    assert resolve(mixed, KnownIdentities()) == resolve(ALL, KnownIdentities())
