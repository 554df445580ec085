// The kiosk works without this script. With it, each step is fetched and put in place of
// the last: the browser has no history of what a visitor has typed, returns to the start
// by itself, and gets over an interruption of the server.

const SECOND = 1000;
const WARNING_SECONDS = 10;
const RETRY = 5 * SECOND;
const MAX_TRIES = 6;

const step = () => document.getElementById("step");
const idle = () => document.getElementById("idle");
const lost = () => document.getElementById("lost");

const kiosk = {
    isBusy: false,

    stopClock() {
        clearTimeout(this.warning);
        clearTimeout(this.ending);
    },

    /** Count the seconds in which nobody touches the kiosk. */
    restartClock() {
        this.stopClock();
        idle().hidden = true;
        const seconds = Number(step().dataset.idle);
        if (seconds) {
            this.warning = setTimeout(
                () => (idle().hidden = false),
                (seconds - WARNING_SECONDS) * SECOND
            );
            this.ending = setTimeout(() => this.start(), seconds * SECOND);
        }
    },

    start() {
        return this.show(step().dataset.start);
    },

    /**
     * Fetch a step and put it in place.
     *
     * A form is sent again when the answer is lost: its key makes the ticket one.
     *
     * @param {string} url
     * @param {RequestInit} options
     * @param {number} tries how often it is sent again
     */
    async show(url, options = {}, tries = options.body ? MAX_TRIES : 0) {
        if (this.isBusy) {
            return;
        }
        this.isBusy = true;
        clearTimeout(this.retry);
        try {
            const response = await fetch(url, {cache: "no-store", ...options});
            this.replace(await response.text());
        } catch {
            this.stopClock();
            lost().hidden = false;
            this.retry = setTimeout(
                () => (tries ? this.show(url, options, tries - 1) : this.start()),
                RETRY
            );
        } finally {
            this.isBusy = false;
        }
    },

    replace(text) {
        const page = new DOMParser().parseFromString(text, "text/html");
        const next = page.getElementById("step");
        if (!next) {
            throw new Error("This is no page of the kiosk.");
        }
        const {lang, dir} = page.documentElement;
        Object.assign(document.documentElement, {lang, dir});
        document.title = page.title;
        step().replaceWith(next);
        window.scrollTo(0, 0);
        // Screen readers read the new step from its heading, or its fault.
        const first = document.getElementById("fault") || next.querySelector("h1");
        first.tabIndex = -1;
        first.focus();
        this.restartClock();
    },
};

document.addEventListener("click", (event) => {
    const link = event.target.closest("#step a");
    if (link) {
        event.preventDefault();
        kiosk.show(link.href);
    } else if (event.target.closest("[data-print]")) {
        window.print();
    }
});

document.addEventListener("submit", (event) => {
    event.preventDefault();
    const {action, method} = event.target;
    kiosk.show(action, {method, body: new FormData(event.target)});
});

for (const name of ["pointerdown", "keydown", "input", "scroll"]) {
    document.addEventListener(name, () => kiosk.restartClock(), {passive: true});
}

kiosk.restartClock();
