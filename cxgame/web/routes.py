"""Every address that is not a page of the app."""

from starlette.routing import BaseRoute, Mount

from cxgame.web import (
    account,
    api,
    badges,
    calendar,
    card_files,
    certificates,
    evidence,
    health,
    invitation,
    look,
    ombudsman,
    pictures,
    posters,
    survey,
    visit,
)

ALL: list[BaseRoute] = [
    account.routes,
    health.route,
    look.routes,
    pictures.routes,
    evidence.routes,
    card_files.routes,
    calendar.routes,
    visit.routes,
    survey.routes,
    *ombudsman.routes,
    invitation.routes,
    posters.routes,
    badges.routes,
    certificates.routes,
    Mount("/api/v1", api.api),
]
