from odoo import http
from odoo.http import request

from odoo.addons.service_catalog import forms

from ..television import show, unanswerable
from .tv_pages import ROUTING, Screens, screen

MAX_TEXT = 300


class Television(Screens, http.Controller):
    """Pages for interactive television, consoles, e-readers and text browsers."""

    @http.route("/tv", methods=["GET"], **ROUTING)
    def start(self, **_kwargs):
        """Go to the start page, in the visitor's language if there is one."""
        known = {one.split("_")[0]: one for one in reversed(self._languages())}
        accepted = request.httprequest.accept_languages.values()
        wanted = [one.replace("-", "_").split("_")[0].lower() for one in accepted]
        own = request.env["res.lang"]._get_data(code=request.env.lang)
        found = next((known[one] for one in wanted if one in known), own.url_code)
        return request.redirect(f"/tv/{found}", code=303, local=True)

    @screen("", methods=["GET"])
    def home(self, **_kwargs):
        """Show the start page."""
        others = [one for one in self._languages().values() if one != self._language()]
        values = {
            "languages": others,
            "has_news": request.env["channel.news"]._current(),
        }
        return self._show("channel_gateway.tv_home", values, private=False)

    @screen("/closed", methods=["GET"])
    def closed(self, **_kwargs):
        """Show that a page was closed."""
        return self._show("channel_gateway.tv_closed", {}, private=False)

    @screen("/<path:_rest>")
    def anything_else(self, **_kwargs):
        """Show that there is no such page."""
        raise request.not_found()

    # Services

    @screen("/services", methods=["GET"])
    def headings(self, page="0", **_kwargs):
        """List the headings of services."""
        headings = request.env["service.type"]._public_headings()
        lines = [
            (self._path(f"/services/{number}"), name)
            for number, (name, _services) in enumerate(headings)
        ]
        title = request.env._("What is it about?")
        return self._list(title, lines, page, self._path())

    @screen("/services/<int:heading>", methods=["GET"])
    def services(self, heading, page="0", **_kwargs):
        """List the services of a heading."""
        headings = request.env["service.type"]._public_headings()
        if heading >= len(headings):
            raise request.not_found()
        name, services = headings[heading]
        lines = [(self._path(f"/service/{one.code}"), one.name) for one in services]
        return self._list(name, lines, page, self._path("/services"))

    @screen("/service/<string:code>", methods=["GET"])
    def service(self, code, **_kwargs):
        """Show a service."""
        service = request.env["service.type"]._public(code)
        if not service.active:
            raise request.not_found()
        questions = forms.read_form(service._form())
        values = {
            "service": service,
            "text": (service.description or "")[:MAX_TEXT],
            "why_not": self._refusal_reason(service),
            "needs_file": unanswerable(questions),
        }
        return self._show("channel_gateway.tv_service", values, private=False)

    # News and contact

    @screen("/news", methods=["GET"])
    def news(self, page="0", **_kwargs):
        """List the news."""
        news = request.env["channel.news"]._current()
        lines = [(self._path(f"/news/{one.id}"), one.name) for one in news]
        return self._list(request.env._("Council news"), lines, page, self._path())

    @screen("/news/<int:number>", methods=["GET"])
    def article(self, number, **_kwargs):
        """Show an item of the news."""
        news = request.env["channel.news"]._current()
        item = news.filtered(lambda one: one.id == number)
        if not item:
            raise request.not_found()
        return self._show("channel_gateway.tv_article", {"item": item}, private=False)

    @screen("/contact", methods=["GET"])
    def contact(self, **_kwargs):
        """Show how to reach the council."""
        values = {"ways": request.env["service.page"]._contact_ways()}
        return self._show("channel_gateway.tv_contact", values, private=False)

    def _list(self, title, lines, page, back):
        """Render a list of links, a few at a time."""
        values = {
            "title": title,
            "lines": show(lines, self._number(page)),
            "back": back,
        }
        return self._show("channel_gateway.tv_list", values, private=False)

    @staticmethod
    def _refusal_reason(service):
        """Return why the service cannot be requested here; '' if it can."""
        # sudo: the channels of a service are public.
        channel = request.env["constituent.interaction"].sudo()._channel("tv")
        return service._unavailable_reason(channel=channel)
