"""The words a survey starts with, in both languages; whoever owns it may change them."""

from cxgame.feedback.scales import Band, SurveyKind

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
