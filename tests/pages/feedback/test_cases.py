"""Cases on screen: the list, one case, its settings, figures and testimonials."""

from datetime import timedelta

import pytest
from sqlmodel import select

from cxgame import clock, db
from cxgame.errors import InvalidInput
from cxgame.feedback import store, surveys, voice
from cxgame.feedback.cases import ruling, starting, templates
from cxgame.feedback.cases.models import Case
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind, ObservationKind
from cxgame.notices.mail.models import Mail
from cxgame.people.actor import Actor
from cxgame.people.opening import service as opening_hours
from cxgame.ui.money import read as read_money
from cxgame.ui.parts.feedback_case_hours import read_times, times
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.feedback.conftest import scores

WORDS = "Ninguém avisou do atraso, liguem para (31) 98765-4321"


@pytest.fixture
def opened(town: Town) -> dict[str, int]:
    """A complaint and a detractor of the desk, a promoter to thank, a complaint elsewhere."""
    now = clock.now()
    day = clock.local_day(now)

    def heard(key: str, team: int, kind: Kind = Kind.COMPLAINT, **more: object) -> Entry:
        given = {"text": WORDS, "contact": "ana@example.com", **more}
        entry = Entry(key, kind, Channel.PUBLIC, now - timedelta(hours=1), day, team_id=team)
        for name, value in given.items():
            setattr(entry, name, value)
        return entry

    low, high = scores(town.desk, 2, 10)
    high.text, high.contact = "Adorei a Alice", "+5511987654321"
    with db.transaction() as session:
        starting.set_up_cases(session, actor=Actor.system(), now=now)
        entries = [heard("complaint", town.desk), low, high, heard("far", town.grooming)]
        stored = store.write(session, entries, now=now)
        cases = dict(session.exec(select(Case.record_id, Case.id)).all())
    keys = ("complaint", "low", "high", "far")
    return {
        key: cases[stored[entry.submission_id]] for key, entry in zip(keys, entries, strict=True)
    }


def case(case_id: int) -> Case:
    with db.reading() as session:
        found = session.get_one(Case, case_id)
        session.expunge(found)
        return found


def test_the_list_shows_who_waits_masked_and_by_its_filters(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    screen = open_as(town.diana, "cases")
    shown = screen.sheet("cases")
    assert "3 cases" in shown and "Ninguém avisou do atraso" in shown
    assert "98765" not in shown and "Score 2, without words" in shown
    assert f"case?id={opened['far']}" not in shown
    assert "3 cases" not in screen.open("cases?q=NINGUEM&purpose=recover").sheet("cases")
    assert "1 case" in screen.sheet("cases")
    screen.tap("cases", "filter", q="", show="mine", priority="low")
    assert screen.address == {"show": "mine", "priority": "low"}
    assert "Adorei a Alice" in screen.sheet("cases")
    assert "Nothing was found" in screen.open("cases?show=late").sheet("cases")


def test_many_are_changed_from_the_list_and_taken_away_in_a_file(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    screen = open_as(town.diana, "cases")
    chosen = "\n".join(str(opened[key]) for key in ("complaint", "low"))
    screen.tap("cases", "bulk", case=chosen, new_owner=str(town.alice.person_id), tag="atraso")
    assert case(opened["low"]).owner_id == town.alice.person_id
    assert "atraso" in screen.sheet("cases")
    screen.tap("cases", "bulk", case=chosen)
    assert "Choose what should change." in screen.text
    screen.tap("cases", "export", "xlsx")
    assert [button.label for button in screen.app.get("download_button")]


def test_a_case_is_worked_to_its_end(town: Town, opened: dict[str, int], open_as: OpenAs) -> None:
    case_id = opened["complaint"]
    key = f"case-{case_id}"
    screen = open_as(town.diana, f"case?id={case_id}")
    assert "Note the contact with the customer first." in screen.sheet(key)
    assert "98765" not in screen.sheet(key) and "an•••@example.com" in screen.sheet(key)
    screen.tap(key, "reveal")
    assert "mailto:ana@example.com" in screen.sheet(key)

    screen.tap(key, "contact", means="phone", outcome="", text="Ela aceita")
    assert "Choose how you reached the customer" in screen.text
    screen.tap(key, "contact", means="phone", outcome="reached", text="Ela aceita")
    screen.tap(key, "contact", means="note", text="Só para nós")
    assert "Phone: We spoke" in screen.sheet(key) and "Só para nós" in screen.sheet(key)
    screen.tap(key, "step", f"solved:{case(case_id).version}")
    assert "Choose the reason first." in screen.text

    with db.reading() as session:
        reason = ruling.case_reasons(session)[0].id
    screen.tap(
        key,
        "settle",
        version=str(case(case_id).version),
        reason=str(reason),
        recovery="Banho cortesia",
        cost="R$ 1.045,90",
        next_step="Ligar de novo",
        next_on="2026-03-09",
        priority="high",
    )
    assert case(case_id).recovery_cents == 104_590
    assert "Ligar de novo" in screen.sheet(key) and "High priority" in screen.sheet(key)
    screen.tap(key, "step", f"solved:{case(case_id).version}")
    assert case(case_id).status == "solved"
    screen.tap(key, "step", to=f"in_contact:{case(case_id).version}", why="Voltou a acontecer")
    assert (case(case_id).status, case(case_id).times_reopened) == ("in_contact", 1)
    screen.tap(key, "extend", extend_why="Laboratório")
    assert case(case_id).is_extended


def test_a_mail_is_written_from_a_ready_answer(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    case_id = opened["complaint"]
    key = f"case-{case_id}"
    screen = open_as(town.diana, f"case?id={case_id}")
    with db.reading() as session:
        ready = templates.answer_templates(session)[0]
    screen.tap(key, "template", str(ready.id))
    assert "went wrong at North" in screen.sheet(key)
    assert "E-mail is not set up" in screen.sheet(key)
    screen.tap(key, "answer", way="email", subject="Sobre a visita", body="Olá")
    with db.reading() as session:
        mail = session.exec(select(Mail)).one()
        assert (mail.to_address, mail.body) == ("ana@example.com", "Olá")
    assert screen.address == {"id": str(case_id)}


def test_a_promoter_is_thanked_by_whatsapp_and_lets_words_be_shown(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    case_id = opened["high"]
    key = f"case-{case_id}"
    screen = open_as(town.diana, f"case?id={case_id}")
    screen.tap(key, "answer", way="whatsapp", body="Obrigada!")
    assert "https://wa.me/5511987654321?text=Obrigada%21" in screen.sheet(key)
    given = {"shown_words": "Adorei", "place": "store\nwebsite", "consent": "Eu autorizo."}
    screen.tap(key, "testimonial", **given)
    assert "Say what the customer agreed to" in screen.text
    screen.tap(key, "testimonial", **given, agreed="on")
    assert "Adorei" in screen.open("testimonials").sheet("testimonials")
    with db.transaction() as session:
        surveys.add_survey(session, actor=Actor.system(), name="Counter", now=clock.now())
        session.get_one(Case, case_id).status = "solved"
    screen.open(f"case?id={case_id}")
    screen.tap(key, "ask_again", way="link")
    assert "Ask by e-mail or by WhatsApp." in screen.text
    screen.tap(key, "ask_again", way="whatsapp")
    assert "worked%20on%20it" in screen.sheet(key) or "cuidamos%20disso" in screen.sheet(key)
    assert "no answer yet, asked" in screen.sheet(key)
    screen.open("testimonials")
    screen.tap("testimonials", "withdraw", "1")
    assert "No testimonials yet" in screen.sheet("testimonials")


def test_the_frontline_sees_the_own_cases_alone(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    screen = open_as(town.alice, "cases")
    assert "Nobody waits to hear from you" in screen.sheet("cases")
    assert "There is no such case." in screen.open(f"case?id={opened['low']}").text
    with db.transaction() as session:
        session.get_one(Case, opened["low"]).owner_id = town.alice.person_id
    assert "Score 2, without words" in screen.open("cases").sheet("cases")
    assert "bulk" not in screen.sheet("cases")
    assert "Take it over" not in screen.open(f"case?id={opened['low']}").text
    assert "Score 2, without words" in screen.open("today").sheet("today")


def test_what_is_late_stands_at_the_top_of_my_team(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    with db.transaction() as session:
        for key in ("complaint", "low"):
            session.get_one(Case, opened[key]).due_at = clock.now() - timedelta(hours=5)
    home = open_as(town.diana, "my_team").sheet("my_team")
    assert "Late by 5 hours" in home and f"case?id={opened['low']}" in home


def test_a_record_leads_to_its_case_and_opens_one(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    complaint = case(opened["complaint"])
    screen = open_as(town.diana, f"records?record={complaint.record_id}")
    assert f"case?id={complaint.id}" in screen.sheet(f"case-of-{complaint.record_id}")
    with db.transaction() as session:
        idea = voice.record_observation(
            session,
            actor=town.alice,
            team_id=town.desk,
            kind=ObservationKind.IDEA,
            text="Um banco na porta",
            now=clock.now(),
        )
    screen.open(f"records?record={idea}").tap(f"case-of-{idea}", "open_case")
    assert "without an owner" not in screen.sheet(f"case-of-{idea}")
    screen.tap(f"observation-{idea}", "answer", taken_up="declined", words="")
    assert "Say in a sentence why not" in screen.text
    screen.tap(f"observation-{idea}", "answer", taken_up="accepted", words="Na sexta")
    assert "Na sexta" in open_as(town.alice, "log").sheet("told")


def test_rules_reasons_and_answers_are_changed_on_screen(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    screen = open_as(town.diana, "case_settings")
    assert "48 h" in screen.sheet("case_rules") and "Hours and holidays" not in screen.text
    screen.tap("case_rules", "edit", "new")
    form = {"name_en": "Lawyers", "length": "4", "unit": "business_hours", "owner": "members"}
    screen.tap("case_rules", "save", **form, purpose="recover", words="procon, advogado")
    assert "Choose what should change." in screen.text
    screen.tap("case_rules", "save", **form, purpose="recover", priority="high", is_on="on")
    assert "Lawyers" in screen.sheet("case_rules") and screen.address == {}
    screen.tap("case_rules", "switch", "5")
    assert "Off" in screen.sheet("case_rules")
    screen.tap("case_rules", "edit", "5")
    screen.tap(
        "case_rules",
        "save",
        **{**form, "length": "900"},
        purpose="recover",
        priority="high",
        version="2",
    )
    assert "from 1 to 720" in screen.text

    screen.open("case_settings?tab=reasons&edit=1")
    screen.tap("case_reasons", "save", name_pt="Espera", name_en="Waiting", version="1")
    assert "not on the list any more" in screen.sheet("case_reasons")
    screen.open("case_settings?tab=templates&edit=new")
    texts = {"name_pt": "Oi", "subject_pt": "Oi", "body_pt": "Olá {nome}"}
    screen.tap("case_templates", "save", **texts)
    assert "Nobody fills {nome}" in screen.text
    screen.tap("case_templates", "save", **{**texts, "body_pt": "Olá {customer}"})
    assert "Olá {customer}" in screen.sheet("case_templates")


def test_hours_and_holidays_are_the_administrators(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.root, f"case_settings?tab=hours&unit={town.north}")
    assert "the company’s" in screen.sheet("case_hours")
    days = {f"day{n}": "08:00-12:00, 13h-17h30" for n in range(5)}
    screen.tap("case_hours", "week", **{**days, "day5": "nine to five"})
    assert "Write times as 09:00-18:00." in screen.text
    screen.tap("case_hours", "week", **days)
    with db.reading() as session:
        week = opening_hours.week_of(session, unit_id=town.north)
    assert (week.is_own, week.week[0], week.week[6]) == (True, ((480, 720), (780, 1050)), ())
    day = clock.local_day(clock.now()) + timedelta(days=1)
    screen.tap("case_hours", "add_day", on_day=day.isoformat(), day_name="Aniversário")
    assert "Aniversário" in screen.sheet("case_hours")
    screen.tap("case_hours", "remove", "1")
    assert "Aniversário" not in screen.sheet("case_hours")
    screen.tap("case_hours", "company")
    assert "the company’s" in screen.sheet("case_hours")


def test_figures_by_team_owner_and_month(
    town: Town, opened: dict[str, int], open_as: OpenAs
) -> None:
    screen = open_as(town.edu, "case_figures")
    assert "Front desk" in screen.sheet("case_figures")
    screen.tap("case_figures", "filter", days="30", by="owner", team=str(town.desk))
    assert "Diana" in screen.sheet("case_figures")
    assert f"owner={town.diana.person_id}" in screen.sheet("case_figures")
    day = clock.local_day(clock.now()).isoformat()
    assert "3 cases" in screen.open(f"cases?show=all&since={day}&team={town.desk}").sheet("cases")
    assert "Nothing was found" in screen.open("cases?show=all&until=2020-01-01").sheet("cases")
    assert "Solved in time" in screen.open("case_figures?by=month").sheet("case_figures")


def test_money_and_times_are_read_as_people_type_them() -> None:
    known = {"": None, "45,90": 4_590, "45.9": 4_590, "R$ 1.250": 125_000, "1,250.00": 125_000}
    assert {words: read_money(words) for words in known} == known
    for wrong in ("-5", "4,5,6", "abc", "1.2345"):
        with pytest.raises(InvalidInput):
            read_money(wrong)
    assert read_times(" 9h às 12h; 13:30–18:00 ") == [(540, 720), (810, 1080)]
    assert times(((1320, 1800), (0, 1440))) == "22:00-06:00, 00:00-00:00"
    for wrong in ("9-18", "25:00-26:00", "nine"):
        with pytest.raises(InvalidInput):
            read_times(wrong)
