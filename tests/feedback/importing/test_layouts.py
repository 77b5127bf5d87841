"""Files of other systems come in as they are."""

import json

import pytest
from sqlmodel import select

from cxgame import db
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import rollup_check, scores
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.importing import delighted, layouts
from cxgame.feedback.importing.personal import is_personal
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.tagging.tags import tags_of
from tests.conftest import Town
from tests.feedback.importing.conftest import BringIn, counts, reasons

ANSWER = [
    {"question": {"text": "What did you like?"}, "value": {"select_many": [{"text": "Price"}]}}
]
NOTES = [{"text": "Call (11) 98765-4321", "user_email": "staff@example.com"}]
PROPERTIES = {"country": "BR", "Email": "ana@example.com", "Name": "Ana"}


def cell(value: object) -> str:
    return '"' + json.dumps(value).replace('"', '""') + '"'


DELIGHTED = "\n".join(
    [
        "id,person,name,email,phone_number,survey_type,score,comment,created_at,"
        "person_properties,tags,notes,additional_answers",
        f"1,10,Ana Lima,Ana@Example.com,+5511987654321,nps,9,Good,1713418460,"
        f'{cell(PROPERTIES)},"[""shop"",""vip""]",{cell(NOTES)},{cell(ANSWER)}',
        "2,11,,,,csat,4,,2024-04-18 05:34:20 UTC,,,,",
        "3,11,,,,ces,5,,2024-04-18 02:34:20 -0300,,,,",
        "4,11,,,,enps,9,,1713418460,,,,",
        "5,11,,,,pmf,3,,1713418460,,,,",
        "6,11,,,,five-star,5,,1713418460,,,,",
        "7,11,,,,thumbs,1,,1713418460,,,,",
        "8,11,,,,smileys,2,,1713418460,,,,",
        "9,11,,,,nps,11,,1713418460,,,,",
        "10,11,,,,,9,,1713418460,,,,",
        "11,11,,,,mood,9,,1713418460,,,,",
    ]
)
CONSUMIDOR = (
    "\ufeffGestor;UF;Sexo;Data Abertura;Data Resposta;Data Finalização;Nome Fantasia;Assunto;"
    "Problema;Respondida;Situação;Avaliação Reclamação;Nota do Consumidor\n"
    "Procon;SP;F;03/01/2025;05/01/2025;2025-01-15;Our Shop;Shoes;Late;S;Fim;Resolvida;5\n"
    "Procon;SP;F;25/01/2025;;2025-01-15;OUR SHOP;Shoes;Broken;N;Fim;Não Avaliada;\n"
    "Procon;RJ;M;25/01/2025;;2025-01-15;Another;Shoes;Broken;S;Fim;Não Resolvida;1\n"
)
RECLAME_AQUI = (
    "Dados do Reclame Aqui;;;;;;;;;;\n"
    "Id HugMe;Título;Data Reclamação;Data de Resposta;Nota;Seu problema foi resolvido?;"
    "Voltaria a fazer negócio?;Status RA;Nome;Email;CPF\n"
    "11;Late;02/01/2026 10:12;03/01/2026 11:00;7,5;Sim;Não;Avaliado;Ana;ana@example.com;1\n"
    "12;Broken;13/01/2026 10:12;;;;;Não respondido;Bia;bia@example.com;2\n"
    "13;Odd;13/01/2026 10:12;;11;;;Não respondido;;;\n"
)


def records() -> dict[str, FeedbackRecord]:
    with db.reading() as session:
        assert rollup_check.check(session).differences == ()
        rows = session.exec(select(FeedbackRecord).order_by(FeedbackRecord.id)).all()  # type: ignore[arg-type]
        session.expunge_all()
        return {row.submission_id: row for row in rows}


def test_each_answer_of_delighted_counts_for_its_own_survey(bring_in: BringIn, town: Town) -> None:
    report = bring_in(DELIGHTED, survey=None, layout="delighted")
    assert counts(report) == (11, 6, 0, 5)
    said = reasons(report)
    assert "employee" in said[5] and "market fit" in said[6]
    assert "0 to 10" in said[10] and "which survey" in said[11] and "don't know" in said[12]
    found = records()
    kinds = {key: (row.survey_kind, row.scale_high) for key, row in found.items()}
    assert kinds == {
        "delighted:1": ("nps", 10),
        "delighted:2": ("csat", 5),
        "delighted:3": ("ces", 5),
        "delighted:6": ("stars", 5),
        "delighted:7": ("thumbs", 1),
        "delighted:8": ("smileys", 5),
    }
    assert len({row.collected_at for row in found.values()}) == 1
    with db.reading() as session:
        nps = scores.score(session, actor=town.edu, kind=SurveyKind.NPS)
    assert (nps.n, nps.score) == (1, 100)


def test_delighteds_people_are_customers_and_nothing_of_them_is_metadata(bring_in: BringIn) -> None:
    bring_in(DELIGHTED, survey=None, layout="delighted")
    first = records()["delighted:1"]
    assert first.customer == "delighted:10"
    with db.reading() as session:
        assert tags_of(session, [first.id]) == {first.id: ("shop", "vip")}
    assert first.details == {
        "country": "BR",
        "notes": "Call •••",
        "What did you like?": "Price",
    }
    with db.reading() as session:
        query = select(Customer.key, Customer.name, Customer.email, Customer.phone)
        assert session.exec(query).all() == [
            ("delighted:10", "Ana Lima", "ana@example.com", "+5511987654321")
        ]


def test_effort_asked_in_seven_steps_is_known_by_its_scores(bring_in: BringIn) -> None:
    text = "id,survey_type,score,created_at\n1,ces,3,1713418460\n2,ces,7,1713418460\n"
    report = bring_in(text, survey=None, layout="delighted")
    assert report.written.scales["ces"] == "1-7"
    said = bring_in(text, survey=None, layout="delighted", scale="ces=1-5", dry=True)
    assert reasons(said) == {3: "The score goes from 1 to 5."}


def test_complaints_of_consumidor_gov_br_keep_what_a_reputation_needs(bring_in: BringIn) -> None:
    only = {"Nome Fantasia": "our shop"}
    report = bring_in(CONSUMIDOR, survey=None, layout="consumidor.gov.br", only=only)
    assert counts(report) == (2, 2, 0, 0)
    late, broken = records().values()
    assert (late.kind, late.channel, late.text) == ("complaint", "platform", "Late")
    assert (late.on_day.isoformat(), broken.on_day.isoformat()) == ("2025-01-03", "2025-01-25")
    kept = ("platform", "answered", "solved", "grade", "grade_of_5", "buy_again")
    assert [(late.details or {}).get(name) for name in kept] == [
        *("consumidor_gov_br", "yes", "yes", None, "5", None)
    ]
    assert [(broken.details or {}).get(name) for name in kept] == [
        *("consumidor_gov_br", "no", None, None, None, None)
    ]
    assert counts(bring_in(CONSUMIDOR, survey=None, layout="consumidor.gov.br")) == (3, 1, 2, 0)


def test_complaints_of_reclame_aqui_keep_what_a_reputation_needs(bring_in: BringIn) -> None:
    report = bring_in(RECLAME_AQUI, survey=None, layout="reclame-aqui")
    assert counts(report) == (3, 2, 0, 1)
    assert reasons(report) == {5: "The grade goes from 0 to 10."}
    assert report.written.left_out == ["CPF"]
    late, broken = records().values()
    assert late.details == {
        "Status RA": "Avaliado",
        "platform": "reclame_aqui",
        "answered": "yes",
        "answered_on": "2026-01-03",
        "solved": "yes",
        "buy_again": "no",
        "grade": "7.5",
    }
    assert broken.details == {
        "Status RA": "Não respondido",
        "platform": "reclame_aqui",
        "answered": "no",
    }


def test_a_column_says_what_each_row_is(bring_in: BringIn) -> None:
    text = "what,score,text\nElogio,,Great\nreclamação,,Slow\nPesquisa,9,\nother,,x\n"
    mapping = {"kind": "what"}
    report = bring_in(text, survey=SurveyKind.NPS, mapping=mapping)
    assert counts(report) == (4, 3, 0, 1)
    assert [row.kind for row in records().values()] == ["compliment", "complaint", "survey"]


def test_a_file_that_is_none_of_these_is_refused(bring_in: BringIn) -> None:
    with pytest.raises(InvalidInput, match="no file of Delighted: it has no column for survey"):
        bring_in("id,score,created_at\n1,9,1713418460\n", survey=None, layout="delighted")
    with pytest.raises(NotFound):
        bring_in("score\n9\n", layout="other")
    assert layouts.layout_for(["score", "date"]) is None


@pytest.mark.parametrize("packed", ['{"a": ', "[" * 3000, '{"a": NaN, }'])
def test_broken_json_is_said_so(packed: str) -> None:
    with pytest.raises(InvalidInput, match="broken JSON"):
        delighted.unpacked("notes", packed)


def test_odd_json_is_kept_in_words() -> None:
    packed = '{"a": [1, null, {"text": "two"}], "b": true, "c": "\\ud800", "phone": "1"}'
    assert delighted.unpacked("person_properties", packed) == {"a": "1; two", "b": "yes", "c": "?"}
    assert delighted.unpacked("notes", "plain words") == {"notes": "plain words"}


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        ("Email", True),
        ("customer_name", True),
        ("Telefone do cliente", True),
        ("CPF/CNPJ", True),
        ("Nome Fantasia", False),
        ("Product name", False),
        ("Region", False),
    ],
)
def test_columns_about_persons_are_known_by_their_names(name: str, is_it: bool) -> None:
    assert is_personal(name) is is_it
