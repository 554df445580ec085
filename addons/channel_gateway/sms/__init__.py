"""Text messages: alphabet, parts, words that stop them, and the formats of gateways."""
