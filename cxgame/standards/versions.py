"""Whether content that comes in may take the place of the content that stands."""

from dataclasses import dataclass, field

from cxgame.standards.models import Origin


@dataclass
class Changes:
    """What an import did, by name: added, changed, or kept because the company wrote its own."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was written."""
        return not self.added and not self.changed

    def joined(self, other: "Changes") -> "Changes":
        """Return what both did."""
        return Changes(
            self.added + other.added, self.changed + other.changed, self.kept + other.kept
        )

    def take_place(
        self, name: str, *, revision: str, origin: Origin, standing: tuple[str, str] | None
    ) -> bool:
        """Tell whether a revision becomes the current one, and note which of the three it is.

        `standing` is the revision and the origin of what stands, None where there is nothing.
        """
        if standing is None:
            self.added.append(name)
            return True
        if standing[0] == revision:
            return False
        if origin is Origin.SHIPPED and standing[1] == Origin.OWN:
            self.kept.append(name)
            return False
        self.changed.append(name)
        return True
