"""Bring a file of answers, complaints, customers served or customers in, after looking at it."""

from cxgame.feedback import batches
from cxgame.ui import load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_import, feedback_import_run, feedback_imports

actor = require_actor()

with page(840):
    feedback_imports.head()
    feedback_imports.result()
    if choice := feedback_import.choose(actor):
        report = feedback_import_run.check(actor, choice)
        if report:
            feedback_import_run.consent(actor, choice, report)
    feedback_imports.history(actor, load(batches.imports, actor=actor))
