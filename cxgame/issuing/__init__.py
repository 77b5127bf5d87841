"""The company as an issuer of credentials: its name, its address, its keys."""
