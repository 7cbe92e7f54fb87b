"""People's judgements from end to end: written by `hiwar review`, replayed by a run, compared by `hiwar verify`."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from flows.review import UnsurePair, ask, unsure_pairs, write_down
from flows.verify import compare
from tasks.load.connection import connect
from tasks.resolve.overrides import parse
from tests.flows.world import PAGES, World

PAIR = UnsurePair(
    "person", 0.6, "serve DZ and ML", "talks", "Sofiane Bencherif", "He spoke.", "hiwar", "سفيان بن شريف", "قال ذلك."
)
HEAD = "action,kind,article,surface,other_article,other_surface,value,who,when,why\n"


def answers(*said: str) -> list[tuple[UnsurePair, str, str]]:
    given = iter(said)

    def read(_: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    return list(ask(Console(file=io.StringIO()), [PAIR, PAIR], read))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (["s", "one man", "d", ""], [("merge", "one man"), ("split", "read the sentences")]),
        (["", "d", "two men"], [("split", "two men")]),
        (["q"], []),
        (["x"], []),
        ([], []),
    ],
)
def test_answers_are_taken_one_by_one(said: list[str], read: list[tuple[str, str]]) -> None:
    assert [(action, why) for _, action, why in answers(*said)] == read


def test_an_answer_is_a_line_that_a_run_can_read(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(HEAD + 'reject,person,talks,"A, B",,,,amel,2024-05-01,a ship', encoding="utf-8")  # no line end
    write_down(path, PAIR, "merge", 'the "same", he says', "karim")
    kept, written = parse(path.read_text(encoding="utf-8"))
    assert (kept.surface, kept.status) == ("A, B", "applied")
    assert (written.action, written.surface, written.other_surface, written.who, written.why) == (
        "merge", "Sofiane Bencherif", "سفيان بن شريف", "karim", 'the "same", he says',
    )  # fmt: skip
    assert written.status == "applied"


def test_unsure_pairs_are_shown_until_they_are_judged(offline: World) -> None:
    offline.warehouse.chmod(0o644)
    with connect(offline.warehouse) as db:
        ids = db.execute(
            "select distinct referent_id from core.mention where kind = 'person' and form = 'full' order by all limit 2"
        ).fetchall()
        (left,), (right,) = ids
        db.execute(
            "insert into core.judgement values ('j', 'person', ?, ?, 'unsure', 0.6, 'alike', 'rules:person/1', now())",
            [left, right],
        )
    (pair,) = unsure_pairs(offline.warehouse)
    assert (pair.kind, pair.evidence) == ("person", "alike")
    assert pair.surface in pair.sentence and pair.other_surface in pair.other_sentence
    assert unsure_pairs(offline.warehouse, "event") == []
    with connect(offline.warehouse) as db:
        db.execute(
            "insert into ops.override by name select 2 as line, 'split' as action, 'person' as kind, '' as why, "
            "'applied' as status, '' as article_id, '' as surface, 'amel' as who, '' as decided_when, "
            "? as left_id, ? as right_id",
            [right, left],
        )
    assert unsure_pairs(offline.warehouse) == []


def test_a_judgement_alone_makes_a_run_and_its_deletion_undoes_it(world: World) -> None:
    assert "nothing changed" in world.here("run").out
    named = "select name from out.entity where kind = 'person' and name like 'Sofiane%'"
    (line,) = world.ask("select article_id, surface from out.mention where surface = 'Sofiane Bencherif' limit 1")
    overrides = world.home.overrides
    overrides.write_text(
        f"{HEAD}rename,person,{line[0]},{line[1]},,,Sofiane Ben Cherif,amel,2024-05-01,his own spelling\n"
        "reject,person,nowhere,Nobody,,,,amel,2024-05-01,gone\n",
        encoding="utf-8",
    )
    outcome = world.here("run")
    assert outcome.code == 0, outcome.err
    assert "overrides.csv line 3 (reject): nothing is called Nobody in nowhere" in outcome.out
    assert world.ask(named) == [("Sofiane Ben Cherif",)]
    assert world.ask("select line, status from out.override order by all") == [(2, "applied"), (3, "unmatched")]
    assert world.ask("select distinct cause from out.diff where new_value like '%Ben Cherif%'") == [("override",)]
    assert "nothing changed" in world.here("run").out
    overrides.unlink()
    assert world.here("run").code == 0
    assert world.ask(named) == [("Sofiane Bencherif",)]
    assert world.ask("from out.override") == []


def test_things_merged_and_speakers_rejected_go_through_every_gate(world: World) -> None:
    ((article, speaker),) = world.ask(
        "select q.article_id, m.surface from out.quote q join out.mention m on m.entity_id = q.speaker_id "
        "and m.article_id = q.article_id where m.kind = 'person' and m.form = 'full' and q.role_id is not null limit 1"
    )
    bodies = ("Tamanrasset Institute", "Institute of Border Studies")
    spoke = " ".join(f"The {body} spoke on Monday." for body in bodies)
    world.write("en/talks.txt", PAGES["en/talks.txt"].replace("The two ministers", f"{spoke} The two ministers"))
    world.home.overrides.write_text(
        f"{HEAD}reject,person,{article},{speaker},,,,amel,2024-05-01,nobody\n"
        f"merge,organisation,talks,{bodies[0]},talks,{bodies[1]},,amel,2024-05-01,for the test\n",
        encoding="utf-8",
    )
    outcome = world.here("run")
    assert outcome.code == 0, outcome.err + outcome.out
    assert world.ask("select status, reason from out.override order by line") == [("applied", None), ("applied", None)]
    one = world.ask("select distinct entity_id from out.mention where surface in ('{}', '{}')".format(*bodies))
    assert len(one) == 1
    assert world.ask(f"select count(*) from out.mention where article_id = '{article}' and surface = '{speaker}'") == [
        (0,)
    ]


def test_a_rebuilt_warehouse_is_the_same_and_a_touched_one_is_not(world: World, tmp_path: Path) -> None:
    outcome = world.here("verify")
    assert (outcome.code, outcome.err) == (0, "")
    assert "views the same" in outcome.out
    touched = world.copy(tmp_path / "touched")
    touched.warehouse.chmod(0o644)
    with connect(touched.warehouse) as db:
        db.execute("delete from core.quote where quote_id in (select min(quote_id) from core.quote)")
    other = {view.view: view for view in compare(world.warehouse, touched.warehouse) if not view.is_same}
    assert other["quote"].missing == 1
    assert other["quote"].surplus == 0
