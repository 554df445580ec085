{
    "name": "Parish Council (Example)",
    "summary": "How an addon of your own adds to Council Connect",
    "version": "19.0.1.0.0",
    "category": "Services",
    "license": "LGPL-3",
    "author": "Council Connect contributors",
    "website": "https://github.com/council-connect/council-connect",
    "depends": ["esd_reporting"],
    "data": ["data/council_parish.xml"],
    "uninstall_hook": "uninstall_hook",
}
