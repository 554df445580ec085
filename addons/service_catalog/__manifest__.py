{
    "name": "Service Catalogue",
    "summary": "What the council does: services, requests, deadlines, and where each stands",
    "version": "19.0.1.0.0",
    "category": "Services",
    "license": "LGPL-3",
    "author": "Council Connect contributors",
    "website": "https://github.com/council-connect/council-connect",
    "application": True,
    "depends": ["constituent_crm", "rating", "resource"],
    "data": [],
    "demo": [],
}
