import json

from odoo.tests import HttpCase, tagged

from odoo.addons.service_catalog.tests.test_pages_access import axe

from .reception_case import Receptions

RUN = """
%(axe)s;
(async () => {
    const until = async (see, what) => {
        for (let time = 0; time < 200; time++) {
            if (see()) {
                return;
            }
            await new Promise((done) => setTimeout(done, 50));
        }
        throw new Error(`not seen: ${what}\\n${document.body.innerText}`);
    };
    const text = () => document.querySelector("main").innerText;
    const shows = (words) => until(() => text().includes(words), words);
    const accessible = async (what) => {
        const found = await axe.run(document, {
            runOnly: [
                "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
            ],
        });
        const faults = found.violations.map((one) =>
            one.id + ": " + one.nodes.map((node) => node.html.slice(0, 200)).join(" | ")
        );
        const {scrollWidth, clientWidth} = document.documentElement;
        if (scrollWidth > clientWidth) {
            faults.push(`wider than the screen: ${scrollWidth}`);
        }
        if (faults.length) {
            throw new Error(`${what}: ${faults.join("\\n")}`);
        }
    };
    const options = %(options)s;
    %(steps)s
})().then(
    () => console.log("test successful"),
    (error) => console.error(error.message)
);
"""
KIOSK = """
    const press = (words) => {
        const all = [...document.querySelectorAll("main a, main button")];
        all.find((one) => one.innerText.includes(words)).click();
    };
    const length = history.length;
    await accessible("language");
    press("English");
    await shows("Test tax");
    await until(() => document.activeElement.tagName === "H1", "focus on the heading");
    await accessible("reason");
    press("Test tax");
    await shows("Take a ticket");
    await accessible("details");
    document.getElementById("mobile").value = "01482 300300";
    press("Take a ticket");
    await until(() => document.getElementById("fault"), "fault");
    await until(() => document.activeElement.id === "fault", "focus on the fault");
    await accessible("fault");
    document.getElementById("mobile").value = "07700 900123";
    press("Take a ticket");
    await shows("T001");
    await accessible("ticket");
    // Somebody who leaves it there: the next visitor starts afresh.
    step().dataset.idle = "0.4";
    kiosk.restartClock();
    await shows("Choose your language");
    if (history.length !== length || document.body.innerHTML.includes("900123")) {
        throw new Error("The browser keeps a trace of the visitor.");
    }
"""
ARABIC = """
    document.querySelector("a[lang='ar-001']").click();
    await until(() => document.documentElement.dir === "rtl", "right to left");
    document.querySelector("main a").click();
    await until(() => document.querySelector("main form"), "form");
    await accessible("Arabic");
"""
LOST = """
    const ask = window.fetch;
    window.fetch = () => Promise.reject(new TypeError("no network"));
    document.querySelector("main a").click();
    const lost = () => document.getElementById("lost");
    await until(() => !lost().hidden, "out of order");
    await accessible("out of order");
    window.fetch = ask;
    await until(() => lost().hidden, "in order again");
"""
DISPLAY = """
    await shows("T002");
    const rows = () => [...document.querySelectorAll("#calls tr")];
    if (!rows()[0].innerText.includes("T002") || rows().length !== 2) {
        throw new Error(document.body.innerText);
    }
    await accessible("display");
    const {documentElement: page} = document;
    if (page.scrollHeight > page.clientHeight) {
        throw new Error(`higher than the screen: ${page.scrollHeight}`);
    }
    const ask = window.fetch;
    window.fetch = () => Promise.reject(new TypeError("no network"));
    answeredAt -= STALE;
    await until(() => !document.getElementById("stale").hidden, "out of date");
    await accessible("out of date");
    window.fetch = ask;
    await until(() => document.getElementById("stale").hidden, "up to date");
    const before = page.lang;
    await until(() => page.lang !== before, "the other language");
    await accessible("the other language");
"""


@tagged("-at_install", "post_install", "browser")
class TestReceptionBrowser(Receptions, HttpCase):
    """The reception's screens, in a browser; axe-core finds nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_reception()
        cls.reception.write({"name": "Tour centre", "ticket_prefix": "T"})
        # A second one, so that there is a choice.
        cls.make_reception("Tour branch")
        cls.source = axe()
        cls.kiosk = f"/reception/kiosk/{cls.reception.kiosk_token}"
        cls.display = f"/reception/display/{cls.reception.display_token}"

    def run_page(self, path, steps, size="1080x1920", **options):
        self.browser_size = size
        values = {"axe": self.source, "steps": steps, "options": json.dumps(options)}
        self.browser_js(path, RUN % values, "document.readyState === 'complete'")

    def speak(self, *codes):
        for code in codes:
            self.env["res.lang"]._activate_lang(code)
        return self.env["res.lang"].search([("code", "in", codes)])

    def visits(self):
        return self.env["channel.visit"].search(
            [("reception_id", "=", self.reception.id)], order="id"
        )

    def test_officer_runs_the_reception(self):
        self.make_constituent("Ida Reception", "+44 7700 900881")
        self.book(self.ago(minutes=1))
        self.start_tour(
            "/odoo/reception-desk", "reception_flow", login="reception_officer"
        )
        first, served, left = self.visits()
        self.assertEqual(first.state, "waiting")
        self.assertEqual(first.need_ids, self.interpreter)
        self.assertTrue(left.interaction_id.is_abandoned)
        self.assertEqual(served.outcome, "answered")
        self.assertEqual(served.reason_id, self.bins)
        self.assertEqual(served.interaction_id.user_id, self.officer)

    def test_screen_of_the_officer_is_accessible(self):
        self.check_in(need_ids=self.interpreter.ids)
        self.check_in(is_vulnerable=True, priority_reason="In pain")
        self.open_counter()._call_next()
        steps = """
            await accessible("reception");
        """
        ready = "!!document.querySelector('.o_reception_called')"
        for size in ("1280x900", "390x844"):
            with self.subTest(size):
                self.browser_size = size
                code = RUN.replace('document.querySelector("main")', "document.body")
                values = {"axe": self.source, "options": "{}", "steps": steps}
                code = (code % values).replace(
                    "axe.run(document,", "axe.run('.o_reception',"
                )
                self.browser_js(
                    "/odoo/reception-desk", code, ready, login="reception_officer"
                )

    def test_visitor_takes_a_ticket_at_the_kiosk(self):
        self.speak("pl_PL")
        for number, size in enumerate(("1080x1920", "390x844", "320x640")):
            with self.subTest(size):
                ticket = f"T00{number + 1}"
                self.run_page(self.kiosk, KIOSK.replace("T001", ticket), size)
        self.assertEqual(len(self.visits()), 3)

    def test_kiosk_speaks_arabic(self):
        self.speak("ar_001")
        self.run_page(self.kiosk, ARABIC)

    def test_kiosk_gets_over_an_interruption(self):
        self.run_page(self.kiosk, LOST)

    def test_display_shows_calls_and_says_when_it_is_old(self):
        self.reception.write(
            {"lang_ids": self.speak("en_US", "ar_001").ids, "news": "Open late today"}
        )
        counter = self.open_counter()
        for _number in range(2):
            self.check_in()
            counter._call_next()
        self.visits()[0].called_at = self.ago(minutes=1)
        for size in ("1280x720", "1920x1080", "1080x1920"):
            with self.subTest(size):
                self.run_page(self.display, DISPLAY, size)
