"""The words of a survey, in both languages: those it starts with, and how they are checked."""

from collections.abc import Mapping

from cxgame.errors import InvalidInput
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.i18n import LOCALES

LONGEST_WORDS = 300  # characters of a question
LONGEST_CONSENT = 1_000

Texts = dict[str, str]  # language -> words

QUESTIONS: dict[SurveyKind, Texts] = {
    SurveyKind.NPS: {
        "pt-BR": "De 0 a 10, quanto você recomendaria a gente a um amigo ou colega?",
        "en": "From 0 to 10, how likely are you to recommend us to a friend or colleague?",
    },
    SurveyKind.CSAT: {
        "pt-BR": "Quanto você ficou satisfeito com o atendimento de hoje?",
        "en": "How satisfied are you with today's service?",
    },
    SurveyKind.CES: {
        "pt-BR": "Foi fácil resolver o que você precisava?",
        "en": "How easy was it to get what you needed?",
    },
    SurveyKind.STARS: {
        "pt-BR": "Quantas estrelas você dá para o atendimento de hoje?",
        "en": "How many stars do you give today's service?",
    },
    SurveyKind.SMILEYS: {
        "pt-BR": "Como você está saindo daqui hoje?",
        "en": "How are you feeling as you leave today?",
    },
    SurveyKind.THUMBS: {
        "pt-BR": "Você gostou do atendimento?",
        "en": "Did you like the service?",
    },
}
FOLLOW_UPS: dict[Band, Texts] = {
    Band.PROMOTER: {
        "pt-BR": "Que alegria! O que mais fez você gostar?",
        "en": "Lovely! What did you like most?",
    },
    Band.PASSIVE: {
        "pt-BR": "Obrigado. O que faltou para ser perfeito?",
        "en": "Thank you. What would have made it perfect?",
    },
    Band.DETRACTOR: {
        "pt-BR": "Sentimos muito. O que aconteceu?",
        "en": "We are sorry. What happened?",
    },
}
KIND_FOLLOW_UPS: dict[SurveyKind, dict[Band, Texts]] = {
    SurveyKind.CES: {
        Band.PROMOTER: {
            "pt-BR": "Que bom! O que deixou tudo mais fácil?",
            "en": "Good! What made it easy?",
        },
        Band.PASSIVE: {
            "pt-BR": "Obrigado. O que teria deixado mais fácil?",
            "en": "Thank you. What would have made it easier?",
        },
        Band.DETRACTOR: {
            "pt-BR": "Sentimos muito. O que deu trabalho?",
            "en": "We are sorry. What made it hard?",
        },
    },
}
CONSENT: Texts = {
    "pt-BR": "Concordo que vocês guardem minha resposta e meus dados de contato para melhorar o "
    "atendimento e falar comigo sobre ela. Posso mudar de ideia quando quiser.",
    "en": "I agree that you keep my answer and my contact details to improve your service and to "
    "speak with me about it. I can change my mind whenever I want.",
}


def in_both_languages(texts: Mapping[str, str], longest: int = LONGEST_WORDS) -> Texts:
    """Return words with single spaces, in both languages.

    Raise InvalidInput where a language is missing or has too many characters.
    """
    tidy = {locale: " ".join(texts.get(locale, "").split()) for locale in LOCALES}
    if not all(tidy.values()):
        raise InvalidInput("Write the question in both languages.")
    if max(map(len, tidy.values())) > longest:
        raise InvalidInput("A question has at most {n} characters.", n=longest)
    return tidy


def follow_ups(given: Mapping[str, Mapping[str, str]]) -> dict[str, Texts]:
    """Return the words that ask why, by band; a band without any gets ours."""
    return {band: in_both_languages(given.get(band) or FOLLOW_UPS[band]) for band in Band}


def own_follow_ups(kind: SurveyKind) -> dict[str, Texts]:
    """Return the words that ask why which a kind of survey starts with."""
    return {band: KIND_FOLLOW_UPS.get(kind, FOLLOW_UPS)[band] for band in Band}
