{
    "name": "Council Lint",
    "summary": "Makes OCA's manifest keys known to core's own checks",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "LGPL-3",
    "author": "Council Connect contributors",
    "depends": ["base"],
}
