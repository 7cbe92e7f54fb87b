"""What agencies write round a paragraph is in no sentence: `<dateline|story>` and `story<|signature>` marked."""

import pytest

from tasks.clean.datelines import dateline_end, signature_start
from tests.clean.marked import clean

FR = "Le comité mixte a repris ses travaux mardi, deux ans après sa dernière réunion, selon un communiqué."
EN = "The committee met again on Tuesday, two years after its last meeting, the defence ministry said."
AR = "افتتحت اليوم الأحد ندوة دولية حول أمن الحدود، بمشاركة خبراء من عشرين بلدا إفريقيا وأوروبيا."


@pytest.mark.parametrize(
    ("dateline", "story"),
    [
        ("ALGER (APS) - ", FR),
        ("ALGER- ", FR),
        ("ALGER, 3 mai (APS) – ", FR),
        ("Rabat – ", FR),
        ("Tunis/Alger (TAP) - ", FR),
        ("Niamey, le 3 mai 2021 (ANP) - ", FR),
        ("NEW YORK (Nations unies) - ", FR),
        ("(AFP) - ", FR),
        ("BAMAKO, Mali (AP) — ", EN),
        ("NOUAKCHOTT, March 3 (Reuters) - ", EN),
        ("N'DJAMENA, Chad -- ", EN),
        ("Algiers — ", EN),
        ("أكادير - ", AR),
        ("نواكشوط (رويترز) - ", AR),
        ("نواكشوط - (وم أ) - ", AR),
        ("أكادير / 12 ماي 2019 / ومع / ", AR),
        ("الأناضول - ", AR),
    ],
)
def test_datelines(dateline: str, story: str) -> None:
    assert dateline_end(dateline + story) == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        FR,
        EN,
        AR,
        "Le ministre – hier encore – a dit que les deux délégations se reverraient à Niamey avant la fin du mois.",
        "Deux ans après – et malgré les retards – le comité mixte a repris ses travaux mardi dans la capitale.",
        "قال الوزير إن اللجنة المشتركة ستجتمع مرتين في السنة - وإن جدول أعمالها سيعلن قريبا جدا في نيامي",
        "ALGER (APS) - bref",  # no paragraph
        "",
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline_end(text) == 0


@pytest.mark.parametrize(
    ("story", "signature"),
    [
        ("Une feuille de route doit être signée, a-t-il conclu.", " R. N."),
        ("Il l'a dit mardi.", " (APS)"),
        ("“We want results,” he said.", " (Reuters)"),
        ("وأوضح البيان أن البرنامج يدخل حيز التنفيذ.", " (وكالات)"),
        ("Il a remercié M. N.", ""),
        ("Il a cité l'ONU.", ""),
        ("Le texte sera signé à Bamako. Avant l'automne.", ""),
        ("", ""),
    ],
)
def test_signatures(story: str, signature: str) -> None:
    assert signature_start(story + signature) == len(story)


def test_dateline_and_signature_are_in_their_blocks_and_in_no_sentence() -> None:
    page = clean(f"ALGER (APS) - {FR}\n\nIls se reverront à Bamako avant la fin du mois, a-t-il conclu. R. N.")
    assert [block.text[:13] for block in page.blocks] == ["ALGER (APS) -", "Ils se reverr"]
    assert page.blocks[1].text.endswith("R. N.")
    assert page.sentences[0].text == FR
    assert page.sentences[-1].text.endswith("a-t-il conclu.")


def test_dateline_may_stand_below_a_lead() -> None:
    page = clean(
        f"Les travaux du comité mixte reprennent dans la capitale, sans calendrier précis.\n\nALGER (APS) - {FR}"
    )
    assert [sentence.text for sentence in page.sentences][1] == FR
