"""Tables that people send: reading, mapping and reporting, without the ORM."""
