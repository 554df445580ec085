import { expect, test } from "@odoo/hoot";
import { Deferred, animationFrame, press, queryAllTexts, queryOne, runAllTimers } from "@odoo/hoot-dom";
import { contains, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { LookupBox } from "@constituent_crm/lookup/lookup_box";

defineMailModels();

const INPUT = ".o_constituent_lookup input";
const ROWS = [
    {
        id: 7,
        name: "Jane Smith",
        reason: "name",
        score: 0.9,
        detail: "Citizen · 12 Park Avenue HU5 3ER",
        icon: "fa-user",
        is_marked: true,
    },
    {
        id: 8,
        name: "John Smith",
        reason: "name",
        score: 0.9,
        detail: "Citizen · 14 Park Avenue HU5 3ER",
        icon: "fa-user",
        is_marked: false,
    },
];

function answer(answers) {
    onRpc("res.partner", "constituent_lookup", ({ args }) => {
        expect.step(args[0]);
        return answers(args[0]);
    });
}

async function mountBox() {
    await mountWithCleanup(LookupBox, {
        props: { onSelect: (row) => expect.step(`selected ${row.id}`), autofocus: true },
    });
}

async function type(text) {
    await contains(INPUT).edit(text, { confirm: false });
}

async function settle() {
    await runAllTimers();
    await animationFrame();
}

test("shows who fits, with the reason and a warning where there is a marker", async () => {
    answer(() => ROWS);
    await mountBox();
    await type("smith");
    await settle();
    expect.verifySteps(["smith"]);
    expect(queryAllTexts("[role=option] .fw-bold")).toEqual(["Jane Smith", "John Smith"]);
    expect(queryAllTexts("[role=option] .badge")).toEqual(["name", "name"]);
    expect("[role=option]:first .fa-exclamation-triangle").toHaveCount(1);
    expect("[role=option]:last .fa-exclamation-triangle").toHaveCount(0);
});

test("asks once for what is typed in one go", async () => {
    answer(() => ROWS);
    await mountBox();
    await type("s");
    await type("sm");
    await type("smi");
    await settle();
    expect.verifySteps(["smi"]);
});

test("drops an answer that comes after a later question", async () => {
    const slow = new Deferred();
    answer((text) => (text === "smi" ? slow : [ROWS[1]]));
    await mountBox();
    await type("smi");
    await settle();
    await type("smith j");
    await settle();
    slow.resolve([ROWS[0]]);
    await animationFrame();
    expect.verifySteps(["smi", "smith j"]);
    expect(queryAllTexts("[role=option] .fw-bold")).toEqual(["John Smith"]);
});

test("the arrow keys move, Enter selects, and the box is empty again", async () => {
    answer(() => ROWS);
    await mountBox();
    await type("smith");
    await settle();
    await press("ArrowDown");
    await animationFrame();
    expect("[role=option]:last").toHaveAttribute("aria-selected", "true");
    expect(INPUT).toHaveAttribute("aria-activedescendant", queryOne("[role=option]:last").id);
    await press("ArrowDown");
    await press("ArrowUp");
    await animationFrame();
    await press("Enter");
    await animationFrame();
    expect.verifySteps(["smith", "selected 8"]);
    expect(INPUT).toHaveValue("");
    expect("[role=option]").toHaveCount(0);
});

test("a quick Enter selects the only one, and nobody of several", async () => {
    answer((text) => (text === "smith" ? ROWS : [ROWS[0]]));
    await mountBox();
    await type("smith");
    await press("Enter");
    await settle();
    expect.verifySteps(["smith"]);
    await type("07700 900201");
    await press("Enter");
    await settle();
    expect.verifySteps(["07700 900201", "selected 7"]);
});

test("Escape clears the box", async () => {
    answer(() => ROWS);
    await mountBox();
    await type("smith");
    await settle();
    await press("Escape");
    await animationFrame();
    expect(INPUT).toHaveValue("");
    expect(INPUT).toHaveAttribute("aria-expanded", "false");
    expect("[role=listbox]").toHaveCount(0);
    expect.verifySteps(["smith"]);
});

test("says that nobody was found", async () => {
    answer(() => []);
    await mountBox();
    await type("zzyzx");
    await settle();
    expect(".o_constituent_lookup_nobody").toHaveText("Nobody found");
    expect("[role=status]").toHaveText("Nobody found");
    expect.verifySteps(["zzyzx"]);
});

test("a click selects", async () => {
    answer(() => ROWS);
    await mountBox();
    await type("smith");
    await settle();
    await contains("[role=option]:last").click();
    expect.verifySteps(["smith", "selected 8"]);
});
