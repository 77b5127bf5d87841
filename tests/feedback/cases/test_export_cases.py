from io import BytesIO

from openpyxl import load_workbook
from sqlmodel import Session, select

from cxgame.feedback.cases import export
from cxgame.feedback.cases.export import Wanted
from cxgame.look import spreadsheet
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer, complaint


def test_one_row_a_case_masked_defused_and_audited(
    session: Session, town: Town, said: Said
) -> None:
    said(complaint(town.desk, '=HYPERLINK("http://x") ligue (31) 98765-4321'))
    said(answer(town.clinic, 3, text="late", tags=["queue", "till"]))
    said(answer(town.grooming, 3))
    heads, rows = table = export.export_cases(
        session, actor=town.diana, wanted=Wanted(is_whole=True), now=NOON
    )

    assert len(rows) == 2
    first, second = (dict(zip(heads, row, strict=True)) for row in rows)
    assert first["What was said"] == '=HYPERLINK("http://x") ligue [phone hidden]'
    assert (first["Team"], first["Owner"], first["Opened at"]) == (
        *("Front desk", "Diana", "2026-03-02 12:00"),
    )
    assert (second["Score before"], second["Tags"], second["Kind"]) == (3, "queue, till", "survey")
    assert spreadsheet.as_csv(table, "pt-BR").decode("utf-8-sig").count("\n") == 3
    sheet = load_workbook(BytesIO(spreadsheet.as_xlsx(table))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(heads)
    assert sheet.max_row == 3
    assert "f" not in {cell.data_type for cell in sheet[2]}

    entry = session.exec(
        select(AuditEntry).where(AuditEntry.action == "feedback.export_cases")
    ).one()
    assert entry.payload == '{"cases": 2}'
