"""A draft waits in the database until the methodist has settled it, and loses nothing there."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.views.drafts import draft_in_full
from locales import Words
from storage.documents import read
from storage.domain.draft import (
    Draft,
    DraftOrganisation,
    DraftRow,
    draft_from_json,
    draft_to_json,
)
from storage.domain.parties import OrganisationKind, Party
from storage.domain.terms import Doubt, Term, TermKind, Window

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
windows = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair)))
kinds = st.sampled_from(OrganisationKind)
doubts = st.lists(st.builds(Doubt, st.text(), st.text()), max_size=3).map(tuple)
terms = st.builds(
    Term,
    st.sampled_from(TermKind),
    st.lists(windows, max_size=3).map(tuple),
    st.none() | st.text(),
    doubts,
)
words = st.none() | st.text()
parties = st.lists(st.builds(Party, st.text(), st.none() | kinds), max_size=3).map(tuple)
rows = st.builds(
    DraftRow,
    st.text(),
    words,
    words,
    words,
    st.text(),
    parties,
    st.text(),
    terms,
    st.text(),
    doubts,
)
drafts = st.builds(
    Draft,
    title=st.text(),
    rows=st.lists(rows, max_size=3).map(tuple),
    sections=st.lists(st.text(), max_size=3).map(tuple),
    period=st.none() | windows,
    order_number=words,
    order_date=st.none() | days,
    organisations=st.lists(
        st.builds(DraftOrganisation, st.text(), st.text(), kinds), max_size=3
    ).map(tuple),
    doubts=doubts,
)


@given(drafts)
def test_a_draft_comes_back_from_json_as_it_was(draft):
    assert draft_from_json(json.loads(json.dumps(draft_to_json(draft)))) == draft


def test_a_doubt_is_stored_as_its_reason_and_what_it_is_about():
    stored = draft_to_json(Draft("План", (), doubts=(Doubt("period_unknown"),)))
    assert stored["doubts"] == [["period_unknown", ""]]


def test_an_empty_field_leaves_no_comma_or_arrow_behind() -> None:
    """Without a period no term has its days, and cells are empty as they come."""
    document = "\n".join(
        (
            "План помощи",
            "№\tМероприятие\tОтветственные\tСроки",
            "1.1\tСмотр\tОО\tмарт",
            "1.2\tКонкурс\t\tв течение года",
            "1.3\tВстречи\tОО\tежемесячно",
            "1.4\tСлёт\t\t",
            "1.5\tПоход\tОО\tмарт, май",
        )
    )
    shown = draft_in_full(read(document.encode(), "план.txt"), Words("ru"))
    assert "\n5 мероприятий\n" in shown, "a plan without sections does not say that it has none"
    for line in shown.splitlines():
        assert line == line.rstrip()
        assert not line.endswith(("→", ",", ":", "|", "·")), line
    assert "школы | ежемесячно → каждый месяц\n" in shown
    assert "центр | в течение года → постоянно\n" in shown
    assert "школы | март → даты появятся, когда будет указан период\n" in shown
