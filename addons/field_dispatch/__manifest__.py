{
    "name": "Field Dispatch",
    "summary": "Who goes out, and when: jobs, crews, skills, plans, the crew's phone page",
    "version": "19.0.1.0.0",
    "category": "Services",
    "license": "LGPL-3",
    "author": "Council Connect contributors",
    "website": "https://github.com/council-connect/council-connect",
    "application": True,
    "depends": ["service_catalog", "resource"],
    "external_dependencies": {"python": ["pyvrp"]},
    "data": [],
    "demo": [],
}
