"""What answers HTTP beside the pages: sign-in, public pages, the API, health, and the guards."""
