"""The stand-in for Telegram, met by a real python-telegram-bot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from re import IGNORECASE, Pattern, escape
from re import compile as compile_pattern

import pytest
from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.demo.clock import MovableClock
from bot.demo.people import NotOnScreen, Person
from bot.demo.telegram import Telegram
from tests.pictures import png

NOON = datetime(2026, 1, 25, 12, tzinfo=UTC)


def words(text: str) -> Pattern[str]:
    """The same words; python-telegram-bot changes their case."""
    return compile_pattern(escape(text), IGNORECASE)


def one_button(label: str, data: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[Telegram]:
    async with await Telegram.start(now=clock.now) as running:
        yield running


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    async with Bot(
        telegram.token, base_url=telegram.api_url, base_file_url=telegram.file_url
    ) as running:
        yield running


@pytest.fixture
async def anna(telegram: Telegram, bot: Bot) -> Person:
    """She has pressed Start, and the bot has taken notice."""
    person = telegram.person("Анна")
    await person.says("/start")
    await next_updates(bot)
    return person


async def next_updates(bot: Bot) -> tuple[Update, ...]:
    """Poll and confirm, as a bot does."""
    updates = await bot.get_updates(timeout=1)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def tapped(bot: Bot) -> CallbackQuery:
    (update,) = await next_updates(bot)
    assert update.callback_query is not None
    return update.callback_query


# A whole bot


async def _greet(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_html("Здравствуйте, <b>Анна</b>", reply_markup=one_button("Готово"))


async def _mark(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Отмечено")
    await update.callback_query.edit_message_text("Сделано")


async def _receive(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    content = await file.download_as_bytearray()
    await update.message.reply_text(f"{update.message.document.file_name}: {content.decode()}")


def whole_bot(telegram: Telegram) -> Application:  # type: ignore[type-arg]  # its six are default
    application = (
        ApplicationBuilder()
        .token(telegram.token)
        .base_url(telegram.api_url)
        .base_file_url(telegram.file_url)
        .build()
    )
    application.add_handler(CommandHandler("start", _greet))
    application.add_handler(CallbackQueryHandler(_mark))
    application.add_handler(MessageHandler(filters.Document.ALL, _receive))
    return application


async def test_a_person_talks_with_an_unmodified_bot(telegram: Telegram) -> None:
    anna = telegram.person("Анна")
    async with whole_bot(telegram) as application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()

        await anna.says("/start abc")
        greeting = await anna.sees("Здравствуйте, Анна")
        assert greeting.wording.entities[0] == {"type": "bold", "offset": 14, "length": 4}

        await anna.taps("Готово")
        await anna.sees("Сделано")
        assert await anna.sees_toast("Отмечено") == "Отмечено"
        assert anna.labels == []

        await anna.sends_file(b"4.4;done", "план.csv")
        await anna.sees("план.csv: 4.4;done")

        await telegram.settles()
        await application.updater.stop()
        await application.stop()
    assert telegram.pending == []


async def test_the_bot_knows_itself(bot: Bot, telegram: Telegram) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot, me.can_join_groups) == (telegram.username, True, True)


async def test_a_wrong_token_is_not_let_in(telegram: Telegram) -> None:
    stranger = Bot("1:wrong", base_url=telegram.api_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


# Updates: confirmed, repeated, outlived


async def test_an_update_comes_again_until_it_is_confirmed(telegram: Telegram, bot: Bot) -> None:
    anna = telegram.person("Анна")
    await anna.says("первое")
    await anna.says("второе")

    first = await bot.get_updates()
    again = await bot.get_updates()
    assert [one.update_id for one in again] == [one.update_id for one in first]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [one.message.text for one in rest if one.message] == ["второе"]
    assert len(telegram.pending) == 1


async def test_a_negative_offset_keeps_the_newest(telegram: Telegram, bot: Bot) -> None:
    anna = telegram.person("Анна")
    for word in ("один", "два", "три"):
        await anna.says(word)
    (newest,) = await bot.get_updates(offset=-1)
    assert newest.message is not None
    assert newest.message.text == "три"
    assert len(telegram.pending) == 1


async def test_no_more_updates_than_asked(telegram: Telegram, bot: Bot) -> None:
    anna = telegram.person("Анна")
    for word in ("один", "два", "три"):
        await anna.says(word)
    assert len(await bot.get_updates(limit=2)) == 2


async def test_a_tap_waits_150_seconds_and_a_message_a_day(
    telegram: Telegram, bot: Bot, anna: Person, clock: MovableClock
) -> None:
    await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово"))
    await anna.taps("Готово")
    await anna.says("мои дела")

    clock.move(timedelta(seconds=151))
    assert [one.kind for one in telegram.pending] == ["message"]
    clock.move(timedelta(hours=24))
    assert telegram.pending == []


async def test_only_the_kinds_of_updates_that_were_asked_for(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await anna.says("это не дойдёт")
    assert telegram.pending == []
    await bot.get_updates(allowed_updates=[])
    await anna.says("а это дойдёт")
    assert len(telegram.pending) == 1


async def test_a_confirmed_tap_can_be_delivered_once_more(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово"))
    tap = await anna.taps("Готово")
    (first,) = await next_updates(bot)
    telegram.deliver_again(tap)
    (second,) = await bot.get_updates(offset=first.update_id + 1)
    assert second.to_dict() == first.to_dict()
    assert await bot.get_updates(offset=first.update_id + 1) == ()


# What is sent and edited


async def test_formatting_keyboard_and_reply_come_back_as_they_were_sent(
    bot: Bot, anna: Person
) -> None:
    asked = anna.messages[0]
    sent = await bot.send_message(
        anna.id,
        "  <b>4.4</b> &lt;до <i>28</i> февраля&gt; 🎓<u>срок</u>\n",
        parse_mode="HTML",
        reply_markup=one_button("Готово", "d:44"),
        reply_parameters=ReplyParameters(asked.id),
    )
    assert sent.text == "4.4 <до 28 февраля> 🎓срок"
    assert [(one.type, sent.parse_entity(one)) for one in sent.entities] == [
        ("bold", "4.4"),
        ("italic", "28"),
        ("underline", "срок"),
    ]
    assert sent.reply_markup == one_button("Готово", "d:44")
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == asked.id


async def test_an_edit_without_a_keyboard_takes_it_away(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово"))
    edited = await bot.edit_message_text("Список 2", anna.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None
    assert edited.edit_date is not None
    assert anna.labels == []


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово"))
    with pytest.raises(BadRequest, match=words("message is not modified: specified new message")):
        await bot.edit_message_text(
            "Список", anna.id, sent.message_id, reply_markup=one_button("Готово")
        )
    with pytest.raises(BadRequest, match=words("message is not modified")):
        await bot.edit_message_reply_markup(
            anna.id, sent.message_id, reply_markup=one_button("Готово")
        )


async def test_what_is_not_there_or_not_ones_own_cannot_be_edited(bot: Bot, anna: Person) -> None:
    with pytest.raises(BadRequest, match=words("message to edit not found")):
        await bot.edit_message_text("?", anna.id, 999)
    with pytest.raises(BadRequest, match=words("message can't be edited")):
        await bot.edit_message_text("?", anna.id, anna.messages[0].id)
    document = await bot.send_document(anna.id, b"x", filename="x.txt")
    with pytest.raises(BadRequest, match=words("there is no text in the message to edit")):
        await bot.edit_message_text("?", anna.id, document.message_id)
    assert await bot.edit_message_caption(anna.id, document.message_id, caption="подпись")


async def test_a_deleted_message_is_gone_for_both(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "лишнее")
    await bot.delete_message(anna.id, sent.message_id)
    assert anna.screen == ""
    with pytest.raises(BadRequest, match=words("message to delete not found")):
        await bot.delete_message(anna.id, sent.message_id)


# Taps


async def test_a_tap_is_answered_once_and_not_too_late(
    bot: Bot, anna: Person, clock: MovableClock
) -> None:
    await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово", "d:1"))
    await anna.taps("Готово")
    query = await tapped(bot)
    assert query.data == "d:1"
    await query.answer("Отмечено", show_alert=True)
    assert anna.answer is not None
    assert (anna.answer.text, anna.answer.alert) == ("Отмечено", True)
    with pytest.raises(BadRequest, match=words("query is too old and response timeout expired")):
        await query.answer("и ещё раз")

    await anna.taps("Готово")
    late = await tapped(bot)
    clock.move(timedelta(minutes=3))
    with pytest.raises(BadRequest, match=words("query is too old")):
        await late.answer()
    assert anna.toast is None


async def test_an_old_button_can_be_tapped_though_it_is_gone(bot: Bot, anna: Person) -> None:
    sent = await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово", "d:1"))
    old = anna.button("Готово")
    await bot.edit_message_text("Пусто", anna.id, sent.message_id)
    await anna.taps_again(old)
    query = await tapped(bot)
    assert query.data == "d:1"
    assert query.message is not None
    assert query.message.is_accessible


async def test_a_tap_under_a_message_the_bot_cannot_reach(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово"))
    await anna.taps_data("чужое", accessible=False)
    query = await tapped(bot)
    assert query.data == "чужое"
    assert query.message is not None
    assert not query.message.is_accessible


async def test_the_right_button_of_two_that_begin_alike(bot: Bot, anna: Person) -> None:
    rows = [[InlineKeyboardButton(f"Готово 4.{n}", callback_data=f"d:{n}")] for n in (10, 1)]
    await bot.send_message(anna.id, "Список", reply_markup=InlineKeyboardMarkup(rows))
    assert (await anna.taps("Готово 4.1")).data == "d:1"


async def test_a_missing_button_is_told_with_those_that_are_there(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово 4.4"))
    with pytest.raises(NotOnScreen, match=r"no button «Принять», but \['Готово 4.4'\]"):
        await anna.taps("Принять")


# Files


async def test_pictures_and_documents_reach_the_person(bot: Bot, anna: Person) -> None:
    photo = await bot.send_photo(anna.id, png(120, 80), caption="<i>схема</i>", parse_mode="HTML")
    assert (photo.photo[-1].width, photo.photo[-1].height) == (120, 80)
    assert photo.caption == "схема"
    document = await bot.send_document(anna.id, b"PK", filename="отчёт.xlsx")
    assert document.document is not None
    assert document.document.file_name == "отчёт.xlsx"
    again = await bot.send_document(anna.id, document.document.file_id)
    assert again.document == document.document
    with pytest.raises(BadRequest, match=words("IMAGE_PROCESS_FAILED")):
        await bot.send_photo(anna.id, b"not a picture")


async def test_an_album_comes_as_separate_messages(bot: Bot, anna: Person) -> None:
    await anna.sends_album([png(), png()], caption="фото с семинара")
    messages = [update.message for update in await next_updates(bot) if update.message]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["фото с семинара", None]
    sent = await bot.send_media_group(anna.id, [InputMediaPhoto(png()), InputMediaPhoto(png())])
    assert len({message.media_group_id for message in sent}) == 1


async def test_a_file_over_20_megabytes_cannot_be_fetched(bot: Bot, anna: Person) -> None:
    await anna.sends_file(bytes(20 * 1024 * 1024 + 1), "план.docx")
    (update,) = await next_updates(bot)
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match=words("file is too big")):
        await update.message.document.get_file()


# Who may be written to


async def test_nobody_is_written_to_before_they_start_or_after_they_block(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    boris = telegram.person("Борис")
    with pytest.raises(Forbidden, match=words("bot can't initiate conversation with a user")):
        await bot.send_message(boris.id, "?")
    with pytest.raises(BadRequest, match=words("chat not found")):
        await bot.send_message(424242, "?")

    await anna.blocks()
    (update,) = await next_updates(bot)
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match=words("bot was blocked by the user")):
        await bot.send_message(anna.id, "?")
    await anna.unblocks()
    assert await bot.send_message(anna.id, "снова здесь")


async def test_a_group_tells_the_bot_of_its_new_id(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    group = telegram.group("Методсовет", [anna], supergroup=False)
    assert await bot.send_message(group.id, "Сводка")
    await anna.says("между собой", group)
    await anna.says("/summary", group)
    heard = [update.message.text for update in await next_updates(bot) if update.message]
    assert heard == ["/summary"]

    grown = telegram.upgrade(group)
    with pytest.raises(Exception, match=words("group migrated to supergroup")) as moved:
        await bot.send_message(group.id, "Сводка")
    assert moved.value.new_chat_id == grown.id  # type: ignore[attr-defined]  # ChatMigrated
    assert await bot.send_message(grown.id, "Сводка")
    telegram.expel(grown)
    with pytest.raises(Forbidden, match=words("bot was kicked from the supergroup chat")):
        await bot.send_message(grown.id, "Сводка")


async def test_the_command_menu_follows_language_and_scope(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    await bot.set_my_commands([BotCommand("tasks", "Tasks")])
    await bot.set_my_commands([BotCommand("tasks", "Дела")], language_code="ru")
    menu = telegram.network.commands.menu
    assert menu(anna.id, "ru")[0]["description"] == "Дела"
    assert menu(anna.id, "en")[0]["description"] == "Tasks"
    assert (await bot.get_my_commands(language_code="ru"))[0].description == "Дела"
    with pytest.raises(BadRequest, match=words("BOT_COMMAND_INVALID")):
        await bot.set_my_commands([("Дела", "по-русски нельзя")])


# Waiting


async def test_settling_says_what_is_still_going_on(telegram: Telegram) -> None:
    anna = telegram.person("Анна")
    await anna.says("никто не слушает")
    with pytest.raises(
        TimeoutError, match=words("updates not confirmed: [(100000001, 'message')]")
    ):
        await telegram.settles(within=0.1)


async def test_what_is_not_shown_is_told_with_what_is(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Список")
    with pytest.raises(NotOnScreen, match="Анна sees: 'Список'"):
        await anna.sees("Сводка", within=0.1)


async def test_a_toast_that_does_not_come_is_told(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово"))
    await anna.taps("Готово")
    with pytest.raises(NotOnScreen, match="Анна sees the toast None, not «Отмечено»"):
        await anna.sees_toast("Отмечено", within=0.1)


async def test_what_was_shown_before_she_acted_does_not_count(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "Список", reply_markup=one_button("Готово"))
    await anna.sees("Список")
    await anna.taps("Готово")
    with pytest.raises(NotOnScreen):
        await anna.sees("Список", within=0.1)
