"""`make messages`: add what the catalogues lack, tell what nobody says any more."""

from cxgame.locale import catalogues, extract


def main() -> None:
    """Write missing ids, empty, into the room's catalogue; print what is left to do."""
    said, known = extract.messages(), catalogues.entries()
    for ids, room in catalogues.missing(said, known).items():
        catalogues.add(ids, room)
        print(f"added to {room}.po: {ids[0]}")
    for entry in catalogues.unused(said, known):
        print(f"nobody says it any more: {entry.room}.po: {entry.ids[0]}")
    empty = sum(not all(entry.texts) for entry in catalogues.entries())
    print(f"{empty} messages wait for their translation.")


if __name__ == "__main__":
    main()
