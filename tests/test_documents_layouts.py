"""Every department draws its plan its own way; the rows that come out are the same."""

import pytest

from storage import documents
from storage.documents import Unreadable
from storage.domain.draft import Draft

TITLE = "План на 2023 год\n\n"


def read(*lines: str, title: str = TITLE) -> Draft:
    """Read a text whose columns are drawn with «|» here and tabs there."""
    return documents.read((title + "\n".join(lines).replace("|", "\t")).encode())


def rows(draft: Draft) -> list[tuple[str | None, str, str, str, str]]:
    return [(r.number, r.title, r.term, r.responsible, r.result) for r in draft.rows]


def test_months_as_headings_are_terms_of_their_rows():
    draft = read(
        "№|Мероприятие|Сроки|Кто",
        "Сентябрь|||",
        "1|Слёт|до 15|ОО",
        "2|Игра||ОО",
        "3|Сбор|весь месяц|ОО",
        "Октябрь 2023 г.|||",
        "4|Бал|1-я неделя|ИМЦ",
        "5|Смотр|по графику|ИМЦ",
    )
    assert [row.term for row in draft.rows] == [
        "до 15 сентября", "Сентябрь", "в течение сентября", "1-я неделя октября 2023 г.",
        "по графику",
    ]  # fmt: skip
    assert [row.section for row in draft.rows][2:4] == ["Сентябрь", "Октябрь 2023 г."]


def test_marks_in_columns_of_quarters_are_terms():
    draft = read(
        "№|Мероприятие|I кв.|II кв.|III кв.|IV кв.|Ответственный",
        "1|Слёт|х||х||ОО",
        "2|Бал|||+|-|ИМЦ",
        "3|Игра||до 15 мая|||ИМЦ",
    )
    assert [row.term for row in draft.rows] == ["I кв., III кв.", "III кв.", "до 15 мая"]


def test_marks_in_columns_of_months_under_a_common_label_are_terms():
    draft = read(
        "Мероприятие|Месяц 2023||Кто",
        "|IX|X|",
        "Слёт|+||ОО",
        "Бал|+|+|ОО",
    )
    assert [row.term for row in draft.rows] == [
        "сентябрь 2023 года",
        "сентябрь 2023 года, октябрь 2023 года",
    ]


def test_a_beginning_and_an_end_in_two_columns_are_one_term():
    draft = read(
        "№|Мероприятие|Срок||Исполнитель",
        "||начало|окончание|",
        "1|Слёт|01.02.2023|28.02.2023|ОО",
        "2|Бал||до 1 мая|ОО",
        "3|Игра|июнь|июнь|ОО",
    )
    assert [r.term for r in draft.rows] == ["01.02.2023 - 28.02.2023", "до 1 мая", "июнь"]
    assert [r.title for r in draft.rows] == ["Слёт", "Бал", "Игра"]


def test_a_time_of_day_is_no_term_when_there_is_a_date():
    draft = read("Дата|Время|Тема мероприятия|Организатор", "15 марта|14.00|Слёт|ИМЦ")
    assert rows(draft) == [(None, "Слёт", "15 марта", "ИМЦ", "")]


def test_two_columns_of_people_are_both_responsible():
    draft = read("Мероприятие|Срок|Ответственный|Соисполнители", "Слёт|март|ИМЦ|ОО, РМО")
    assert draft.rows[0].responsible == "ИМЦ ОО, РМО"
    assert len(draft.rows[0].parties) == 3


def test_the_number_may_stand_in_the_title():
    draft = read("Мероприятие|Срок", "1.1. Слёт|март", "1.2 Бал|май", "2) Игра|июнь")
    assert [(row.number, row.title) for row in draft.rows] == [
        ("1.1", "Слёт"), ("1.2", "Бал"), ("2", "Игра"),
    ]  # fmt: skip


def test_ditto_marks_say_the_same_as_above():
    draft = read("№|Дело|Срок|Кто", "1|Слёт|март|ОО", "2|Бал|-//-|то же", '3|Игра|"|—"—')
    assert [(row.term, row.responsible) for row in draft.rows] == [("март", "ОО")] * 3


def test_a_dash_is_no_ditto_mark():
    draft = read("№|Мероприятие|Срок|Кто", "1|Слёт|март|ОО", "2|Бал|-|ОО")
    assert draft.rows[1].reading.windows == ()
    assert "no_term" in [doubt.reason for doubt in draft.rows[1].doubts]


def test_a_row_of_column_numbers_is_no_activity():
    draft = read("№|Мероприятие|Срок|Кто", "1|2|3|4", "1|Слёт|март|ОО")
    assert [row.title for row in draft.rows] == ["Слёт"]


@pytest.mark.parametrize(
    "last",
    [
        "Итого|12||",
        "|Директор ИМЦ||Петрова А.И.",
        "|Исп.: Петрова А.И., тел. 2-22-22||",
        "Начальник управления|И.П. Сидоров||",
        "_____|_____||",
    ],
)
def test_totals_and_signatures_are_no_activities(last):
    draft = read("№|Мероприятие|Срок|Кто", "1|Слёт|март|ОО", "|||", last)
    assert [row.title for row in draft.rows] == ["Слёт"]


def test_a_glossary_and_indicators_below_are_no_activities():
    draft = read(
        "№|Мероприятие|Срок|Кто", "1|Слёт|март|ОО", "",
        "Принятые сокращения", "",
        "Сокращение|Расшифровка", "ОО|образовательная организация", "",
        "Целевые показатели", "",
        "№|Показатель|2022|2023", "1|Доля школ|10|20",
    )  # fmt: skip
    assert [row.title for row in draft.rows] == ["Слёт"]


def test_a_numbered_heading_may_keep_to_its_columns():
    draft = read(
        "№|Мероприятие|Срок|Кто",
        "1.|Работа с кадрами||",
        "1.1|Слёт|март|ОО",
        "II|Работа с детьми||",
        "2.1|Бал|май|ОО",
    )
    assert [row.section for row in draft.rows] == ["1. Работа с кадрами", "II Работа с детьми"]


def test_an_activity_without_term_and_people_is_no_heading():
    draft = read("№|Мероприятие|Срок|Кто", "1|Слёт|март|ОО", "2|Бал||", "3|Игра|май|ОО")
    assert [row.title for row in draft.rows] == ["Слёт", "Бал", "Игра"]


def test_each_table_may_have_its_own_header_and_heading():
    draft = read(
        "Работа с кадрами", "", "№|Мероприятие|Срок|Кто", "1|Слёт|март|ОО", "",
        "Работа с детьми", "", "№|Сроки|Наименование мероприятия|Ответственный", "1|май|Бал|РМО",
    )  # fmt: skip
    assert [(r.section, r.title, r.responsible) for r in draft.rows] == [
        ("Работа с кадрами", "Слёт", "ОО"),
        ("Работа с детьми", "Бал", "РМО"),
    ]


def test_a_header_may_be_hyphenated():
    draft = read("№ п/п|Мероприя-тия|Сро-ки|Ответ- ственный", "1|Слёт|март|ОО")
    assert rows(draft) == [("1", "Слёт", "март", "ОО", "")]


def test_the_form_of_an_activity_is_not_its_title():
    draft = read("№|Форма проведения мероприятия|Мероприятие|Дата", "1|очно|Слёт|март")
    assert draft.rows[0].title == "Слёт"


def test_a_table_that_lost_its_header_is_read_by_what_it_holds():
    draft = read(
        "1.|Провести слёт школьных команд|март|ОО|Справка по итогам",
        "2.|Собрать планы работы школ района|до 1 мая|ИМЦ|Банк планов района",
        "3.|Обучить учителей начальной школы|в течение года|РМО|Удостоверения",
    )
    assert rows(draft)[1] == (
        "2", "Собрать планы работы школ района", "до 1 мая", "ИМЦ", "Банк планов района",
    )  # fmt: skip


def test_a_numbered_list_may_be_a_plan():
    draft = read(
        "1. Работа с кадрами",
        "1.1. Провести слёт. Срок: март. Ответственный: ИМЦ.",
        "1.2. Собрать планы. Срок исполнения – до 1 мая. Ответственные: ОО, РМО. Результат: банк.",
        "2. Работа с детьми",
        "2.1. Устроить бал",
        "Срок: июнь",
        "Отв.: ОО",
        "Начальник управления И.П. Сидоров",
    )
    assert rows(draft) == [
        ("1.1", "Провести слёт", "март", "ИМЦ", ""),
        ("1.2", "Собрать планы", "до 1 мая", "ОО, РМО", "банк"),
        ("2.1", "Устроить бал", "июнь", "ОО", ""),
    ]
    assert [row.section for row in draft.rows] == ["1. Работа с кадрами"] * 2 + [
        "2. Работа с детьми"
    ]


def test_a_list_may_keep_terms_in_brackets_or_after_a_dash():
    draft = read("1. Слёт команд – март – ИМЦ", "2. Бал (до 1 мая, ОО)", "3. Игра – июнь")
    assert [(r.title, r.term, r.responsible) for r in draft.rows] == [
        ("Слёт команд", "март", "ИМЦ"), ("Бал", "до 1 мая", "ОО"), ("Игра", "июнь", ""),
    ]  # fmt: skip


def test_the_points_of_an_order_above_a_list_are_not_of_it():
    lines = [
        "ПРИКАЗ",
        "12.09.2023 № 5",
        "1. Утвердить план.",
        "2. Назначить ответственных.",
        "3. Контроль оставляю за собой.",
        "4. Приказ довести до школ.",
        "Приложение 1",
        "План слётов на 2023 год",
        "1. Слёт. Срок: сентябрь 2023 г. Ответственный: Ким Л.М.",
        "2. Бал (срок – октябрь; ответственные – школы (все)).",
        "Список школ",
        "1. МБОУ СОШ № 1",
        "2. МБОУ СОШ № 2",
        "3. МБОУ СОШ № 3",
    ]
    draft = documents.read("\n".join(lines).encode())
    assert [(r.number, r.title, r.term, r.responsible) for r in draft.rows] == [
        ("1", "Слёт", "сентябрь 2023 г.", "Ким Л.М."),
        ("2", "Бал", "октябрь", "школы (все)"),
    ]
    assert [school.name for school in draft.organisations] == [
        "МБОУ СОШ № 1",
        "МБОУ СОШ № 2",
        "МБОУ СОШ № 3",
    ]


@pytest.mark.parametrize("mark", ["- ", "• ", ""])
def test_items_of_a_list_may_have_no_numbers(mark):
    lines = [
        "План слётов на 2023 год",
        "Задачи:",
        "- сдружить школы;",
        "Первый месяц",
        f"{mark}Слёт юных. Срок – сентябрь. Отв. Ким Л.М.",
        f"{mark}Бал. Срок – сентябрь, октябрь. Отв.: школы.",
    ]
    draft = documents.read("\n".join(lines).encode())
    assert [(r.section, r.title, r.term, r.responsible) for r in draft.rows] == [
        ("Первый месяц", "Слёт юных", "сентябрь", "Ким Л.М."),
        ("Первый месяц", "Бал", "сентябрь, октябрь", "школы"),
    ]


def test_what_is_listed_below_an_item_is_its_own():
    lines = [
        "План слётов на 2023 год",
        "1. Слёты:",
        "- юных;",
        "- старых.",
        "Срок: март",
        "Ответственный: ОО",
        "2. Бал – март, май, ИМЦ",
    ]
    draft = documents.read("\n".join(lines).encode())
    assert [(r.title, r.term, r.responsible) for r in draft.rows] == [
        ("Слёты: - юных; - старых", "март", "ОО"),
        ("Бал", "март, май", "ИМЦ"),
    ]


def test_the_points_of_an_order_are_no_plan():
    with pytest.raises(Unreadable, match="no_activities"):
        read(
            "ПРИКАЗЫВАЮ:", "1. Утвердить план.", "2. Школам представить отчёт. Срок: 15 марта.",
            "3. Контроль оставляю за собой.", "4. Приказ довести до школ.",
        )  # fmt: skip


def test_numbers_may_begin_with_the_roman_number_of_their_section():
    rows = ["II. Кадры\t\t", "II.1. Слёт\tмарт\tОО", "II.2. Бал\tмай\tИМЦ"]
    draft = documents.read("\n".join(["Мероприятие\tСрок\tКто", *rows]).encode())
    assert [(r.number, r.title) for r in draft.rows] == [("II.1", "Слёт"), ("II.2", "Бал")]


def test_a_list_in_a_cell_is_one_activity():
    draft = read("Мероприятие|Срок", '"1. Слёт;\n2. Бал;\n3. Игра."|март')
    assert [(r.number, r.title) for r in draft.rows] == [(None, "1. Слёт; 2. Бал; 3. Игра.")]


def test_separated_values_are_a_table_too():
    text = 'План на 2023 год;;\n№;Мероприятие;Срок\n1;"Слёт; бал";март\n\n2;"Игра\nна улице";май\n'
    draft = documents.read(text.encode("cp1251"))
    assert [r.title for r in draft.rows] == ["Слёт; бал", "Игра на улице"]
    assert draft.title == "План на 2023 год"


def test_a_title_above_separated_values_may_be_a_line_of_one_value():
    lines = [
        '"План слётов, балов и игр на 2024 год"',
        "№;Мероприятие;Срок;Ответственный",
        "1;Слёт;март;ОО",
        "Исп. Иванова",
    ]
    draft = documents.read("\n".join(lines).encode("cp1251"))
    assert draft.title == "План слётов, балов и игр на 2024 год"
    assert [(row.title, row.term) for row in draft.rows] == [("Слёт", "март")]


def test_months_may_head_their_columns_cut_short():
    draft = documents.read(
        "План\n№;Мероприятие;сент.;окт;июн;Ответственный\n1;Слёт;х;;х;ОО\n2;Бал;;+;;ИМЦ".encode()
    )
    assert [row.term for row in draft.rows] == ["сентябрь, июнь", "октябрь"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"]
)
def test_a_text_is_read_whatever_program_saved_it(encoding):
    text = "Мероприятие;Срок;Ответственный\r\nСлёт школьных команд;до 1 мая;Методист\r\n"
    draft = documents.read(text.encode(encoding))
    assert rows(draft) == [(None, "Слёт школьных команд", "до 1 мая", "Методист", "")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_short_plan_set_with_tabs_is_read_in_an_old_encoding(end):
    lines = ["№\tМероприятие\tСрок\tКто отвечает", "1\tСобрание\t15.03.2026\tОО", ""]
    draft = documents.read(end.join(lines).encode("cp1251"))
    assert rows(draft) == [("1", "Собрание", "15.03.2026", "ОО", "")]


@pytest.mark.parametrize(
    "header",
    [
        "№ пп|Дела, события, мероприятия|Ориентировочное время проведения|Отв. лица|Вид документа",
        "N п/п|Содержание деятельности|Месяц|Кто проводит|Ожидаемые результаты",
        "П/п|Основные мероприятия|Плановый срок исполнения|Соисполнители|Выход",
        "№ п.п.|Планируемые действия|Когда|ФИО ответственного|Форма отчета",
        "Номер|Наименование|Дата и место проведения|Организаторы|Показатели",
        "Код|Название работы|Период|Отв. лицо|Итоговый документ",
    ],
)
def test_columns_have_many_names(header):
    assert rows(read(header, "1|Слёт|март|ОО|Справка")) == [("1", "Слёт", "март", "ОО", "Справка")]


@pytest.mark.parametrize(
    "header",
    [
        "№|Предмет контроля|Срок|Ответственный|Итог",
        "№|Методическая тема|Учебная неделя|Отв-ный|Итог",
        "№|Ключевые дела|День|Отвественные|Итог",
        "№|Мероприятие|Число|Педагог|Итог",
        "№|Мероприятие|Срок исполнения, отметка|Должностные лица|Итог",
        "№|Мероприятие|Срок|Участники, ответственные|Итог",
    ],
)
def test_a_column_may_be_known_by_the_others(header):
    assert rows(read(header, "1|Слёт|март|ОО|Справка")) == [("1", "Слёт", "март", "ОО", "Справка")]


@pytest.mark.parametrize(
    ("days", "term"),
    [
        ("5", "5 февраля"),
        ("12–14", "12–14 февраля"),
        ("до 25", "до 25 февраля"),
        ("03.03", "03.03"),
        ("", "Февраль"),
        ("по графику", "Февраль, по графику"),
    ],
)
def test_days_may_stand_beside_their_month(days, term):
    draft = read("№|Месяц|Дата|Мероприятие|Кто", f"1|Февраль|{days}|Слёт|ОО")
    assert draft.rows[0].term == term


def test_people_beside_those_who_answer_do_not_answer():
    draft = read("№|Мероприятие|Срок|Педагог|Ответственный", "1|Слёт|март|Ким|ОО")
    assert draft.rows[0].responsible == "ОО"


def test_a_header_after_each_heading_of_one_table_is_no_activity():
    draft = read(
        "Работа с кадрами|||", "Дела|Классы|Сроки|Ответственные", "Слёт|5-9|март|ОО",
        "Работа с детьми|||", "Дела|Классы|Сроки|Ответственные", "Бал|1-4|май|ОО",
    )  # fmt: skip
    assert [(r.section, r.title, r.term) for r in draft.rows] == [
        ("Работа с кадрами", "Слёт", "март"),
        ("Работа с детьми", "Бал", "май"),
    ]


def test_an_activity_in_the_words_of_a_header_is_an_activity():
    draft = read("Мероприятие|Сроки|Ответственные", "Перечень мероприятий|Срок – май|Исполнители")
    assert [row.title for row in draft.rows] == ["Перечень мероприятий"]


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("План месячника с 23 января по 22 февраля 2019 года", "2019-01-23", "2019-02-22"),
        ("План работы на май 2023 года", "2023-05-01", "2023-05-31"),
        ("Календарный план на январь – март 2024 г.", "2024-01-01", "2024-03-31"),
    ],
)
def test_a_short_plan_tells_its_days(title, start, end):
    period = read("Мероприятие|Срок", "Слёт|10", title=f"{title}\n\n").period
    assert period is not None
    assert (str(period.start), str(period.end)) == (start, end)


def test_a_table_may_be_drawn_with_bars():
    draft = documents.read("№ | Мероприятие | Срок |\n---|---|---|\n1 | Слёт | март |\n".encode())
    assert [(r.number, r.title, r.term) for r in draft.rows] == [("1", "Слёт", "март")]


def test_the_rest_of_a_torn_row_may_begin_with_a_capital():
    draft = read(
        "№|Мероприятие|Срок|Кто|Результат",
        "1. Кадры||||",
        "1.1|Слёт|март|ОО|Справка",
        "1.2|Бал|май|ОО|Справка",
        "1.3|Провести опрос.|июнь|ОО|Справка по опросу.",
        "",
        "|Обсудить его итоги.||РМО|План мер.",
        "2. Дети||||",
        "2.1|Игра. Сбор|май|ОО|Фото",
        "",
        "|Субботник.|||",
    )
    assert [(r.number, r.title, r.responsible) for r in draft.rows][2:] == [
        ("1.3", "Провести опрос. Обсудить его итоги.", "ОО РМО"),
        ("2.1", "Игра. Сбор Субботник.", "ОО"),
    ]


def test_a_month_may_head_the_column_of_dates():
    draft = read(
        "Дата|Мероприятие|Ответственный",
        "СЕНТЯБРЬ||", "5|Слёт|ОО", "до 20|Бал|ИМЦ", "Октябрь||", "|Игра|ОО",
    )  # fmt: skip
    assert [(r.title, r.term) for r in draft.rows] == [
        ("Слёт", "5 сентября"), ("Бал", "до 20 сентября"), ("Игра", "Октябрь"),
    ]  # fmt: skip


def test_without_numbers_a_torn_row_is_known_by_its_other_cells():
    draft = read(
        "Мероприятие|Срок|Кто|Результат", "Провести смотр.|март|Муниципальный|Справка", "",
        "Подвести итоги.||координатор|и приказ",
    )  # fmt: skip
    assert rows(draft) == [
        (None, "Провести смотр. Подвести итоги.", "март", "Муниципальный координатор",
         "Справка и приказ"),
    ]  # fmt: skip


def test_a_page_may_lack_the_empty_column_of_the_first():
    draft = read("|Мероприятие|Срок|Кто", "|Слёт|март|ОО", "", "Бал|май|ИМЦ")
    assert [(r.title, r.term) for r in draft.rows] == [("Слёт", "март"), ("Бал", "май")]


def test_a_page_may_begin_with_a_row_in_the_words_of_a_header():
    draft = read(
        "№|Мероприятие|Срок|Кто", "1|Слёт|март|ОО", "",
        "2|Перечень мероприятий|Дата – май|Организаторы", "3|Бал|июнь|ОО",
    )  # fmt: skip
    assert [r.number for r in draft.rows] == ["1", "2", "3"]


def test_a_word_cut_by_the_page_is_mended():
    draft = read("№|Мероприятие|Срок", "1|Слёт|после снятия ограничитель", "", "||ных мер")
    assert draft.rows[0].term == "после снятия ограничительных мер"


def test_numbers_may_run_on_through_the_sections():
    draft = read(
        "№|Мероприятие|Срок", "1. Кадры||", "20|Слёт|март", "2. Дети||", "21|Бал|май",
        "22|Игра|май",
    )  # fmt: skip
    assert [r.number for r in draft.rows] == ["20", "21", "22"]


def test_one_known_party_is_enough_to_know_whom_to_ask():
    draft = read("Мероприятие|Срок|Кто", "Слёт|март|ОО, Ким А.А.", "Бал|май|Ким А.А.")
    assert [[d.reason for d in r.doubts] for r in draft.rows] == [[], ["party_unknown"]]


def test_two_terms_with_a_year_among_many_tell_no_period():
    months = ["март", "апрель", "май", "июнь", "июль", "август"]
    lines = [f"Слёт {n}|{month}" for n, month in enumerate(months)]
    draft = read("Мероприятие|Срок", *lines, "Бал|май 2021", "Игра|июнь 2021", title="")
    assert draft.period is None


def test_zeros_in_an_old_text_file_are_taken_out():
    text = "Мероприятие;Срок;Кто\r\nСмена ме\0бели;ма\0рт;Методист\r\n"
    assert documents.read(text.encode("cp1251")).rows[0].title == "Смена мебели"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("ПЛАН\n\nподготовки школ\n\nна 2023 год", "ПЛАН подготовки школ на 2023 год"),
        ("П Л А Н\nработы кабинета", "ПЛАН работы кабинета"),
        (
            "План работы кабинета\n2022-2023 учебный год",
            "План работы кабинета 2022-2023 учебный год",
        ),
        ("ДОРОЖНАЯ КАРТА\n«Шаг вперёд»\nЦель: рост.", "ДОРОЖНАЯ КАРТА «Шаг вперёд»"),
        ("ПРИКАЗ\nОб утверждении плана игр на 2023 год", "Плана игр на 2023 год"),
        (
            "УТВЕРЖДАЮ\nДиректор А.А. Ли\nМесячник чтения в школах района",
            "Месячник чтения в школах района",
        ),
        ("План игр\nПлан реализуется школами района в течение всего 2023 года.", "План игр"),
    ],
)
def test_the_title_stands_above_the_plan(lines, title):
    assert read("Мероприятие|Срок", "Слёт|март", title=f"{lines}\n\n").title == title


def test_what_no_row_has_is_asked_about_once():
    draft = read("Мероприятие|Срок", "Слёт|март", "Бал|-")
    assert [d.reason for d in draft.doubts] == ["no_responsible"]
    assert [[d.reason for d in row.doubts] for row in draft.rows] == [[], ["no_term"]]


@pytest.mark.parametrize(
    ("above", "below", "title", "term"),
    [
        ("1|Смотр|25|ОО", "|Озёрского района|апреля|", "Смотр Озёрского района", "25 апреля"),
        ("1|Игра|апрель|ОО", "|«Зарница»||", "Игра «Зарница»", "апрель"),
        (
            "1|Игра «Мы –|май|ОО",
            "|Друзья» в парке|- июль|",
            "Игра «Мы – Друзья» в парке",
            "май - июль",
        ),
        ("1|Опрос учителей|май|ОО", "|ШНОР района||", "Опрос учителей ШНОР района", "май"),
        (
            "1|Показ|ежемесячно до 5|ОО",
            "|«Наш край»|числа|",
            "Показ «Наш край»",
            "ежемесячно до 5 числа",
        ),
    ],
)
def test_pieces_of_a_torn_row_know_each_other(above, below, title, term):
    draft = read("№|Мероприятие|Срок|Кто", above, "", below, "2|Бал|июнь|ОО")
    assert [(r.title, r.term) for r in draft.rows] == [(title, term), ("Бал", "июнь")]


def test_a_lone_quoted_name_at_the_top_of_a_page_is_no_heading():
    draft = read("Мероприятие|Срок|Кто", "Игра|май|ОО", "", "«Зарница»||", "Бал|июнь|ОО")
    assert [(r.section, r.title) for r in draft.rows] == [(None, "Игра «Зарница»"), (None, "Бал")]


def test_a_whole_row_at_the_top_of_a_page_is_a_row():
    draft = read(
        "Мероприятие|Срок|Кто", "Смотр кабинетов|март|ОО", "", "ВПР по математике|апрель|ОО", "",
        "«Зарница»|май|ОО",
    )  # fmt: skip
    assert [r.term for r in draft.rows] == ["март", "апрель", "май"]


def test_the_rest_of_a_torn_row_is_no_header_though_it_speaks_of_time():
    draft = read(
        "№|Мероприятие|Срок|Кто", "1|Встречи|II и IV|ОО", "", "|по вопросам учёбы|квартал|",
        "2|Бал|июнь|ОО",
    )  # fmt: skip
    assert [(r.number, r.title, r.term) for r in draft.rows] == [
        ("1", "Встречи по вопросам учёбы", "II и IV квартал"), ("2", "Бал", "июнь"),
    ]  # fmt: skip


def read_separated(*lines: str) -> Draft:
    return documents.read("\n".join(lines).encode())


def test_a_group_of_quarters_keeps_its_columns_where_nothing_is_merged():
    draft = read_separated(
        "План на 2023 год;;;;;",
        ";;;;;",
        "№ пп;Содержание;Период реализации;;;Кто отвечает",
        ";;I;II;III;",
        "1;Слёт;;+;;ОО",
        "2;Бал;v;;v;ИМЦ",
    )
    assert draft.title == "План на 2023 год"
    assert rows(draft) == [
        ("1", "Слёт", "II квартал", "ОО", ""),
        ("2", "Бал", "I квартал, III квартал", "ИМЦ", ""),
    ]


def test_an_appendix_below_the_plan_on_the_same_sheet_is_no_plan():
    draft = read_separated(
        "План на 2023 год;;;",
        "№;Мероприятие;Срок;Ответственный",
        "1;Слёт;март;ОО",
        "2;Бал;май;ОО",
        "Приложение 2;;;",
        "Список школ-участниц;;;",
        "№;Наименование ОО;Директор;",
        "1;МБОУ «СОШ № 3»;Иванов И.И.;",
        "2;МБОУ «Лесная ООШ»;Петров П.П.;",
        "Используемые сокращения;;;",
        "ОО;образовательная организация;;",
    )
    assert [row.title for row in draft.rows] == ["Слёт", "Бал"]
    assert [o.name for o in draft.organisations] == ["МБОУ «СОШ № 3»", "МБОУ «Лесная ООШ»"]


def test_a_section_worded_like_an_appendix_stays_a_section():
    draft = read_separated(
        "План на 2023 год;;;",
        "№;Мероприятие;Срок;Ответственный",
        "1;Слёт;март;ОО",
        "Список мер для школ;;;",
        "2;Бал;май;ОО",
    )
    assert [(row.title, row.section) for row in draft.rows] == [
        ("Слёт", None),
        ("Бал", "Список мер для школ"),
    ]


def test_directions_are_sections_where_another_column_names_the_work():
    draft = read(
        "№|Направления работы|Содержание|Сроки|Кто отвечает",
        "1|Кадры|Слёт|март|ОО",
        "2|Кадры|Бал|май|ОО",
    )
    assert [(row.section, row.title) for row in draft.rows] == [
        ("Кадры", "Слёт"),
        ("Кадры", "Бал"),
    ]


@pytest.mark.parametrize("mark", ["-«-", "--//--", "“", "Также", "те же"])
def test_marks_of_repetition_in_any_hand(mark: str):
    draft = read("№|Мероприятие|Срок|Кто", "1|Слёт|март|ОО", f"2|Бал|май|{mark}")
    assert [row.responsible for row in draft.rows] == ["ОО", "ОО"]
