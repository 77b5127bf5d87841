"""Studies of causes: 5 whys and an Ishikawa on what several customers said."""
