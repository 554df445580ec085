import {expect, test} from "@odoo/hoot";
import {click, queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Request extends models.Model {
    _name = "service.request";
    name = fields.Char();
    next_moves = fields.Json();
    _records = [
        {
            id: 1,
            name: "A bin",
            next_moves: [
                {id: 3, label: "Start", rare: false, main: true},
                {id: 6, label: "Resolve", rare: false},
                {id: 8, label: "Reject", rare: true},
            ],
        },
    ];
    _views = {
        form: `<form><header><widget name="service_next_states"/></header>
               <field name="name"/></form>`,
    };
}

defineMailModels();
defineModels([Request]);

test("only what may follow is a button, and what calls it off is under More", async () => {
    await mountView({resModel: "service.request", resId: 1, type: "form"});
    expect(queryAllTexts(".o_next_states > button")).toEqual([
        "Start",
        "Resolve",
        "More",
    ]);
    expect(queryAllTexts(".o_next_states > .btn-primary")).toEqual(["Start"]);
    await contains(".o_next_states_more").click();
    expect(queryAllTexts(".o-dropdown-item")).toEqual(["Reject"]);
});

test("a button moves the request once, however often it is clicked", async () => {
    onRpc("service.request", "action_move", ({args}) => {
        expect.step(args);
        return true;
    });
    await mountView({resModel: "service.request", resId: 1, type: "form"});
    click(".o_next_states > button:contains(Start)");
    click(".o_next_states > button:contains(Start)");
    await animationFrame();
    expect.verifySteps([[[1], 3]]);
});

test("what was typed is saved before it moves", async () => {
    onRpc("service.request", "web_save", ({args}) => expect.step(args[1].name));
    onRpc("service.request", "action_move", () => {
        expect.step("moved");
        return true;
    });
    await mountView({resModel: "service.request", resId: 1, type: "form"});
    await contains("[name=name] input").edit("A brown bin");
    await contains(".o_next_states > button:contains(Resolve)").click();
    expect.verifySteps(["A brown bin", "moved"]);
});
