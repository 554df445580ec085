import {expect, test} from "@odoo/hoot";
import {click, queryOne} from "@odoo/hoot-dom";
import {
    setupInteractionWhiteList,
    startInteractions,
} from "@web/../tests/public/helpers";

setupInteractionWhiteList("service_catalog.check_buttons");

const FORM = `
    <form class="o_service_check" action="/services/bin/request" method="post">
        <button type="submit" name="step" value="edit" id="edit" formaction="/services/bin/request#who">Change</button>
        <button type="submit" name="join" value="HC-1" id="join">Join</button>
        <button type="submit" name="step" value="send" id="send">Send</button>
    </form>`;

test("a form that a script sends tells which button was pressed, the last one", async () => {
    await startInteractions(FORM);
    const form = queryOne("form");
    form.addEventListener("submit", (ev) => {
        ev.preventDefault();
        // What form.submit() would send: no button is part of it.
        const sent = JSON.stringify([...new FormData(form)]);
        expect.step(`${form.getAttribute("action")} ${sent}`);
    });
    await click("#edit");
    await click("#join");
    await click("#send");
    expect.verifySteps([
        '/services/bin/request#who [["step","edit"]]',
        '/services/bin/request [["join","HC-1"]]',
        '/services/bin/request [["step","send"]]',
    ]);
});
