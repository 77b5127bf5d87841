"""Who leads, and which slot of which job ran: what several processes agree on."""
