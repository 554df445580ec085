import {expect, test} from "@odoo/hoot";
import {
    animationFrame,
    Deferred,
    press,
    queryAllTexts,
    runAllTimers,
} from "@odoo/hoot-dom";
import {Component, useState, xml} from "@odoo/owl";
import {
    contains,
    makeServerError,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {AddressBox} from "@constituent_crm/addresses/address_box";

defineMailModels();

const INPUT = ".o_constituent_addresses input";
const ROWS = [
    {
        id: 7,
        name: "12 Park Avenue, Hull, HU5 3ER",
        address: "12 Park Avenue",
        postcode: "HU5 3ER",
        ward: "Avenue",
        is_certain: true,
        reason: "House and street are the same.",
    },
    {
        id: 8,
        name: "12A Park Avenue, Hull, HU5 3ER",
        address: "12A Park Avenue",
        postcode: "HU5 3ER",
        ward: "",
        is_certain: false,
        reason: "",
    },
];

class Parent extends Component {
    static template = xml`
        <AddressBox value="state.value" rest="state.rest"
            onInput="(text) => (this.state.value = text)" onSelect.bind="onSelect"
            onMatch="(row) => this.step('match', row)"/>`;
    static components = {AddressBox};
    static props = {};

    setup() {
        this.state = useState({value: "", rest: ""});
        Parent.state = this.state;
    }

    step(what, row) {
        expect.step(`${what} ${row ? row.id : "none"}`);
    }

    onSelect(row) {
        this.state.value = row.address;
        this.step("select", row);
    }
}

function answer(answers) {
    onRpc("constituent.property", "suggest_addresses", ({args}) => {
        expect.step(args[0]);
        return answers(args[0]);
    });
}

async function type(text) {
    await contains(INPUT).edit(text, {confirm: false});
}

async function settle() {
    await runAllTimers();
    await animationFrame();
}

test("offers properties, tells the certain one, and Enter takes the active one", async () => {
    answer(() => ROWS);
    await mountWithCleanup(Parent);
    await type("12 park av");
    await settle();
    expect.verifySteps(["12 park av", "match 7"]);
    expect(queryAllTexts("[role=option] small:last")).toEqual(["Avenue"]);
    expect("[role=option]").toHaveCount(2);
    await press("ArrowDown");
    await animationFrame();
    expect("[role=option]:last").toHaveAttribute("aria-selected", "true");
    await press("Enter");
    await animationFrame();
    expect.verifySteps(["select 8"]);
    expect(INPUT).toHaveValue("12A Park Avenue");
    expect("[role=option]").toHaveCount(0);
});

test("any text may be entered", async () => {
    answer(() => []);
    await mountWithCleanup(Parent);
    await type("by the bridge");
    await settle();
    await press("Enter");
    expect.verifySteps(["by the bridge", "match none"]);
    expect(INPUT).toHaveValue("by the bridge");
});

test("Escape closes the list and keeps the text", async () => {
    answer(() => ROWS);
    await mountWithCleanup(Parent);
    await type("12 park");
    await settle();
    await press("Escape");
    await animationFrame();
    expect("[role=option]").toHaveCount(0);
    expect(INPUT).toHaveValue("12 park");
    expect.verifySteps(["12 park", "match 7"]);
});

test("asks again where the postcode changes, and drops a late answer", async () => {
    const slow = new Deferred();
    answer((text) => (text === "12 park" ? slow : [ROWS[1]]));
    await mountWithCleanup(Parent);
    await type("12 park");
    await settle();
    Parent.state.rest = "HU5 3ER";
    await animationFrame();
    await settle();
    slow.resolve(ROWS);
    await animationFrame();
    expect.verifySteps(["12 park", "12 park, HU5 3ER", "match none"]);
});

test("a fault of the server leaves the text alone", async () => {
    answer(() => {
        throw makeServerError({message: "Down"});
    });
    await mountWithCleanup(Parent);
    await type("12 park");
    await settle();
    expect.verifySteps(["12 park", "match none"]);
    expect(INPUT).toHaveValue("12 park");
});
