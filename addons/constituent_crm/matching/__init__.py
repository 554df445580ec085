"""Who is it? Normalising, scoring and explaining, without the ORM."""
