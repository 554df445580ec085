"""Record linkage of constituents: normal forms, scores and reasons, without the ORM."""
