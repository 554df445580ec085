"""What all pages for televisions and other plain screens share.

They keep no session and read no cookie: a visitor has no rights that another site could
use, so forged requests (CSRF) gain nothing and need no token. What changes anything
also needs a sealed text of ours, and a browser that says where a form was sent from is
believed.
"""

import time
from urllib.parse import urlsplit

from werkzeug.exceptions import Forbidden, NotFound

from odoo import http
from odoo.http import request

from odoo.addons.service_catalog.controllers.pages import PRIVATE, Pages

from ..television import Seal

# Seconds for which a sealed text opens, and after which a page with personal data gives
# way to the start page.
SEAL_SECONDS = 30 * 60
IDLE_SECONDS = 10 * 60
# Pages without personal data, which are the same for everybody.
PUBLIC_SECONDS = 60
ROUTING = {
    "type": "http",
    "auth": "public",
    "sitemap": False,
    "csrf": False,
    "save_session": False,
    "page_policy": "screen",
}


def screen(path, **routing):
    """Declare a page at `/tv/<language>` and a path.

    Args:
        path: what follows the language.
        **routing: options of `odoo.http.route`.

    Returns:
        A decorator of a method, which is called without the language.
    """

    def decorate(method):
        def serve(self, lang, **parameters):
            _check_origin()
            if not self._enter(lang):
                return request.redirect("/tv", code=303, local=True)
            try:
                return method(self, **parameters)
            except NotFound:
                return self._show("channel_gateway.tv_gone", {}, 404, private=False)

        serve.__name__ = method.__name__
        serve.__doc__ = method.__doc__
        return http.route(f"/tv/<string:lang>{path}", **ROUTING, **routing)(serve)

    return decorate


def _check_origin():
    """Refuse a form that another site has sent.

    Raises:
        Forbidden: the browser says so; old ones say nothing.
    """
    sent = request.httprequest
    if sent.method in ("GET", "HEAD"):
        return
    site = sent.headers.get("Sec-Fetch-Site")
    origin = sent.headers.get("Origin")
    if site:
        is_ours = site in ("same-origin", "none")
    else:
        is_ours = not origin or urlsplit(origin).netloc == sent.host
    if not is_ours:
        raise Forbidden()


class Screens(Pages):
    """Common methods of these pages."""

    @staticmethod
    def _languages():
        """Return the languages of the pages, by the code in their addresses."""
        languages = request.env["res.lang"]._get_frontend().values()
        return {one.url_code: one for one in languages}

    def _enter(self, lang):
        """Serve in a language, as nobody; return whether there is that language."""
        language = self._languages().get(lang)
        if not language:
            return False
        request.update_env(user=request.env.ref("base.public_user").id)
        request.update_context(lang=language.code)
        return True

    def _language(self):
        """Return the language of this page."""
        return request.env["res.lang"]._get_data(code=request.env.lang)

    def _path(self, path=""):
        """Return the address of a page in the language of this one."""
        return f"/tv/{self._language().url_code}{path}"

    def _go(self, path):
        """Redirect to a page with GET, so that the key to go back works."""
        response = request.redirect(self._path(path), code=303, local=True)
        response.headers.update(PRIVATE)
        return response

    def _show(self, template, values, status=200, private=True):
        """Render a page; one with personal data is neither kept nor left standing."""
        language = self._language()
        company = request.env.company.sudo()
        shown = {
            "root": self._path(),
            "language": language,
            "council": company.name,
            "phone": company.phone,
            "idle_minutes": IDLE_SECONDS // 60 if private else 0,
            "here": request.httprequest.path,
            **values,
        }
        response = self._render(template, shown, status, private)
        if private:
            closed = self._path("/closed")
            # Browsers tell nobody else where they come from, but a form is ours.
            response.headers["Referrer-Policy"] = "same-origin"
            response.headers["Refresh"] = f"{IDLE_SECONDS}; url={closed}"
        elif status < 400:
            response.headers["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
        return response

    # What pages have to remember

    def _seal(self, purpose):
        # sudo: the secret of the database is a system parameter.
        parameters = request.env["ir.config_parameter"].sudo()
        return Seal(parameters.get_param("database.secret").encode(), purpose)

    def _close(self, purpose, values):
        """Return values as a sealed text."""
        return self._seal(purpose).close(values, int(time.time()))

    def _open(self, purpose, text):
        """Return the values of a sealed text; None for one that does not open."""
        return self._seal(purpose).open(text, int(time.time()), SEAL_SECONDS)

    def _timed_out(self):
        """Render the page for a sealed text that does not open."""
        return self._show("channel_gateway.tv_closed", {}, 410, private=False)

    def _number(self, text):
        """Return a small number of an address, 0 for anything else."""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
