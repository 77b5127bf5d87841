"""Every address that is not a page of the app."""

from starlette.routing import BaseRoute

from cxgame.web import account, health, look, survey

ALL: list[BaseRoute] = [account.routes, health.route, look.routes, survey.routes]
