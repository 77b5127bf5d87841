"""The question bank: questions from other systems, waiting for a language, a step and a module."""
