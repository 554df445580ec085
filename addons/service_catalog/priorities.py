"""How urgent a request is, from the least on."""

PRIORITIES = [("0", "Normal"), ("1", "High"), ("2", "Urgent")]
