import {expect, test} from "@odoo/hoot";
import {
    animationFrame,
    Deferred,
    press,
    queryAllTexts,
    queryOne,
    runAllTimers,
} from "@odoo/hoot-dom";
import {
    contains,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {highlighted} from "@constituent_crm/lookup/highlight";
import {LookupBox} from "@constituent_crm/lookup/lookup_box";

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
    onRpc("res.partner", "constituent_lookup", ({args}) => {
        expect.step(args[0]);
        return answers(args[0]);
    });
}

async function mountBox(props = {}) {
    await mountWithCleanup(LookupBox, {
        props: {
            onSelect: (row) => expect.step(`selected ${row.id}`),
            autofocus: true,
            ...props,
        },
    });
}

async function type(text) {
    await contains(INPUT).edit(text, {confirm: false});
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
    expect(queryAllTexts("[role=option] .o_constituent_lookup_name")).toEqual([
        "Jane Smith",
        "John Smith",
    ]);
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
    expect(queryAllTexts("[role=option] .o_constituent_lookup_name")).toEqual([
        "John Smith",
    ]);
});

test("the arrow keys move, Enter selects, and the box is empty again", async () => {
    answer(() => ROWS);
    await mountBox();
    await type("smith");
    await settle();
    await press("ArrowDown");
    await animationFrame();
    expect("[role=option]:last").toHaveAttribute("aria-selected", "true");
    expect(INPUT).toHaveAttribute(
        "aria-activedescendant",
        queryOne("[role=option]:last").id
    );
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
    expect(".o_constituent_lookup_nobody").toHaveText("No constituent found");
    expect("[role=status]").toHaveText("No constituent found");
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

test("marks what was typed in the name and the address", async () => {
    answer(() => ROWS);
    await mountBox();
    await type("smi park");
    await settle();
    expect.verifySteps(["smi park"]);
    expect(queryAllTexts("[role=option]:first mark")).toEqual(["Smi", "Park"]);
});

test("highlights beginnings of words, whatever their case and accents", () => {
    const marked = (text, typed) =>
        highlighted(text, typed)
            .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
            .join("");
    expect(marked("Agnieszka Nowak", "now agn")).toBe("[Agn]ieszka [Now]ak");
    expect(marked("Zoë O'Neil", "zoe o'n")).toBe("[Zoë] [O'N]eil");
    expect(marked("Jane Smith", "mit")).toBe("Jane Smith");
    expect(marked("12 Park Avenue HU5 3ER", "12 hu5")).toBe(
        "[12] Park Avenue [HU5] 3ER"
    );
    expect(marked("مريم الزهراء", "مريم")).toBe("[مريم] الزهراء");
    expect(marked("", "smith")).toBe("");
});

test("parts who is only similar from who was typed", async () => {
    answer(() => [ROWS[0], {...ROWS[1], is_similar: true}]);
    await mountBox();
    await type("smith");
    await settle();
    expect.verifySteps(["smith"]);
    expect(".o_constituent_lookup_similar").toHaveCount(1);
    expect(".o_constituent_lookup_similar + [role=option]").toHaveAttribute(
        "data-id",
        "8"
    );
});

test("a quick Enter selects the only one who is not just similar", async () => {
    answer(() => [ROWS[0], {...ROWS[1], is_similar: true}]);
    await mountBox();
    await type("smith");
    await press("Enter");
    await settle();
    expect.verifySteps(["smith", "selected 7"]);
});

test("a quick Enter selects nobody who is just similar", async () => {
    answer(() => [{...ROWS[1], is_similar: true}]);
    await mountBox();
    await type("smiht");
    await press("Enter");
    await settle();
    expect.verifySteps(["smiht"]);
    expect("[role=option]").toHaveCount(1);
});

test("offers somebody new, by the keyboard too", async () => {
    answer(() => []);
    await mountBox({onCreate: (text) => expect.step(`new ${text}`)});
    await type("quentin zyx");
    await settle();
    expect(".o_constituent_lookup_create").toHaveText("New constituent “quentin zyx”");
    await press("Enter");
    expect.verifySteps(["quentin zyx", "new quentin zyx"]);
});

test("somebody new comes after all who were found", async () => {
    answer(() => ROWS);
    await mountBox({onCreate: (text) => expect.step(`new ${text}`)});
    await type("smith");
    await settle();
    await press("ArrowUp");
    await animationFrame();
    expect(".o_constituent_lookup_create").toHaveAttribute("aria-selected", "true");
    await press("Enter");
    expect.verifySteps(["smith", "new smith"]);
});

test("says that it is searching when the server is slow", async () => {
    const slow = new Deferred();
    answer(() => slow);
    await mountBox();
    await type("smith");
    await settle();
    expect("[role=status]").toHaveText("Searching…");
    expect(".fa-spin").toHaveCount(1);
    slow.resolve(ROWS);
    await animationFrame();
    expect(".fa-spin").toHaveCount(0);
    expect("[role=status]").toHaveText("2 found");
    expect.verifySteps(["smith"]);
});

test("tells of a failure and tries again on Enter", async () => {
    let isDown = true;
    answer(() => {
        if (isDown) {
            throw makeServerError({message: "You may not look up constituents."});
        }
        return [ROWS[0]];
    });
    await mountBox();
    await type("smith");
    await settle();
    expect("[role=alert]").toHaveText("You may not look up constituents.");
    isDown = false;
    await press("Enter");
    await settle();
    expect("[role=alert]").toHaveCount(0);
    expect.verifySteps(["smith", "smith", "selected 7"]);
});

test("shows whom the officer looked up last in the empty box", async () => {
    answer(() => ROWS);
    await mountBox();
    await press("ArrowDown");
    await animationFrame();
    expect("[role=option]").toHaveCount(0);
    await type("smith");
    await settle();
    await press("Enter");
    await animationFrame();
    await press("ArrowDown");
    await animationFrame();
    expect(queryAllTexts("[role=option] .o_constituent_lookup_name")).toEqual([
        "Jane Smith",
    ]);
    await press("Enter");
    expect.verifySteps(["smith", "selected 7", "selected 7"]);
});

test("closes when the officer goes elsewhere and opens when they return", async () => {
    answer(() => ROWS);
    await mountBox();
    await type("smith");
    await settle();
    queryOne(INPUT).blur();
    await animationFrame();
    expect("[role=listbox]").toHaveCount(0);
    queryOne(INPUT).focus();
    await animationFrame();
    expect("[role=option]").toHaveCount(2);
    expect.verifySteps(["smith"]);
});
