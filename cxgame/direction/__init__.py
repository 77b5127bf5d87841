"""Where the company wants to get: objectives, and the key results that tell how far it is."""
