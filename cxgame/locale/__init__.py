"""The catalogues of every language but English, and the tool that finds what they must hold."""
