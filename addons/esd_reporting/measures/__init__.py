"""Did it work? Definitions and figures, without the ORM."""
