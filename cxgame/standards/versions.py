"""Whether content that comes in may take the place of the content that stands."""

from dataclasses import dataclass, field

from cxgame.content.revision import Revised
from cxgame.standards.models import Origin


@dataclass
class Changes:
    """What an import did, by name: added, changed, or kept because the company wrote its own.

    `replace` names what gives way although the company wrote it; `refused` is the content that
    came in and did not take the place of what was kept.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    refused: list[Revised] = field(default_factory=list)
    replace: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was written."""
        return not self.added and not self.changed

    def joined(self, other: "Changes") -> "Changes":
        """Return what both did."""
        return Changes(
            self.added + other.added,
            self.changed + other.changed,
            self.kept + other.kept,
            self.refused + other.refused,
            self.replace,
        )

    def keep(self, name: str, refused: Revised) -> None:
        """Note that the company's own stays, and what it stays in the place of."""
        self.kept.append(name)
        self.refused.append(refused)

    def take_place(
        self,
        name: str,
        *,
        entity: Revised,
        origin: Origin,
        standing: tuple[str, str] | None,
        revision: str = "",
    ) -> bool:
        """Tell whether content becomes the current one, and note which of the three it is.

        `standing` is the revision and the origin of what stands, None where there is nothing;
        `revision` is that of the content where it hangs on more than its own text.
        """
        if standing is None:
            self.added.append(name)
            return True
        if standing[0] == (revision or entity.revision):
            return False
        if origin is Origin.SHIPPED and standing[1] == Origin.OWN and name not in self.replace:
            self.keep(name, entity)
            return False
        self.changed.append(name)
        return True
