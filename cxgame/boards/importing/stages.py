"""What a column of another tool means, guessed from its name and place."""

from collections.abc import Sequence

from cxgame.boards.stages import Stage
from cxgame.people.names import fold

# Words, folded, that tell a stage; the first stage with a word in the name wins.
_WORDS: tuple[tuple[Stage, tuple[str, ...]], ...] = (
    (
        Stage.DONE,
        (
            *("done", "finished", "completed", "complete", "closed", "live", "shipped"),
            *("feito", "feitos", "concluido", "concluidos", "concluida", "finalizado", "pronto"),
            *("finalizados", "prontos", "encerrado", "encerrados", "entregue", "entregues"),
        ),
    ),
    (
        Stage.CHECK,
        (
            *("check", "test", "testing", "tests", "qa", "verify", "validation", "validate"),
            *("verificar", "verificacao", "teste", "testes", "validar", "validacao", "conferir"),
        ),
    ),
    (
        Stage.WAIT,
        ("waiting", "blocked", "aguardando", "bloqueado", "impedido", "esperando", "pausado"),
    ),
    (Stage.REVIEW, ("review", "approval", "aprovacao", "revisao", "aprovar", "revisar")),
    (
        Stage.DRAFT,
        (
            *("todo", "to do", "to-do", "backlog", "ideas", "inbox", "planned", "next", "icebox"),
            *("a fazer", "ideias", "planejar", "planejado", "pendente", "pendentes", "fila"),
            *("entrada", "proximos", "novo", "novos", "new", "later", "someday"),
        ),
    ),
    (
        Stage.DO,
        (
            *("doing", "in progress", "progress", "working", "wip", "now", "started"),
            *("fazendo", "andamento", "execucao", "executando", "executar", "em curso"),
        ),
    ),
)


def guessed(names: Sequence[str]) -> list[Stage]:
    """Return a stage for each column, from left to right.

    A name that says nothing stands for planning before the first column of work, for work after it.
    """
    told = [_told(name) for name in names]
    work = [at for at, stage in enumerate(told) if stage not in (None, Stage.DRAFT)]
    first_work = work[0] if work else len(told)
    return [
        stage or (Stage.DRAFT if at < first_work else Stage.DO) for at, stage in enumerate(told)
    ]


def _told(name: str) -> Stage | None:
    words = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in fold(name)).split())} "
    for stage, known in _WORDS:
        if any(f" {word.replace('-', ' ')} " in words for word in known):
            return stage
    return None
