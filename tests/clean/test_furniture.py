"""One line of furniture in a story: each kind, and the lines of story that look like it."""

import pytest

from tasks.clean.cues import MATCHES, VOCABULARIES, find_cue, vocabulary
from tasks.clean.lines import read_lines
from tasks.lexicon.loader import LANGUAGES, entries
from tasks.records import BLOCK_KINDS
from tests.clean.marked import kinds

TITLE = "Le comité mixte de sécurité reprend ses travaux à Niamey"
FIRST = "Le comité mixte de sécurité a repris ses travaux mardi à Niamey, deux ans après sa dernière réunion."
SECOND = (
    "Les deux délégations ont examiné la surveillance de la frontière commune et la formation des gardes-frontières."
)

INSIDE = {
    "share": [
        "Partager sur WhatsApp",
        "Facebook Twitter Imprimer",
        "Share this article",
        "شارك على فيسبوك",
        "@gazette_du_sud",
        "#Sahel #Niger",
        "Inscrivez-vous à notre newsletter",
        "تابعوا آخر الأخبار على واتساب",
    ],
    "media_name": [
        "viber image",
        "48211934_77120034_1298347710293_n",
        "IMG_20190207_101512",
        "DSC_0192.jpg",
        "WhatsApp Image 2021-03-04 at 10.11.12",
        "bd",
        "LOGO_HEADER",
        "a3f09b7c21de",
    ],
    "caption": [
        "Photo : DR",
        "Crédit photo : A. Haddad",
        "Le port de Nouadhibou. © AFP",
        "Soldiers stand guard near Nema. (AP Photo/John D.)",
        "صورة أرشيفية",
        "جانب من اللقاء (أرشيف)",
        "Border guards on patrol, Photo: S. Haddad",
        "Des gardes-frontières à Arlit/AFP file",
        "Le nouveau poste, le 17 juin 2022. AFP - SOULEYMANE DIARRA",
    ],
    "related": [
        "Lire aussi : Le prix du blé grimpe",
        "Tags : Niger, Sahel",
        "كلمات دلالية: ليبيا، النيجر",
        "Read also: Fuel prices rise again",
        "اقرأ أيضا: موسم صيد جديد",
        "Pour lire le discours cliquez ici",
    ],
    "disclaimer": [
        "© 2019 Tous droits réservés",
        "جميع الحقوق محفوظة",
        "Les opinions exprimées ici ne reflètent pas nécessairement celles de la rédaction.",
        "Cet article est réservé aux abonnés",
        "We use cookies to measure our audience, and you can change your mind at any time on this page.",
    ],
    "menu": [
        "Accueil",
        "La suite après cette publicité",
        "Gazette du Sud | Politique | Économie | Sport",
        "Accueil > Politique > Diplomatie",
        "إعلان",
    ],
    "byline": ["Par Nadir Belkacem", "بقلم: ليلى ن", "(Reporting by Amina Diallo)", "R. N.", "/APS/"],
    "source": ["Source : La Gazette du Sud", "المصدر: بوابة الجنوب", "The Tripoli Monitor (Tripoli)"],
    "page_date": ["Publié le 4 juillet 2019 à 12:30", "نشر في 12 جانفي 2020", "Niamey, le 3 mai 2021", "2021-03-04"],
    "other": [
        "2 min read",
        "Temps de lecture : 3 min",
        "https://gazette.example/a/12",
        "* * *",
        "\u200f",
        "3 commentaires",
    ],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in INSIDE.items() for line in lines])
def test_furniture_inside_a_story(kind: str, line: str) -> None:
    page = "\n\n".join([TITLE, FIRST, line, SECOND])
    assert kinds(page) == [("title", TITLE), ("body", FIRST), (kind, line), ("body", SECOND)]


@pytest.mark.parametrize(
    "line",
    [
        "Selon une source proche du dossier, le texte sera signé avant l'automne dans la capitale nigérienne.",
        "Par ailleurs, les deux pays sont convenus de former cinquante officiers chaque année à partir de 2022.",
        "Une ligne de crédit : 40 millions d'euros sont promis pour équiper les garde-côtes des deux rives.",
        "By contrast, the two ministers declined to comment on the share of the costs that each side would bear.",
        "وأكد المصدر أن اللجنة المشتركة ستجتمع مرتين في السنة، وأن جدول أعمالها سيعلن قريبا.",
        "Il a dit oui.",
        "« Partager l'information, c'est partager le risque », a résumé le chef de la délégation nigérienne.",
        "Le 4 juillet 2019, les deux pays avaient signé un premier accord, resté sans effet jusqu'à cette année.",
        "ONU, Union africaine, pays voisins : tous ont salué la reprise des travaux du comité mixte de sécurité.",
    ],
)
def test_story_that_looks_like_furniture_is_kept(line: str) -> None:
    assert ("body", line) in kinds("\n\n".join([TITLE, FIRST, line, SECOND]))


@pytest.mark.parametrize("heading", ["Articles similaires", "Related articles", "مقالات ذات صلة", "A lire aussi"])
def test_a_list_falls_with_its_heading(heading: str) -> None:
    items = ["Le prix du blé grimpe encore", "Football : le derby reporté", "أسعار الذهب تتراجع في الأسواق"]
    below = kinds("\n".join([TITLE, FIRST, SECOND, heading, *items]))[3:]
    assert below == [("related", line) for line in [heading, *items]]


@pytest.mark.parametrize("heading", ["Les plus lus", "Most read", "الأكثر قراءة"])
def test_most_read_lists_fall_wherever_they_stand(heading: str) -> None:
    items = [heading, "1. Nadir Belkacem nommé à la tête du port", "2. Intempéries : 7 morts à l'est"]
    marked = [("most_read", line) for line in items]
    assert kinds("\n".join([TITLE, FIRST, SECOND, *items]))[3:] == marked
    assert kinds("\n".join([*items, TITLE, FIRST, SECOND]))[:3] == marked


def test_story_goes_on_after_a_list_inside_it() -> None:
    items = ["Articles similaires", "Le prix du blé grimpe encore", "Football : le derby reporté"]
    third = "Une nouvelle séance est prévue en septembre à Alger, où une feuille de route doit être signée, selon eux."
    found = kinds("\n".join([TITLE, FIRST, SECOND, *items, third, SECOND.replace("Les deux", "Trois autres")]))
    assert [kind for kind, _ in found] == ["title", "body", "body", "related", "related", "related", "body", "body"]


def test_a_list_read_aloud_says_where_it_ends() -> None:
    listed = ["Articles similaires", "list 1 of 1", "Le prix du blé grimpe encore", "end of list"]
    found = kinds("\n".join([TITLE, FIRST, *listed, "Une feuille de route", SECOND]))
    assert [kind for kind, _ in found] == ["title", "body", *["related"] * 4, "heading", "body"]


def test_arabic_paragraphs_without_a_stop_go_on_with_the_story() -> None:
    first = "بحث وزيرا الداخلية في موريتانيا والسنغال، يوم الأحد بنواكشوط، سبل تأمين الحدود المشتركة بين البلدين."
    going_on = "وأوضح البيان أن اللجنة المشتركة ستجتمع مرتين في السنة"
    headline = "وزير الداخلية يستقبل رئيس بلدية المدينة الجديدة"
    assert kinds("\n".join([first, going_on, headline])) == [
        ("body", first),
        ("body", going_on),
        ("related", headline),
    ]


def test_comments_end_the_page() -> None:
    comment = "I doubt that anything will come of it. They said the same in 2015 and nothing happened in the south."
    found = kinds("\n".join([TITLE, FIRST, SECOND, FIRST.replace("mardi", "jeudi"), "Leave a Reply", comment, comment]))
    assert [kind for kind, _ in found[-3:]] == ["other"] * 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Le poste frontière de Gao. Reuters/Illustration", "caption"),
        ("Le poste frontière de Gao, AFP/Illustration", "caption"),
        ("Le poste frontière de Gao / Illustration", "caption"),
        ("Le poste frontière de Gao sert d'illustration", "heading"),
    ],
)
def test_a_credit_that_ends_in_illustration(line: str, kind: str) -> None:
    story = [
        "Le comité mixte a repris ses travaux mardi à Niamey, deux ans après sa dernière réunion.",
        "Les deux délégations ont examiné la surveillance de la frontière commune et la formation des gardes.",
    ]
    page = "\n".join(["Le comité mixte de sécurité reprend ses travaux à Niamey", story[0], line, story[1]])
    assert [kind_ for kind_, _ in kinds(page)] == ["title", "body", kind, "body"]


def test_a_caption_printed_twice() -> None:
    page = "\n".join([TITLE, "Le port de Nouadhibou", "Le port de Nouadhibou", FIRST, SECOND])
    assert [kind for kind, _ in kinds(page)] == ["title", "caption", "caption", "body", "body"]


def test_a_label_that_stands_everywhere_is_furniture() -> None:
    page = "\n".join([TITLE, "Gazette du Sud", FIRST, "Gazette du Sud", SECOND, "Gazette du Sud", "Gazette du Sud"])
    assert [kind for kind, text in kinds(page) if text == "Gazette du Sud"].count("other") >= 3
    assert ("body", SECOND) in kinds(page)


def test_a_heading_and_sentence_at_the_end_are_story_and_a_list_of_teasers_is_not() -> None:
    end = ["Une deuxième phase", "Elle commencera en mai 2022."]
    assert [kind for kind, _ in kinds("\n".join([TITLE, FIRST, SECOND, *end]))[3:]] == ["heading", "body"]
    teasers = [
        *end,
        "Le blé encore plus cher",
        "Les prix montent dans la capitale.",
        "Le derby reporté",
        "Il pleuvait.",
    ]
    assert {kind for kind, _ in kinds("\n".join([TITLE, FIRST, SECOND, *teasers]))[3:]} <= {"related", "other"}


def test_every_entry_of_the_lexicon_is_sound() -> None:
    for language in ("common", *LANGUAGES):
        for key, entry in entries("furniture", language).items():
            assert entry["kind"] in BLOCK_KINDS, key
            assert entry["match"] in MATCHES | VOCABULARIES, key
            assert all(str(form).strip() for form in entry["forms"]), key
            assert set(entry) <= {"kind", "match", "effect", "max_words", "forms"}, key


def test_every_vocabulary_has_words() -> None:
    assert [match for match in VOCABULARIES if not any(vocabulary(match).values())] == []


def test_every_language_names_twelve_months() -> None:
    assert {rule: len(forms) for rule, forms in vocabulary("month").items()} == dict.fromkeys(
        ("fr.month", "ar.month", "en.month"), 12
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_whole_line_form_finds_a_cue(language: str) -> None:
    """A form that other cues or the reader of lines hide would be dead words in the lexicon."""
    forms = [str(f) for e in entries("furniture", language).values() if e["match"] == "line" for f in e["forms"]]
    assert [form for form in forms for line in read_lines(form) if find_cue(line) is None] == []


def test_counters_beside_a_cue_do_not_hide_it() -> None:
    assert [find_cue(line) is not None for line in read_lines("Partages 12\n3 Commentaires\n1.2k Partages")][:2] == [
        True
    ] * 2
