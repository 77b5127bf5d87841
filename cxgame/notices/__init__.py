"""What a person should know: the inbox behind the bell."""
