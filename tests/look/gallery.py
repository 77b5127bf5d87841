"""Every part on one page, to look at and to drive; not a page of the app."""

import json
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from cxgame.look import markup
from cxgame.ui.board import Card, Column, Person, board
from cxgame.ui.sheet import sheet

HERE = Path(__file__).parent
st.set_page_config(page_title="Gallery", layout="wide")
locale = st.query_params.get("lang", "pt-BR")
part = st.query_params.get("part", "all")


def drawn(template: str, **values: object) -> Markup:
    """Return a template of the tests, drawn as those of the app are."""
    source = (HERE / template).read_text("utf-8")
    return Markup(markup._environment(locale).from_string(source).render(values))


def item(name: str, label: str, icon: str) -> dict[str, object]:
    return {
        "name": name,
        "label": label,
        "icon": icon,
        "href": f"/{name}",
        "plus": name == "log",
        "count": 0,
    }


PEOPLE = (Person("Diana Prado", "A", "Autoridade"), Person("Bia Nunes", "R", "Responsável"))
CARDS = {
    "34": Card(
        "34",
        version=1,
        title="Troca sem discussão",
        kind="Plano · Campinas",
        note="NPS da troca: −20 → 20",
        due="27 nov",
        asks="0/2",
        people=PEOPLE,
        href="?card=34",
        blocked={
            "do": "Falta a aprovação de Edu (A) e 2 consultas.",
            "check": "Precisa executar antes.",
        },
    ),
    "35": Card(
        "35",
        version=4,
        title="Fila do caixa antes das 10h",
        kind="Plano · Moema",
        due="parado há 18 dias",
        due_state="soon",
        people=(Person("", "A", "Autoridade"), PEOPLE[1]),
        needs=("falta A",),
    ),
    "31": Card(
        "31",
        version=2,
        title="Entrega na hora combinada",
        kind="Plano · Moema",
        due="ação 3 venceu ontem",
        due_state="late",
        steps=(4, 6),
        asks="3/3",
        links=13,
        people=PEOPLE,
    ),
}
places = st.session_state.setdefault("places", {"34": "plan", "35": "plan", "31": "do"})


def columns() -> list[Column]:
    def of(column: str) -> tuple[Card, ...]:
        return tuple(card for key, card in CARDS.items() if places[key] == column)

    return [
        Column(
            "plan", "Planejar", "Sai com 5W2H, causa raiz, meta e data.", limit=4, cards=of("plan")
        ),
        Column("do", "Executar", "Sai com todas as ações feitas.", limit=1, cards=of("do")),
        Column("check", "Verificar", "Quem verifica não é quem executou.", cards=of("check")),
        Column("act", "Agir", cards=of("act")),
    ]


@st.dialog("Conquista")
def dialog() -> None:
    """A sheet inside a dialog, where the theme has to be asked for."""
    sheet(drawn("gallery_form.html", turn=0), key="in_dialog")


tabs = [
    item("today", "Hoje", "home"),
    item("records", "Voz do cliente", "forum"),
    item("log", "Registrar", "add"),
    item("board", "Quadros", "view_kanban"),
    item("modules", "Treinamento", "bolt"),
    item("sops", "POPs", "menu_book"),
    item("leaderboard", "Ranking", "leaderboard"),
]
said: dict[str, str] = {}
with st.container(gap=None):
    said |= sheet(
        markup.render(
            "shell/shell.html",
            locale,
            tabs=tabs,
            more=[item("served", "Clientes atendidos", "storefront")],
            home="today",
            person="Diana Prado",
            company="Bicho Bom",
            is_demo=True,
            unread=3,
            lit="records",
        ),
        key="shell",
    )
    body = st.container()
turn = st.session_state.setdefault("turn", 0)
with body:
    if part in ("all", "parts"):
        said |= sheet(drawn("gallery.html"), key="parts")
    if part in ("all", "form"):
        said |= sheet(drawn("gallery_form.html", turn=turn), key="form")
    if part in ("all", "board"):
        moved = board(columns(), locale=locale, key="board")
        said |= moved
        if moved.get("name") == "move":
            if moved["to"] != "act":  # a gate that only the server knows
                places[moved["card"]] = moved["to"]
            st.session_state["said"] = moved
            st.rerun()
    if part == "door":
        sheet(
            markup.render(
                "people/sign_in.html",
                locale,
                company="Bicho Bom",
                is_demo=True,
                demo_names="alice",
                demo_password="demo",
                onward="/",
                problem="Nome ou senha não conferem.",
                other="en",
            ),
            key="door",
        )
    if part == "dialog":
        dialog()
    if said:
        st.session_state["said"] = said
        st.session_state["messages"] = st.session_state.get("messages", 0) + 1
        if said.get("name") == "log":
            st.session_state["turn"] += 1
            st.rerun()
    st.code(json.dumps(st.session_state.get("said", {}), ensure_ascii=False), language=None)
    st.metric("Messages", st.session_state.get("messages", 0))
