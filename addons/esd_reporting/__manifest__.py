{
    "name": "Service Figures",
    "summary": "Did it work? Electronic service delivery and contact-centre figures",
    "version": "19.0.1.0.0",
    "category": "Services",
    "license": "LGPL-3",
    "author": "Council Connect contributors",
    "website": "https://github.com/council-connect/council-connect",
    "application": True,
    "depends": ["channel_gateway", "field_dispatch", "spreadsheet_dashboard"],
    "data": [],
    "demo": [],
}
