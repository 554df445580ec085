import {expect, test} from "@odoo/hoot";
import {advanceTime, animationFrame} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    MockServer,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Work extends models.Model {
    _name = "work";
    goes_to = fields.Char();
    choices = fields.Json();
    progress = fields.Float();
    is_working = fields.Boolean();

    _records = [
        {
            id: 1,
            goes_to: "zip",
            choices: [
                ["name", "Name"],
                ["zip", "Postcode"],
            ],
            progress: 40,
            is_working: true,
        },
    ];
}

defineMailModels();
defineModels([Work]);

async function mountForm(arch) {
    await mountView({
        type: "form",
        resModel: "work",
        resId: 1,
        arch: `<form>${arch}</form>`,
    });
}

test("a text is chosen among those that the record knows", async () => {
    onRpc("work", "web_save", ({args}) => expect.step(args[1]));
    await mountForm(
        `<field name="choices" invisible="1"/><field name="goes_to" widget="choice" options="{'choices': 'choices'}"/>`
    );
    expect(".o_field_widget[name=goes_to] input").toHaveValue("Postcode");
    await contains(".o_field_widget[name=goes_to] .o_select_menu_toggler").click();
    await contains(".o_select_menu_item:contains(Name)").click();
    await contains(".o_form_button_save").click();
    expect.verifySteps([{goes_to: "name"}]);
});

test("what is not chosen shows what that means", async () => {
    Work._records[0].goes_to = false;
    await mountForm(
        `<field name="choices" invisible="1"/><field name="goes_to" widget="choice" readonly="1" placeholder="Ignored" options="{'choices': 'choices'}"/>`
    );
    expect(".o_field_widget[name=goes_to]").toHaveText("Ignored");
});

test("progress is read again until the work is over", async () => {
    await mountForm(
        `<field name="is_working" invisible="1"/><field name="progress" widget="work_progress" options="{'while': 'is_working'}"/>`
    );
    onRpc("work", "web_read", () => expect.step("read"));
    expect(".progress-bar").toHaveText("40 %");
    MockServer.env.work.write([1], {progress: 100, is_working: false});
    await advanceTime(1500);
    await animationFrame();
    expect.verifySteps(["read"]);
    expect(".progress-bar").toHaveText("100 %");
    await advanceTime(5000);
    expect.verifySteps([]);
});
