"""How good the questions are, and what people gain from them."""
