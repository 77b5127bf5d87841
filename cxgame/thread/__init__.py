"""What joins sibling rooms: the links from a customer's voice to training and plans."""
