"""Pictures of questions: kept by their hash, shown to whoever is signed in."""
