from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.web import Home

from .pages import PUBLIC, Pages
from .services import LISTED

# System parameter: whether the front page is Odoo's login, as without this addon.
LOGIN_AT_ROOT = "service_catalog.login_at_root"


class CouncilPages(Pages, http.Controller):
    """The pages of text that a council writes for its residents."""

    @http.route("/council/<string:code>", methods=["GET"], readonly=True, **LISTED)
    def page(self, code, **_kwargs):
        """Show a page."""
        page = request.env["service.page"]._public(code)
        if not page:
            raise request.not_found()
        values = {
            "page": page,
            "ways": page._contact_ways() if page.has_contacts else [],
        }
        return self._render("service_catalog.council_page", values, private=False)


class Greeting(Home):
    """The front page: it greets residents where there is no website."""

    # Without a database, Odoo serves its own route: this addon is not loaded then.
    @http.route(**{**PUBLIC, "sitemap": True})
    def index(self, *args, **kwargs):
        """Greet residents; send who is signed in on, as Odoo does."""
        if not self._greets():
            return super().index(*args, **kwargs)
        values = {"headings": request.env["service.type"]._public_headings()}
        return Pages._render("service_catalog.greeting", values, private=False)

    @staticmethod
    def _greets():
        """Return whether the visitor is a resident whom nothing else greets."""
        if request.session.uid or "website" in request.env.registry:
            return False
        # sudo: residents may not read system parameters.
        parameters = request.env["ir.config_parameter"].sudo()
        return not parameters.get_param(LOGIN_AT_ROOT)
