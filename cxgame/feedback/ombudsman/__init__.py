"""The ombudsman's office: what customers confide, the answers they get, and who may know."""
