import json

from odoo.addons.web.controllers.export import CSVExport, ExcelExport


def with_domain(data):
    """The parameters of an export, with its domain where `export_data` sees it.

    Args:
        data: the parameters as JSON, as the web client sends them.
    """
    params = json.loads(data)
    if params.get("model") == "res.partner" and not params.get("ids"):
        context = params.get("context") or {}
        domain = json.dumps(params.get("domain"))
        params["context"] = {**context, "exported_domain": domain}
    return json.dumps(params)


class RegisteredCSVExport(CSVExport):
    def base(self, data):
        return super().base(with_domain(data))


class RegisteredExcelExport(ExcelExport):
    def base(self, data):
        return super().base(with_domain(data))
