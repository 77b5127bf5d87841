"""Personal invitations to answer a survey: by WhatsApp, by e-mail, by a link."""
