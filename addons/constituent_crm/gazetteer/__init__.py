"""The land and property gazetteer: addresses, coordinates, areas, without the ORM."""
