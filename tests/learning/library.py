"""A small library for tests: one SOP of three steps, and a module with every kind of question."""

from dataclasses import replace
from datetime import date

from cxgame.content import (
    Change,
    Choice,
    Choices,
    Ending,
    Indicator,
    Item,
    Kind,
    Library,
    Matching,
    Module,
    Node,
    Number,
    Option,
    Ordering,
    Outcome,
    Pair,
    Phrases,
    Question,
    Remark,
    Role,
    Scenario,
    ShortText,
    Sop,
    Step,
    Text,
    Touchpoint,
    Track,
    Truth,
    Version,
    WayOut,
)


def both(pt_br: str, en: str) -> Text:
    """Return a text in both languages."""
    return Text(pt_br, en)


FEEDBACK = both("Porque sim.", "Because it is so.")

SINGLE = Question(
    id="single",
    kind=Kind.SINGLE,
    step="greet",
    prompt=both("O que fazer primeiro?", "What comes first?"),
    feedback=FEEDBACK,
    solution=Choices(
        (
            Option("look", both("Olhar", "Look up"), right=True),
            Option("wait", both("Esperar", "Wait"), feedback=both("Tarde demais.", "Too late.")),
            Option("phone", both("Atender o telefone", "Take the phone")),
        )
    ),
)
MULTIPLE = Question(
    id="multiple",
    kind=Kind.MULTIPLE,
    step="greet",
    prompt=both("O que acolhe?", "What welcomes?"),
    feedback=FEEDBACK,
    solution=Choices(
        (
            Option("name", both("Dizer o nome", "Give your name"), right=True),
            Option("smile", both("Sorrir", "Smile"), right=True),
            Option("screen", both("Olhar a tela", "Watch the screen")),
        )
    ),
)
TRUE_FALSE = Question(
    id="true-false",
    kind=Kind.TRUE_FALSE,
    step="listen",
    prompt=both("Interromper ajuda.", "Interrupting helps."),
    feedback=FEEDBACK,
    solution=Truth(answer=False),
)
SHORT_TEXT = Question(
    id="short-text",
    kind=Kind.SHORT_TEXT,
    step="listen",
    prompt=both("Que palavra mostra que você entendeu?", "Which word shows you understood?"),
    feedback=FEEDBACK,
    solution=ShortText(Phrases(("Não é?", "é isso"), ("That's it",))),
)
NUMBER = Question(
    id="number",
    kind=Kind.NUMBER,
    step="listen",
    prompt=both("Em quantos segundos?", "Within how many seconds?"),
    feedback=FEEDBACK,
    solution=Number(answer=30.0, tolerance=0.5, unit=both("segundos", "seconds")),
)
MATCHING = Question(
    id="matching",
    kind=Kind.MATCHING,
    step="promise",
    prompt=both("Combine", "Match"),
    feedback=FEEDBACK,
    solution=Matching(
        (
            Pair("who", both("Quem", "Who"), both("Ana", "Anna")),
            Pair("when", both("Quando", "When"), both("Às 10h", "At 10")),
            Pair("what", both("O quê", "What"), both("Ligar", "A call")),
        )
    ),
)
ORDERING = Question(
    id="ordering",
    kind=Kind.ORDERING,
    step="promise",
    prompt=both("Ponha em ordem", "Put in order"),
    feedback=FEEDBACK,
    solution=Ordering(
        (
            Item("first", both("Olhar", "Look")),
            Item("second", both("Ouvir", "Listen")),
            Item("third", both("Prometer", "Promise")),
        )
    ),
)
QUESTIONS = (SINGLE, MULTIPLE, TRUE_FALSE, SHORT_TEXT, NUMBER, MATCHING, ORDERING)

RIGHT: dict[str, object] = {
    "single": "look",
    "multiple": ["smile", "name"],
    "true-false": "false",
    "short-text": "nao e",
    "number": "30",
    "matching": {"who": "who", "when": "when", "what": "what"},
    "ordering": ["first", "second", "third"],
}
WRONG: dict[str, object] = {
    "single": "wait",
    "multiple": ["screen"],
    "true-false": "true",
    "short-text": "talvez",
    "number": "60",
    "matching": {"who": "when", "when": "what", "what": "who"},
    "ordering": ["third", "second", "first"],
}


def _choice(key: str, goto: str, points: int) -> Choice:
    words = both(f"Digo {key}", f"I say {key}")
    return Choice(key, words, goto, points, "listen", both(f"Nota {key}", f"Note {key}"))


def _end(key: str, outcome: Outcome, mood: Text) -> Node:
    remark = Remark("promise", both("Diga quando.", "Say when."))
    return Node(
        key,
        says=both("Obrigado.", "Thank you."),
        mood=mood,
        end=Ending(outcome, both("Saiu bem", "All is well"), (remark,)),
    )


SCENARIO = Scenario(
    id="talk",
    title=both("Uma conversa", "A talk"),
    customer=both("Marcos", "Mark"),
    start="start",
    nodes=(
        Node(
            "start",
            mood=both("irritado", "cross"),
            says=both("Ninguém me ouve.", "Nobody listens."),
            scene=both("Sábado, 11h.", "Saturday, 11 am."),
            choices=(_choice("sorry", "heard", 3), _choice("excuse", "worse", 0)),
        ),
        Node(
            "heard",
            mood=both("calmo", "calm"),
            says=both("É isso.", "That's it."),
            choices=(_choice("plan", "good", 2), _choice("later", "bad", 1)),
        ),
        Node(
            "worse",
            mood=both("furioso", "furious"),
            says=both("E agora?", "And now?"),
            choices=(_choice("restart", "heard", 1), _choice("shrug", "bad", 0)),
        ),
        _end("good", Outcome.GOOD, both("confiante", "confident")),
        _end("bad", Outcome.BAD, both("perdido", "lost")),
    ),
)

SOP = Sop(
    code="POP-900",
    title=both("Acolher", "Welcome"),
    owner=Role.MANAGER,
    approver=Role.DIRECTOR,
    roles=(Role.FRONTLINE,),
    version=2,
    change=Change.MINOR,
    effective_from=date(2026, 2, 20),
    review_by=date(2027, 2, 1),
    purpose=both("Que cada pessoa se sinta vista.", "That each person feels seen."),
    scope=both("Todos.", "Everybody."),
    steps=(
        Step("greet", "arrival", both("Cumprimente", "Greet"), both("Olhe.", "Look up.")),
        Step("listen", "counter", both("Ouça até o fim", "Hear it out"), both("Ouça.", "Listen.")),
        Step("promise", "counter", both("Prometa", "Promise"), both("Diga quando.", "Say when.")),
    ),
    do=(both("Sorria", "Smile"),),
    dont=(both("Dizer “um minutinho”", "Say “just a minute”"),),
    phrases=(both("“Já falo com você.”", "“I’ll be right with you.”"),),
    exceptions=(
        WayOut(both("Pet com dor", "A pet in pain"), both("Chame ajuda", "Call for help")),
    ),
    escalation=both("Chame a gerência.", "Call the manager."),
    indicators=(Indicator(both("Espera", "Waiting"), both("30 s", "30 s")),),
    history=(
        Version(2, date(2026, 2, 20), Change.MINOR, both("Prazo", "A time"), ("promise",)),
        Version(1, date(2025, 2, 1), Change.MAJOR, both("Primeira", "First"), ("greet", "gone")),
    ),
)

MODULE = Module(
    slug="welcome",
    sop="POP-900",
    title=both("Acolher quem chega", "Welcome whoever arrives"),
    objective=both("acolher em um minuto.", "welcome people in a minute."),
    minutes=4,
    pass_mark=70,
    lesson=both("## Três gestos\n\nOlhe, **ouça**.", "## Three moves\n\nLook, **listen**."),
    questions=QUESTIONS,
    scenario=SCENARIO,
)
SECOND = replace(
    MODULE,
    slug="goodbye",
    title=both("Despedir-se", "Say goodbye"),
    questions=(replace(SINGLE, id="goodbye-single"), replace(NUMBER, id="goodbye-number")),
)

LIBRARY = Library(
    touchpoints=(
        Touchpoint("arrival", "door_front", both("Chegada", "Arrival")),
        Touchpoint("counter", "storefront", both("Balcão", "Counter")),
    ),
    sops=(SOP,),
    modules=(SECOND, MODULE),
    tracks=(
        Track(
            "frontline",
            "volunteer_activism",
            both("Trilha de quem encanta", "Frontline track"),
            both("O essencial.", "The essentials."),
            (Role.FRONTLINE,),
            ("welcome", "goodbye"),
        ),
        Track(
            "manager",
            "groups",
            both("Trilha da liderança", "Manager track"),
            both("Dar o exemplo.", "Set the example."),
            (Role.MANAGER, Role.DIRECTOR),
            ("goodbye",),
        ),
    ),
)
