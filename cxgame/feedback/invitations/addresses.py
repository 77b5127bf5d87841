"""The addresses that an invitation leads to: the personal page, WhatsApp with a ready message."""

from urllib.parse import quote

from cxgame.i18n import N_, translate

WHATSAPP = "https://wa.me"
GREETING = N_("Hello, {name}! This is {company}.")
GREETING_OF_NOBODY = N_("Hello! This is {company}.")
WHATSAPP_WORDS = N_(
    "How was it with us? Tell us in 20 seconds: {link}\n\nWould you rather not get this? {stop}"
)

WHATSAPP_WORDS_AGAIN = N_(
    "You told us how it was, and we worked on it. How is it now? {link}\n\n"
    "Would you rather not get this? {stop}"
)


def personal(origin: str, token: str) -> str:
    """Return the address of a personal invitation."""
    return f"{origin}/i/{token}"


def stop(origin: str, token: str) -> str:
    """Return the address at which its customer asks for no more."""
    return f"{origin}/i/{token}/stop"


def greeting(locale: str, name: str, company: str) -> str:
    """Return the first line to a customer, by the first name where we know one."""
    first = name.split()[0] if name.split() else ""
    if first:
        return translate(locale, GREETING, name=first, company=company)
    return translate(locale, GREETING_OF_NOBODY, company=company)


def whatsapp(
    *,
    phone: str,
    name: str,
    company: str,
    link: str,
    stop: str,
    locale: str,
    is_again: bool = False,
) -> str:
    """Return the address that opens WhatsApp with a message to a number such as +5511987654321.

    `is_again` asks once more, after a case.

    Source: WhatsApp, "How to use click to chat": wa.me, the number's digits, ?text=.
    """
    words = f"{greeting(locale, name, company)} " + translate(
        locale, WHATSAPP_WORDS_AGAIN if is_again else WHATSAPP_WORDS, link=link, stop=stop
    )
    return f"{WHATSAPP}/{phone.removeprefix('+')}?text={quote(words, safe='')}"
