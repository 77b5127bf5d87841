import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cxgame import clock
from cxgame.feedback import surveys
from cxgame.feedback.extras.questions import Question, QuestionKind, with_keys
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.terms import LegalBasis, Terms
from cxgame.people.actor import Actor
from scripts.shots.camera import SIDEWAYS
from tests.browser.conftest import Stage, Visit
from tests.browser.reading import SMALL, TARGET

pytestmark = pytest.mark.browser


@pytest.fixture
def token(stage: Stage) -> str:
    with sqlite3.connect(stage.file) as connection:
        return str(connection.execute("SELECT token FROM survey ORDER BY id").fetchone()[0])


def records(file: Path, text: str) -> list[tuple[str, int | None, str]]:
    """Return kind, score and channel of every record with these words."""
    with sqlite3.connect(file) as connection:
        return connection.execute(
            "SELECT kind, score, channel FROM feedback_record WHERE text = ?", (text,)
        ).fetchall()


def test_a_customer_answers_without_any_script(visit: Visit, stage: Stage, token: str) -> None:
    page = visit(320, 640, language="pt-BR", script=False).open(f"/s/{token}")
    page.locator("label", has=page.locator("input[value='3']")).click()
    expect(page.get_by_text("Sentimos muito. O que aconteceu?")).to_be_visible()
    page.locator("textarea").fill("Esperei duas horas")
    page.get_by_role("button", name="Enviar resposta").dblclick()  # an impatient thumb

    expect(page).to_have_url(re.compile("/thanks/detractor"))
    page.reload()
    assert records(stage.file, "Esperei duas horas") == [("survey", 3, "public")]


def test_a_customer_complains_without_any_script(visit: Visit, stage: Stage, token: str) -> None:
    page = visit(390, 844, script=False).open(f"/s/{token}")
    page.get_by_role("link", name="Complaint").click()
    page.locator("textarea").fill("Nobody told me")
    page.locator("input[name=contact]").fill("ana@example.com")
    page.get_by_role("button").last.click()

    expect(page).to_have_url(re.compile("/thanks/complaint"))
    assert records(stage.file, "Nobody told me") == [("complaint", None, "public")]


def test_the_page_changes_its_language(visit: Visit, token: str) -> None:
    page = visit(320, 640, language="en", script=False).open(f"/s/{token}")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.get_by_role("link", name="Português").click()

    expect(page.locator("html")).to_have_attribute("lang", "pt-BR")
    expect(page.get_by_role("heading", level=1)).to_contain_text("quanto você recomendaria")


def test_the_poster_fits_one_sheet(visit: Visit, token: str) -> None:
    window = visit(script=False)
    page = window.open(f"/s/{token}/poster")
    expect(page.get_by_role("img").first).to_be_visible()
    expect(page.get_by_text(f"/s/{token}")).to_be_visible()

    sheet = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_every_kind_of_survey_is_answered_without_any_script(visit: Visit, stage: Stage) -> None:
    both = {"pt-BR": "Qual serviço você usou hoje?", "en": "Which service did you use today?"}
    names = [{"pt-BR": "Banho e tosa na loja", "en": "Bath"}, {"pt-BR": "Consulta", "en": "Vet"}]
    extras = (
        Question(QuestionKind.CHOICE, both, with_keys(names), is_required=True),
        Question(QuestionKind.CHOICES, both, with_keys(names)),
        Question(QuestionKind.SCALE, both, low=0, high=10),
        Question(QuestionKind.TEXT, both),
    )
    terms = Terms(LegalBasis.CONSENT, {"pt-BR": "Concordo", "en": "I agree"})
    with stage.writing() as session:
        for kind in SurveyKind:
            surveys.add_survey(
                session,
                actor=Actor.system(),
                name=f"Of {kind}",
                kind=kind,
                extras=extras,
                terms=terms,
                now=clock.now(),
            )
        found = {
            one.kind: one
            for one in surveys.surveys(session, actor=Actor.system())
            if one.name.startswith("Of ")
        }
    for number, (kind, one) in enumerate(found.items()):
        theme, language = ("light", "dark")[number % 2], ("pt-BR", "en")[number // 2 % 2]
        page = visit(320, 640, language=language, theme=theme, script=False).open(f"/s/{one.token}")
        best = one.scale.high
        page.locator("label", has=page.locator(f"[name=score][value='{best}']")).click()
        expect(page.locator("textarea").first).to_be_visible()
        assert not page.evaluate(SIDEWAYS), kind
        assert not page.evaluate(SMALL, TARGET), kind
        page.get_by_role("radio", name=names[0][language]).check()
        page.get_by_role("checkbox", name=names[1][language]).check()
        page.locator("[name=agrees]").check()
        page.locator("textarea").first.fill(f"Thanks of {kind}")
        page.locator("button[type=submit]").click()
        expect(page).to_have_url(re.compile("/thanks/promoter"))
        assert records(stage.file, f"Thanks of {kind}") == [("survey", best, "public")]
