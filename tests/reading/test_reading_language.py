"""An article that is not English is not lost in silence."""

from __future__ import annotations

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analysis.reading import read_articles
from analysis.reading.header_lines import language_code
from analysis.reading.language import _classifier, _is_plain, language_of

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


IN_MANY = {
    "de": "Der Minister sagte am Dienstag, die Brücke werde vor dem Ende der Woche wieder geöffnet, nachdem er mit "
    "seiner Kollegin gesprochen hatte. Man erwartet, dass die beiden Präsidenten am Telefon miteinander reden, sagte "
    "der Sprecher, der keinen Tag nennen wollte. Er fügte hinzu, dass die Fähre zu spät kommt.",
    "it": "La ministra ha detto martedì che il ponte sarà riaperto prima della fine della settimana, dopo un colloquio "
    "con il suo collega. Si attende che i due presidenti si parlino al telefono, ha detto il portavoce, che non ha "
    "voluto dare una data. Ha aggiunto che il traghetto è in ritardo.",
    "pt": "A ministra disse na terça-feira que a ponte será reaberta antes do fim de semana, após de uma conversa com "
    "o seu homólogo. Espera-se que os dois presidentes falem por telefone, disse o porta-voz, que não quis dar uma "
    "data. Acrescentou que o barco está atrasado e que ninguém ficou ferido.",
    "pl": "Minister powiedziała we wtorek, że most zostanie otwarty przed końcem tygodnia, po rozmowie ze swoim "
    "odpowiednikiem. Oczekuje się, że obaj prezydenci porozmawiają przez telefon, powiedział rzecznik, który nie "
    "chciał podać daty. Dodał, że prom się spóźnia, a obserwatorzy są już gotowi do drogi, tak jak żołnierze.",
    "tr": "Bakan salı günü yaptığı açıklamada köprünün hafta sonundan önce yeniden açılacağını söyledi. İki "
    "cumhurbaşkanının telefonda görüşmesi bekleniyor, dedi tarih vermek istemeyen sözcü. Feribotun geciktiğini ve "
    "gözlemcilerin yola çıkmaya hazır olduğunu da ekledi. Köyde kimse yaralanmadı, ancak halk hâlâ çok endişeli ve "
    "evlerine dönmek istiyor.",
    "az": "Nazir çərşənbə axşamı bildirdi ki, körpü həftənin sonuna qədər yenidən açılacaq. Gözlənilir iki prezident "
    "telefonla danışacaq, deyə tarixi açıqlamaq istəməyən sözçü bildirib. O əlavə edib ki, bərə gecikir və "
    "müşahidəçilər artıq yola çıxmağa hazırdır. Kənddə heç kim yaralanmayıb, lakin əhali hələ də narahatdır və "
    "evlərinə qayıtmaq istəyir.",
    "uk": "Міністр повідомив у вівторок, що міст відкриють до кінця тижня.",
    "hy": "Նախարարը երեքշաբթի ասաց, որ կամուրջը կբացվի մինչև շաբաթվա վերջ։",
    "ar": "قال الوزير يوم الثلاثاء إن الجسر سيفتح قبل نهاية الأسبوع.",
    "fa": "وزیر روز سه‌شنبه گفت که پل پیش از پایان هفته باز خواهد شد.",
    "he": "השר אמר ביום שלישי שהגשר ייפתח לפני סוף השבוע.",
    "zh": "部长星期二说，这座桥将在本周末之前重新开放。",
    "ja": "大臣は火曜日に、橋は週末までに再開されると述べた。",
    "ko": "장관은 화요일에 다리가 주말 전에 다시 열릴 것이라고 말했다.",
    "ka": "მინისტრმა სამშაბათს თქვა, რომ ხიდი კვირის ბოლომდე გაიხსნება.",
}


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        (FRENCH, "fr", "French"),
        (SPANISH, "es", "Spanish"),
        (RUSSIAN, "ru", "Russian"),
        (FRENCH.upper(), "fr", "French"),
    ],
)
def test_an_article_that_is_not_english_is_read_marked_and_noted(read, text, code, name):
    language, problems = read(text)
    assert language == code
    assert problems.severity.tolist() == ["note"] and f"it is in {name}" in problems.message[0] and problems.remedy[0]


@pytest.mark.parametrize(("code", "text"), IN_MANY.items(), ids=IN_MANY)
def test_many_languages_are_told_apart_and_other_letters_by_a_few_words(code, text):
    language, (remark,) = language_of(text, None)
    assert language == code and remark.severity == "note" and remark.message.isascii()


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), NAMES])
def test_english_is_known_in_capitals_and_among_many_names(read, text):
    language, problems = read(text)
    assert language == "en" and problems.empty


def test_a_short_text_is_not_judged(read):
    language, problems = read("Le pont est ouvert, a dit Mara Lindqvist.")
    assert language != "en" and problems.empty


def test_what_is_stated_counts_where_the_text_is_too_short_and_is_doubted_where_it_is_not():
    assert language_of("Bridge open.", "English") == ("en", [])
    assert language_of(ENGLISH, "fr") == ("en", [])
    language, (remark,) = language_of("Le pont est ouvert.", "French")
    assert language == "fr" and "it is in French" in remark.message
    language, (remark,) = language_of(FRENCH, "English")
    assert language == "fr" and "stated is “English”" in remark.message
    language, (remark,) = language_of("Bridge open.", "Vesland dialect")
    assert language is None and "Vesland dialect" in remark.message


def test_numbers_and_marks_have_no_language():
    assert language_of("1, 2, 3. " * 20, None)[0] is None
    assert language_of("…", None) == (None, [])


def test_english_at_a_glance_is_english_to_the_classifier_and_nothing_else_is():
    english = [ENGLISH, ENGLISH.upper(), f"{ENGLISH} Recep Tayyip Erdoğan and Nikol Pašić will not be there."]
    others = [FRENCH, SPANISH, RUSSIAN, *IN_MANY.values(), FRENCH[:250] + ENGLISH[:100], RUSSIAN[:60] + ENGLISH]
    assert all(_is_plain(text) and _classifier().classify(text)[0] == "en" for text in english)
    assert not any(map(_is_plain, others))


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("English", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("eng", "en"),
        ("Anglais", "en"),
        ("xh", "xh"),
        ("Klingon", ""),
        ("", ""),
    ],
)
def test_a_stated_language_is_a_code(stated, code):
    assert language_code(stated) == code


def test_the_classifier_that_steps_through_all_letters_at_once_scores_as_the_library_does():
    ours = _classifier()
    theirs = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    theirs.set_languages(ours.nb_classes)
    texts = [FRENCH, SPANISH, RUSSIAN, ENGLISH, NAMES, ENGLISH.upper(), *IN_MANY.values(), "", "a", "\x00\x01"]
    assert [ours.rank(text) for text in texts] == [theirs.rank(text) for text in texts]
