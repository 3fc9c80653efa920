"""An article that is not English is not lost in silence."""

from __future__ import annotations

import pytest

from analysis.reading import read_articles

FRENCH = (
    "La ministre Mara Lindqvist a déclaré mardi que le pont serait rouvert avant la fin de la semaine, après un "
    "entretien avec son homologue. On attend que les deux présidents se parlent par téléphone, a dit le porte-parole, "
    "qui n'a pas voulu donner de date. Il a ajouté que le bac était en retard."
)
SPANISH = (
    "La ministra Mara Lindqvist dijo el martes que el puente se abrirá antes del fin de semana, tras una conversación "
    "con su homólogo. Se espera que los dos presidentes hablen por teléfono, dijo el portavoz, que no quiso dar una "
    "fecha. Ha añadido que el barco llega tarde y que los observadores ya están listos."
)
RUSSIAN = (
    "Министр Мара Линдквист заявила во вторник, что мост снова откроют до конца недели. Ожидается, что президенты "
    "поговорят по телефону, сказал представитель, который не захотел назвать дату. Он добавил, что паром опаздывает, "
    "а наблюдатели уже готовы выехать на место, где утром слышали взрыв, о котором сообщили жители города."
)
ENGLISH = (
    "Foreign Minister Mara Lindqvist said on Tuesday that the bridge would reopen before the end of the week, after a "
    "talk with her counterpart. The two presidents were expected to speak by telephone, said the spokesman, who would "
    "not give a date. He added that the ferry was late."
)
NAMES = (
    "Mara Lindqvist, Tomas Brandt, Ilse Okoro, Piet Hallam, Anna Sorel, Jonas Lindqvist and Henrik Aalto met in "
    "Halvern on 4 March 2031. From Vesland came Ruta Kell, Lena Osk, Erik Dahl and Nils Holt; from Orvania Ines Varga, "
    "Pavel Moss and Greta Lund of the Harbour Council. They spoke to reporters."
)


@pytest.fixture
def read(tmp_path):
    """The language of the only article of a folder, and what is said of it."""

    def read(text: str):
        (tmp_path / "2031-03-04.txt").write_text(text, encoding="utf-8")
        articles, problems = read_articles(tmp_path)
        assert articles.text[0] == text
        return articles.language[0], problems

    return read


@pytest.mark.parametrize("text", [FRENCH, SPANISH, RUSSIAN, FRENCH.upper()])
def test_an_article_that_is_not_english_is_read_and_noted(read, text):
    language, problems = read(text)
    assert language is None or language != language
    assert problems.severity.tolist() == ["note"] and "English" in problems.message[0] and problems.remedy[0]


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), NAMES])
def test_english_is_known_in_capitals_and_among_many_names(read, text):
    language, problems = read(text)
    assert language == "en" and problems.empty


def test_a_short_text_is_not_judged(read):
    language, problems = read("Le pont est ouvert, a dit Mara Lindqvist.")
    assert language != "en" and problems.empty
