"""Photos and papers beside what was heard and seen: kept in the database, shown to whoever may."""
