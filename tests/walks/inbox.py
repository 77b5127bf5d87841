"""Arguments for the commands on one's own inbox."""

from typing import Any

from cxgame.thread.inbox.choices import MailChoice
from tests.walks.target import Builder


def own(**more: Any) -> Builder:
    return lambda _session, _town, target, _actor: {"person_id": target.person_id, **more}


BUILDERS: dict[str, Builder] = {
    "thread.choose_mail": own(choice=MailChoice(mail_at=9 * 60)),
    "thread.make_calendar": own(),
    "thread.revoke_calendar": own(),
}
