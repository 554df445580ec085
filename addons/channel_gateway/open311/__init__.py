"""Open311 GeoReport v2: the rules of the specification, without a database.

`parse` reads a client's parameters, and `answers` maps them to a service's questions.
`schemas` holds the documents of our responses, and `serialise` writes them as XML or
JSON. `repeats` detects a report that was sent twice. `privacy` removes personal data
before publication.

Specification: https://wiki.open311.org/GeoReport_v2 (frozen).
"""
