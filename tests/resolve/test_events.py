"""Which reports are one event: each rule's yes and no."""

from typing import Any

from tasks.resolve.corpus import Corpus, KnownIdentities, Resolution, resolve
from tests.resolve.rows import event, page, part, place, referent


def told(*articles: dict[str, Any]) -> Resolution:
    """Resolve articles of one event each: `kind`, `published`, `states`, `people`, `language`, its own fields."""
    pages, referents, events, parts = [], [], [], []
    for number, said in enumerate(articles):
        name = f"a{number}"
        fields = dict(said)
        kind, published = fields.pop("kind"), fields.pop("published", None)
        states, people = fields.pop("states", ()), fields.pop("people", ())
        town, framework = fields.pop("town", None), fields.pop("mechanism", None)
        pages.append(page(name, fields.pop("language", "fr"), published))
        here = [place(name, f"country:{code.lower()}", code) for code in states]
        here += [referent(name, "person", person) for person in people]
        if town:
            seat = place(name, town, "DZ")
            here += [] if seat in here else [seat]
            fields |= {"place_id": seat.referent_id, "country_code": "DZ"}
        if framework:
            here.append(referent(name, "mechanism", framework, lexicon_id=framework))
            fields |= {"mechanism_id": here[-1].referent_id}
        happening = event(name, "e", kind, **fields)
        referents += here
        events.append(happening)
        parts += [part(happening, who) for who in here if who.subkind in {"country", None}]
    corpus = Corpus(pages=pages, referents=referents, events=events, participations=parts)
    return resolve(corpus, KnownIdentities())


def count(*articles: dict[str, Any]) -> int:
    return len(told(*articles).events)


def test_agreements_of_one_year_with_other_parties_are_two() -> None:
    mali = {"kind": "agreement", "date_edtf": "2015", "states": ("DZ", "ML"), "published": "2019-01-10"}
    assert count(mali, mali | {"states": ("DZ", "NE")}) == 2
    assert count(mali, mali | {"published": "2021-05-01"}) == 1


def test_agreements_without_parties_need_more_than_a_year() -> None:
    undated = {"kind": "agreement", "date_edtf": "2015", "published": "2019-01-10"}
    assert count(undated, undated) == 2
    assert count(undated | {"date_edtf": "2012-09"}, undated | {"date_edtf": "2012-09"}) == 1


def test_a_conference_dated_by_the_year_is_not_every_conference_of_that_year() -> None:
    talks = {"kind": "conference", "town": "city:tipaza", "date_edtf": "2019-07-12"}
    assert count(talks, talks | {"date_edtf": "2019"}) == 2
    assert count(talks, talks | {"date_edtf": "2019-07"}) == 1


def test_undated_meetings_far_apart_need_a_date_to_be_one() -> None:
    met = {"kind": "meeting", "people": ("Samira Haddad", "Karl Lindqvist"), "published": "2019-01-10"}
    assert count(met, met | {"published": "2019-01-12"}) == 1
    assert count(met, met | {"published": "2021-01-12"}) == 2


def test_a_visit_elsewhere_is_another_visit() -> None:
    visit = {"kind": "visit", "people": ("Karl Lindqvist",), "town": "city:tipaza", "published": "2019-01-10"}
    assert count(visit, visit) == 1
    assert count(visit, visit | {"town": None, "country_code": "TN"}) == 2


def test_a_crowd_of_reports_stays_one_event_when_one_more_comes() -> None:
    session = {"kind": "session", "session_number": 3, "states": ("DZ", "ML"), "date_edtf": "2021-06-19"}
    for many in (200, 230):
        assert count(*[session] * many) == 1


def test_the_city_is_the_place_though_another_report_names_the_country_only() -> None:
    talks = {"kind": "meeting", "people": ("Samira Haddad", "Karl Lindqvist"), "date_edtf": "2021-01-14"}
    (one,) = told(talks | {"town": "country:dz"}, talks | {"town": "city:tipaza"}).events
    assert one.place_id == "city:tipaza"


def test_what_was_held_outweighs_a_plan_and_a_postponement_outlives_it() -> None:
    session = {"kind": "session", "session_number": 3, "states": ("DZ", "ML")}
    plan = session | {"status": "planned", "published": "2021-01-10"}
    assert told(plan, session | {"published": "2021-06-20"}).events[0].status == "held"
    put_off = session | {"status": "postponed", "published": "2021-03-01"}
    assert told(put_off, plan).events[0].status == "postponed"
    assert told(session | {"published": "2021-06-20"}, plan | {"published": "2021-07-01"}).events[0].status == "held"


def test_a_session_announced_put_off_and_held_is_one_with_the_day_and_place_it_was_held() -> None:
    session = {"kind": "session", "session_number": 3, "states": ("DZ", "ML"), "mechanism": "mechanism:cemoc"}
    told_of = (
        session | {"status": "planned", "date_edtf": "2021-03-25", "published": "2021-03-01", "town": "city:tipaza"},
        session | {"status": "postponed", "date_edtf": "2021-06", "published": "2021-03-20"},
        session | {"status": "held", "date_edtf": "2021-06-09", "published": "2021-06-10", "town": "city:oran"},
    )
    (one,) = told(*told_of).events
    assert (one.status, one.date_edtf, one.place_id) == ("held", "2021-06-09", "city:oran")
    (two,) = told(*told_of[:2]).events
    assert (two.status, two.date_edtf) == ("postponed", "2021-06")


def test_two_held_sessions_of_other_days_are_two_whatever_their_number() -> None:
    session = {"kind": "session", "session_number": 3, "states": ("DZ", "ML"), "mechanism": "mechanism:cemoc"}
    assert count(session | {"date_edtf": "2021-03-25"}, session | {"date_edtf": "2021-06-09"}) == 2
    assert count(session | {"date_edtf": "2021-03-25"}, session | {"date_edtf": "2021-03"}) == 1


def test_a_summit_called_after_a_town_is_one_in_two_languages() -> None:
    summit = {"kind": "conference", "title": "sommet de Washington", "date_edtf": "2024-22"}
    english = {"kind": "conference", "title": "Washington Summit", "date_edtf": "2024-22", "language": "en"}
    assert count(summit, english) == 1
    assert count(summit, english | {"title": "Madrid Summit"}) == 2
    assert count(summit, english | {"date_edtf": "2019-22"}) == 2
    paris = {"kind": "conference", "title": "sommet de Paris", "date_edtf": "2024-22"}
    assert [
        count(paris, paris | {"title": t, "language": "ar"}) for t in ("قمة باريس", "القمة بباريس", "قمة لندن")
    ] == [1, 1, 2]
