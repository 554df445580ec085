{
    "name": "Channel Gateway",
    "summary": "How contacts come in and answers go out: e-mail, Open311, phone, SMS",
    "version": "19.0.1.0.0",
    "category": "Services",
    "license": "LGPL-3",
    "author": "Council Connect contributors",
    "website": "https://github.com/council-connect/council-connect",
    "application": True,
    "depends": ["service_catalog", "sms"],
    "external_dependencies": {"python": ["aiosmtpd"]},
    "data": [
        "security/ir.model.access.csv",
        "security/channel_gateway_rules.xml",
        "data/channel_cron.xml",
    ],
    "demo": [],
}
