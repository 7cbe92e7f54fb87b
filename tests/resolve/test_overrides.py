"""People's judgements: read line by line, found by surface, above every rule, and never quietly ignored."""

from dataclasses import replace

import pytest

from tasks.records import Override
from tasks.resolve.corpus import Corpus, KnownIdentities, Resolution, resolve
from tasks.resolve.overrides import parse
from tests.resolve.rows import event, page, part, referent

HEAD = "action,kind,article,surface,other_article,other_surface,value,who,when,why\n"
MINISTER = referent("a", "person", "Samira Haddad", country_code="DZ")
NAMESAKE = referent("b", "person", "Samira Haddad", country_code="DZ")
STRANGER = referent("b", "person", "Karl Lindqvist", country_code="SE")
MINISTRY = referent("a", "organisation", "ministère de la Pêche", subkind="ministry", country_code="DZ")
ALLIANCE = referent("b", "organisation", "Otan", subkind="alliance", lexicon_id="organisation:nato")
TALKS = event("a", "talks", "meeting", date_edtf="2021-01-14")
VISIT = event("b", "visit", "visit", date_edtf="2022-05-01")
CORPUS = Corpus(
    pages=[page("a", "fr", "2021-01-14"), page("b", "en", "2022-05-01")],
    referents=[MINISTER, NAMESAKE, STRANGER, MINISTRY, ALLIANCE],
    events=[TALKS, VISIT],
    participations=[part(TALKS, MINISTER), part(VISIT, STRANGER)],
    content_sha256={"a": "a", "b": "b"},
)


def resolved(*lines: str, corpus: Corpus = CORPUS) -> Resolution:
    return resolve(corpus, KnownIdentities(), parse(HEAD + "\n".join(lines)))


def entities(resolution: Resolution) -> dict[str, str]:
    return {link.referent_id: link.entity_id for link in resolution.referent_entities}


def fared(resolution: Resolution) -> list[str]:
    return [row.status for row in resolution.overrides]


def test_without_a_file_nothing_is_overruled() -> None:
    assert parse("") == parse(HEAD) == []
    assert len(set(entities(resolved()).values())) == 4  # the two namesakes are one


def test_a_merge_joins_what_no_rule_would() -> None:
    found = resolved("merge,person,a,Samira Haddad,b,Karl Lindqvist,,amel,2024-05-01,a pen name")
    assert fared(found) == ["applied"]
    one = {entities(found)[r.referent_id] for r in (MINISTER, NAMESAKE, STRANGER)}
    assert len(one) == 1
    said = [j for j in found.judgements if j.author == "amel"]
    assert [(j.verdict, j.score) for j in said] == [("same", 1.0)]


def test_a_split_parts_namesakes() -> None:
    found = resolved("split,person,a,Samira Haddad,b,samira HADDAD,,amel,2024-05-01,two women")
    assert entities(found)[MINISTER.referent_id] != entities(found)[NAMESAKE.referent_id]
    assert [(j.verdict, j.author) for j in found.judgements if j.kind == "person" and j.verdict == "different"] == [
        ("different", "amel")
    ]


def test_a_name_an_entry_and_a_rejection() -> None:
    found = resolved(
        "rename,person,a,Samira Haddad,,,Samira El Haddad,amel,2024-05-01,her own spelling",
        "pin,organisation,a,ministère de la Pêche,,,nato,amel,2024-05-01,for the test",
        "reject,person,b,Karl Lindqvist,,,,amel,2024-05-01,a ship",
    )
    assert fared(found) == ["applied"] * 3
    (person,) = [e for e in found.entities if e.kind == "person"]
    assert (person.name, person.name_fr) == ("Samira El Haddad", "Samira El Haddad")
    assert entities(found)[MINISTRY.referent_id] == entities(found)[ALLIANCE.referent_id] == "organisation:nato"
    assert STRANGER.referent_id not in entities(found)


def test_what_is_split_from_an_entry_of_the_lexicon_is_none() -> None:
    other = replace(ALLIANCE, article_id="a", referent_id="a/organisation:Otan")
    corpus = replace(CORPUS, referents=[*CORPUS.referents, other])
    found = resolved("split,organisation,b,Otan,a,Otan,,amel,2024-05-01,a firm", corpus=corpus)
    assert entities(found)[ALLIANCE.referent_id] == "organisation:nato"
    assert entities(found)[other.referent_id] != "organisation:nato"


def test_events_are_merged_and_parted_by_title() -> None:
    found = resolved("merge,event,a,meeting talks,b,visit visit,,amel,2024-05-01,one journey")
    assert fared(found) == ["applied"]
    assert len({link.event_id for link in found.article_event_links}) == 1


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        ("marry,person,a,Samira Haddad,b,Karl Lindqvist,,amel,2024-05-01,x", "invalid", "action marry"),
        ("merge,ship,a,Samira Haddad,b,Karl Lindqvist,,amel,2024-05-01,x", "invalid", "kind ship"),
        ("merge,person,a,Samira Haddad,b,,,amel,2024-05-01,x", "invalid", "other_surface missing"),
        ("merge,person,a,Samira Haddad,b,Karl Lindqvist,,,2024-05-01,x", "invalid", "who missing"),
        ("rename,event,a,meeting talks,,,Talks,amel,2024-05-01,x", "invalid", "an event can be merged"),
        ("pin,organisation,a,ministère de la Pêche,,,no_such,amel,2024-05-01,x", "invalid", "the lexicon has no"),
        (
            "pin,organisation,a,ministère de la Pêche,,,mechanism:nato,amel,2024-05-01,x",
            "invalid",
            "the lexicon has no",
        ),
        ("reject,person,a,Samira Haddad,,,,amel,yesterday,x", "invalid", "when yesterday"),
        ("reject,person,a,Samira Haddad,,,,amel,2024-05-01,x,y", "invalid", "more fields than columns"),
        ('reject,person,a,"Samira Haddad,,,,amel,2024-05-01,x', "invalid", "not a line of CSV"),
        ("reject,person,a,Samira Hadd\ufffd,,,,amel,2024-05-01,x", "invalid", "not UTF-8"),
        ("reject,person,a,Nobody,,,,amel,2024-05-01,x", "unmatched", "nothing is called Nobody in a"),
        ("merge,person,b,Karl Lindqvist,b,Karl Lindqvist,,amel,2024-05-01,x", "ambiguous", "both sides are one"),
    ],
)
def test_a_line_that_cannot_be_done_is_reported_and_changes_nothing(line: str, status: str, reason: str) -> None:
    found = resolved(line)
    (row,) = found.overrides
    assert (row.status, row.line) == (status, 2)
    assert row.reason is not None and reason in row.reason
    assert replace(found, overrides=()) == replace(resolved(), overrides=())


def test_lines_against_each_other_are_both_left_undone() -> None:
    merge = "merge,person,a,Samira Haddad,b,Karl Lindqvist,,amel,2024-05-01,x"
    split = "split,person,b,Karl Lindqvist,a,Samira Haddad,,karim,2024-05-02,y"
    found = resolved(merge, split)
    assert fared(found) == ["contradictory", "contradictory"]
    assert found.overrides[1].reason == "line 2 says they are one"
    names = [f"rename,person,{a},Samira Haddad,,,{name},amel,2024-05-01,x" for a, name in (("a", "One"), ("a", "Two"))]
    assert fared(resolved(*names)) == ["contradictory", "contradictory"]


def test_a_merge_of_things_written_otherwise_is_one_judgement_a_persons() -> None:
    other = referent("b", "organisation", "Fisheries Ministry", country_code="DZ")
    corpus = replace(CORPUS, referents=[*CORPUS.referents, other])
    line = "merge,organisation,a,ministère de la Pêche,b,Fisheries Ministry,,amel,2024-05-01,its English name"
    found = resolved(line, line, corpus=corpus)
    assert entities(found)[MINISTRY.referent_id] == entities(found)[other.referent_id]
    (said,) = [j for j in found.judgements if j.kind == "organisation"]
    assert (said.verdict, said.author, said.evidence) == ("same", "amel", "overrides.csv: its English name")


def test_a_split_holds_whatever_else_is_merged() -> None:
    names = {"a": "Croissant", "b": "Lune", "c": "Croissant", "d": "Lune"}
    bodies = {a: referent(a, "organisation", name, country_code="DZ") for a, name in names.items()}
    pages = [page(a, "fr") for a in bodies]
    corpus = Corpus(pages=pages, referents=[*bodies.values()], content_sha256={a: a for a in bodies})
    found = resolved(
        "split,organisation,a,Croissant,b,Lune,,amel,2024-05-01,x",
        "merge,organisation,c,Croissant,d,Lune,,amel,2024-05-01,x",
        corpus=corpus,
    )
    ids = {a: entities(found)[body.referent_id] for a, body in bodies.items()}
    assert ids["a"] != ids["b"] and ids["c"] == ids["d"]
    assert fared(found) == ["applied", "applied"]
    found = resolved(
        "split,organisation,a,Croissant,c,Croissant,,amel,2024-05-01,x",
        "merge,organisation,c,Croissant,d,Lune,,amel,2024-05-01,x",
        corpus=corpus,
    )
    ids = {a: entities(found)[body.referent_id] for a, body in bodies.items()}
    assert ids["a"] != ids["c"] == ids["d"]


def test_a_name_in_each_language_and_no_two_in_one() -> None:
    arabic = referent("c", "person", "سميرة حداد", country_code="DZ")
    corpus = replace(CORPUS, pages=[*CORPUS.pages, page("c", "ar")], referents=[*CORPUS.referents, arabic])
    lines = [
        "rename,person,a,Samira Haddad,,,Samira El Haddad,amel,2024-05-01,x",
        "rename,person,c,سميرة حداد,,,سميرة الحداد,amel,2024-05-01,x",
    ]
    found = resolved(*lines, corpus=corpus)
    (person,) = [e for e in found.entities if e.entity_id == entities(found)[MINISTER.referent_id]]
    assert (person.name, person.name_fr, person.name_ar) == ("Samira El Haddad", "Samira El Haddad", "سميرة الحداد")
    two = resolved(lines[0], "rename,person,b,Samira Haddad,,,Samira H.,amel,2024-05-01,x", corpus=corpus)
    assert fared(two) == ["applied", "applied"]  # in French and in English
    corpus = replace(corpus, pages=[page("a", "fr"), page("b", "fr"), page("c", "ar")])
    two = resolved(lines[0], "rename,person,b,Samira Haddad,,,Samira H.,amel,2024-05-01,x", corpus=corpus)
    assert fared(two) == ["contradictory", "contradictory"]


def test_a_file_without_its_head_says_so_of_every_line() -> None:
    lines = parse("reject,person,a,Samira Haddad,,,,amel,2024-05-01,x\nreject,person,b,Karl,,,,amel,2024-05-01,x\n")
    assert [(row.line, row.status) for row in lines] == [(1, "invalid"), (2, "invalid")]
    assert all(row.reason and row.reason.startswith("the first line names no column action") for row in lines)


def test_an_open_quotation_mark_spoils_its_own_line_only() -> None:
    text = f'{HEAD}reject,person,a,"Samira,,,,amel,2024,x\nreject,person,a,Samira Haddad,,,,amel,2024,x\n'
    assert [(row.line, row.status) for row in parse(text)] == [(2, "invalid"), (3, "applied")]


def test_comments_order_of_columns_and_missing_ones() -> None:
    lines: list[Override] = parse(
        "# people's judgements\n\nwho,why,when,kind,action,surface,article\namel,x,2024,person,reject,A B,a\n"
    )
    assert [(row.line, row.status, row.surface) for row in lines] == [(4, "applied", "A B")]
