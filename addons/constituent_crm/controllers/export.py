import json

from odoo.addons.web.controllers.export import CSVExport, ExcelExport


def with_domain(data):
    """Return the parameters of an export, with its domain in the context.

    `export_data` reads the domain from there to register the export.

    Args:
        data: parameters as JSON from the web client.

    Returns:
        Parameters as JSON.
    """
    params = json.loads(data)
    if params.get("model") == "res.partner" and not params.get("ids"):
        context = params.get("context") or {}
        domain = json.dumps(params.get("domain"))
        params["context"] = {**context, "exported_domain": domain}
    return json.dumps(params)


class RegisteredCSVExport(CSVExport):
    """CSV export that tells the model which domain is exported."""

    def base(self, data):
        return super().base(with_domain(data))


class RegisteredExcelExport(ExcelExport):
    """Excel export that tells the model which domain is exported."""

    def base(self, data):
        return super().base(with_domain(data))
