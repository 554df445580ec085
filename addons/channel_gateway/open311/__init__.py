"""Open311 GeoReport v2: what the specification says, without a database.

`parse` reads what a client sent, `answers` checks it against a service's definition,
`schemas` are the documents we answer with, `serialise` writes them as XML or JSON,
`repeats` knows a report that was sent twice and `privacy` what must not be published.

Specification: https://wiki.open311.org/GeoReport_v2 (frozen).
"""
