from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .open311_case import KEY, Open311HttpCase

SERVER = "/open311/v2"


class ClientCase(Open311HttpCase):
    """Programs that read headers."""

    def call(self, path, method="GET", **kwargs):
        return self.url_open(f"{SERVER}/{path}", method=method, **kwargs)


@tagged("-at_install", "post_install")
class TestOpen311Services(ClientCase):
    """The list of services: short, cached, and never out of date."""

    def services(self, **headers):
        return self.call("services.json", headers=headers)

    def test_keywords_are_short_phrases_of_this_service(self):
        self.hole.keyword_ids = [
            Command.create({"phrase": phrase, "weight": weight})
            for phrase, weight in (
                ("there is a hole in the road outside number 7", 1.0),
                ("rabbit hole", -1.0),
                ("hole in road", 0.6),
                ("dziura", 1.0),
            )
        ]
        self.hole.keyword_ids.filtered(
            lambda one: one.phrase == "dziura"
        ).lang = "pl_PL"
        rows = {row["service_code"]: row for row in self.ask("services.json")}
        self.assertEqual(rows["test_hole"]["keywords"], "crater, hole in road")
        self.assertIsNone(rows["test_bin"]["keywords"])

    def test_unchanged_list_is_not_sent_again(self):
        first = self.services()
        tag = first.headers["ETag"]
        for asked in (tag, f'"x", {tag}', "*", tag.removeprefix("W/")):
            with self.subTest(asked):
                again = self.services(**{"If-None-Match": asked})
                self.assertEqual(again.status_code, 304)
                self.assertEqual(again.headers["ETag"], tag)
                self.assertFalse(again.content)
                self.assertEqual(again.headers["Access-Control-Allow-Origin"], "*")
        self.assertEqual(self.services(**{"If-None-Match": '"other"'}).status_code, 200)

    def test_list_is_read_once_until_it_changes(self):
        self.services()
        Service = self.env.registry["service.type"]
        self.patch(Service, "_open311_services", lambda _self: self.fail("read again"))
        self.assertEqual(self.services().status_code, 200)
        self.assertEqual(self.call("services.json").status_code, 200)

    def test_every_change_shows_at_once(self):
        group = self.env["service.directorate"].create(
            {"name": "Highways", "code": "test_highways"}
        )
        self.hole.group = False
        for change in (
            lambda: self.hole.write({"name": "Crater"}),
            lambda: self.hole.write({"description": "Deep"}),
            lambda: self.hole.write({"directorate_id": group.id}),
            lambda: group.write({"name": "Roads"}),
            lambda: self.hole.keyword_ids.write({"phrase": "deep hole"}),
            lambda: self.hole.keyword_ids.unlink(),
            lambda: self.env["service.keyword"].create(
                {"phrase": "hole", "service_id": self.hole.id}
            ),
            lambda: self.make_question(self.bin, "which", name="Which?"),
            lambda: self.hidden.write({"is_published": True}),
            lambda: self.bin.write({"active": False}),
            lambda: self.hole.write(
                {"channel_ids": self.env.ref("constituent_crm.channel_phone").ids}
            ),
        ):
            before = self.services().headers["ETag"]
            change()
            self.assertNotEqual(self.services().headers["ETag"], before)

    def test_list_is_zipped_for_clients_that_take_it(self):
        self.hole.description = "A hole in the road. " * 200
        for accepted, is_zipped in (
            ("gzip", True),
            ("gzip, deflate, br", True),
            ("br;q=1.0, gzip;q=0.5", True),
            ("*", True),
            ("identity", False),
            ("gzip;q=0", False),
            ("", False),
        ):
            for path in ("services.json", "services.xml", "services/test_hole.json"):
                with self.subTest(f"{accepted} {path}"):
                    answer = self.call(path, headers={"Accept-Encoding": accepted})
                    self.assertEqual(answer.headers["Vary"], "Accept-Encoding")
                    is_small = path == "services/test_hole.json"
                    expected = "gzip" if is_zipped and not is_small else None
                    self.assertEqual(answer.headers.get("Content-Encoding"), expected)
                    self.assertIn(b"hole", answer.content)

    def test_changeset_has_a_zone(self):
        changeset = self.ask("discovery.json")["changeset"]
        self.assertRegex(changeset, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.env["service.type"].search([]).write({"is_published": False})
        self.assertEqual(self.ask("discovery.json")["changeset"][-1], "Z")

    def test_discovery_names_the_address_it_is_served_at(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://old.example")
        answer = self.call("discovery.json", headers={"Host": "open311.example:8443"})
        (endpoint,) = answer.json()["endpoints"]
        self.assertEqual(endpoint["url"], "http://open311.example:8443/open311/v2")


@tagged("-at_install", "post_install")
class TestOpen311Cors(ClientCase):
    """Pages of other sites are clients, too."""

    def test_preflight_allows_what_the_address_takes(self):
        for path, methods in (
            ("requests.json", {"GET", "HEAD", "OPTIONS", "POST"}),
            ("servicerequestupdates.xml", {"GET", "HEAD", "OPTIONS", "POST"}),
            ("services.json", {"GET", "HEAD", "OPTIONS"}),
            ("services/test_hole.json", {"GET", "HEAD", "OPTIONS"}),
        ):
            with self.subTest(path):
                answer = self.call(
                    path,
                    method="OPTIONS",
                    headers={
                        "Origin": "https://app.example",
                        "Access-Control-Request-Method": "POST",
                        "Access-Control-Request-Headers": "idempotency-key",
                    },
                )
                self.assertEqual(answer.status_code, 204)
                self.assertFalse(answer.content)
                headers = answer.headers
                self.assertEqual(headers["Access-Control-Allow-Origin"], "*")
                for name in ("Access-Control-Allow-Methods", "Allow"):
                    self.assertEqual(set(headers[name].split(", ")), methods)
                allowed = headers["Access-Control-Allow-Headers"].lower().split(", ")
                for name in ("idempotency-key", "if-none-match", "content-type"):
                    self.assertIn(name, allowed)
                self.assertTrue(int(headers["Access-Control-Max-Age"]))

    def test_pages_may_read_our_headers(self):
        for path in ("services.json", "requests.json"):
            exposed = self.call(path).headers["Access-Control-Expose-Headers"]
            for name in ("ETag", "Link", "Retry-After"):
                self.assertIn(name, exposed)

    def test_errors_may_be_read_from_other_sites(self):
        for path, method in (
            ("services/none.json", "GET"),
            ("requests.json", "POST"),
            ("services.json", "PUT"),
            ("nothing.xml", "GET"),
            ("services.csv", "GET"),
        ):
            with self.subTest(path):
                answer = self.call(path, method=method)
                self.assertGreaterEqual(answer.status_code, 400)
                self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")

    def test_too_large_a_report_is_refused_with_the_headers_for_pages(self):
        self.endpoint.limit_mb = 1
        data = {"api_key": KEY, "description": "x" * 1024 * 1024}
        answer = self.call("requests.json", method="POST", data=data)
        self.assertIn("1 MB", self.answered(answer, 413))
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")

    def test_more_than_the_server_takes_is_refused_likewise(self):
        data = {"api_key": KEY, "description": "x" * 26 * 1024 * 1024}
        answer = self.call("requests.xml", method="POST", data=data)
        self.answered(answer, 413)
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")


@tagged("-at_install", "post_install")
class TestOpen311Wrong(ClientCase):
    """Calls that lead nowhere, in the format that was asked for."""

    def test_wrong_method_is_told_the_right_ones(self):
        for path, allowed in (
            ("services.json", "GET, HEAD, OPTIONS"),
            ("requests.xml", "GET, HEAD, OPTIONS, POST"),
            ("requests/HC-1.json", "GET, HEAD, OPTIONS"),
            ("tokens/x.xml", "GET, HEAD, OPTIONS"),
            ("discovery.json", "GET, HEAD, OPTIONS"),
            ("servicerequestupdates.json", "GET, HEAD, OPTIONS, POST"),
        ):
            with self.subTest(path):
                answer = self.call(path, method="DELETE")
                self.answered(answer, 405)
                self.assertEqual(answer.headers["Allow"], allowed)

    def test_address_without_its_id_is_400(self):
        for path, name in (
            ("services/.json", "service_code"),
            ("services/.xml", "service_code"),
            ("requests/.json", "service_request_id"),
            ("tokens/.xml", "token_id"),
            ("tokens.json", "token_id"),
        ):
            with self.subTest(path):
                self.assertIn(name, self.ask(path, expect=400))

    def test_nothing_is_404(self):
        for path in ("nothing.json", "services/a/b.json", "discovery/x.xml", "x/.json"):
            with self.subTest(path):
                self.ask(path, expect=404)

    def test_format_of_an_address_without_one_is_that_of_accept(self):
        for accept, kind in (
            ("application/json", "application/json"),
            ("application/json, text/xml;q=0.5", "application/json"),
            ("text/xml", "text/xml"),
            ("*/*", "text/xml"),
            ("text/html", "text/xml"),
        ):
            for path in ("/services", ""):
                with self.subTest(f"{accept} {path}"):
                    answer = self.url_open(
                        f"{SERVER}{path}", headers={"Accept": accept}
                    )
                    self.assertEqual(answer.status_code, 400)
                    self.assertTrue(answer.headers["Content-Type"].startswith(kind))


@tagged("-at_install", "post_install")
class TestOpen311Pages(ClientCase):
    """Lists with more rows than a page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.opened = [
            cls.env["service.request"]._open_request(
                {
                    "service_id": cls.bin.id,
                    "channel": "api",
                    "opened_at": fields.Datetime.now() - timedelta(days=days),
                    "address": "Park Avenue",
                }
            )
            for days in (1, 2, 3)
        ]

    def links(self, **parameters):
        answer = self.url_open(
            f"{SERVER}/requests.json", params={"service_code": "test_bin", **parameters}
        )
        self.assertEqual(answer.status_code, 200)
        return answer.json(), answer.links

    def test_next_pages_are_linked_to_the_last(self):
        rows, links = self.links(page_size=2, api_key="secret")
        self.assertEqual(len(rows), 2)
        self.assertEqual(set(links), {"next"})
        self.assertNotIn("secret", links["next"]["url"])
        answer = self.url_open(links["next"]["url"].partition(self.base_url())[2])
        self.assertEqual(
            [row["service_request_id"] for row in answer.json()],
            [self.opened[2].reference],
        )
        self.assertEqual(set(answer.links), {"first", "prev"})

    def test_full_last_page_has_no_next_one(self):
        _rows, links = self.links(page_size=3)
        self.assertFalse(links)
        _rows, links = self.links(page_size=3, page=2)
        self.assertEqual(set(links), {"first", "prev"})

    def test_dates_of_lower_precision_select(self):
        month = self.opened[0].opened_at.strftime("%Y-%m")
        day = self.opened[1].opened_at.strftime("%Y-%m-%d")
        rows, _links = self.links(start_date=day, end_date=day)
        self.assertEqual(
            [row["service_request_id"] for row in rows], [self.opened[1].reference]
        )
        rows, _links = self.links(start_date=month, end_date=month)
        self.assertIn(
            self.opened[0].reference, [row["service_request_id"] for row in rows]
        )

    def test_repeated_ids_are_a_list(self):
        path = "&".join(
            f"service_request_id={one.reference}" for one in self.opened[:2]
        )
        rows = self.ask(f"requests.json?{path}")
        self.assertEqual(len(rows), 2)

    def test_unchanged_requests_are_not_sent_again(self):
        path = f"{SERVER}/requests.json?service_code=test_bin"
        tag = self.url_open(path).headers["ETag"]
        again = self.url_open(path, headers={"If-None-Match": tag})
        self.assertEqual(again.status_code, 304)
        self.opened[0]._change_state("closed", outcome="fixed")
        again = self.url_open(path, headers={"If-None-Match": tag})
        self.assertEqual(again.status_code, 200)

    def test_queries_do_not_grow_with_the_rows(self):
        def queries(requests):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            requests._open311_documents(with_extensions=True)
            return self.cr.sql_log_count - before

        everything = self.env["service.request"].browse(one.id for one in self.opened)
        queries(everything)
        self.assertEqual(queries(everything), queries(everything[:1]))
