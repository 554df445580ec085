import {expect, test} from "@odoo/hoot";
import {click, fill, queryOne} from "@odoo/hoot-dom";
import {
    setupInteractionWhiteList,
    startInteractions,
} from "@web/../tests/public/helpers";

setupInteractionWhiteList("service_catalog.question_fields");

const FORM = `
    <form>
        <div class="o_question" data-code="dog">
            <input type="radio" name="answer-dog" value="yes" id="yes"/>
            <input type="radio" name="answer-dog" value="no" id="no"/>
            <input type="radio" name="answer-dog" value="not sure" id="unsure"/>
        </div>
        <div class="o_question" data-code="breed" data-after="dog" data-values='["yes", "not sure"]'>
            <div class="o_question_condition">Only if you answered “Dog?” with Yes.</div>
            <input type="text" name="answer-breed" id="breed"/>
        </div>
        <div class="o_question" data-code="chip" data-after="breed" data-values="[]">
            <input type="text" name="answer-chip" id="chip"/>
        </div>
    </form>`;

test("a question comes and goes with the answer it hangs on", async () => {
    await startInteractions(FORM);
    expect("[data-code=breed]").toHaveClass("d-none");
    expect("#breed").toHaveProperty("disabled", true);
    await click("#yes");
    expect("[data-code=breed]").not.toHaveClass("d-none");
    expect(".o_question_condition").toHaveClass("d-none");
    expect("[data-code=chip]").toHaveClass("d-none");
    await click("#breed");
    await fill("collie");
    queryOne("#breed").dispatchEvent(new Event("change", {bubbles: true}));
    expect("[data-code=chip]").not.toHaveClass("d-none");
});

test("what hangs on a question that is not asked goes with it, and is not sent", async () => {
    await startInteractions(FORM);
    await click("#yes");
    await click("#breed");
    await fill("collie");
    await click("#no");
    expect("[data-code=breed]").toHaveClass("d-none");
    expect("[data-code=chip]").toHaveClass("d-none");
    expect([...new FormData(queryOne("form")).keys()]).toEqual(["answer-dog"]);
});

test("a code of several words is one answer", async () => {
    await startInteractions(FORM);
    await click("#unsure");
    expect("[data-code=breed]").not.toHaveClass("d-none");
});
