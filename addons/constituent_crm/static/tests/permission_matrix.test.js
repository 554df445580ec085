import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Constituent extends models.Model {
    permission_matrix = fields.Json();
}

defineMailModels();
defineModels([Constituent]);

function matrix(values = {}) {
    return {
        is_editable: true,
        channels: [
            {id: false, name: "Every channel"},
            {id: 3, name: "SMS"},
        ],
        purposes: [
            {
                id: 1,
                code: "news",
                name: "News",
                basis: "Consent",
                help: "",
                said: [null, true],
            },
            {
                id: 2,
                code: "bills",
                name: "Bills",
                basis: "Legal obligation",
                help: "",
                is_compulsory: true,
                said: [false, null],
            },
        ],
        ...values,
    };
}

async function mountMatrix(values) {
    Constituent._records = [{id: 7, permission_matrix: matrix(values)}];
    await mountView({
        type: "form",
        resModel: "constituent",
        resId: 7,
        arch: `<form><field name="permission_matrix" widget="constituent_permissions"/></form>`,
    });
}

test("tells yes, not asked and what the law demands", async () => {
    await mountMatrix();
    expect(queryAllTexts("tr[data-purpose=news] td")).toEqual(["Not asked", "Yes"]);
    expect(queryAllTexts("tr[data-purpose=bills] td")).toEqual(["Always", "Always"]);
    expect("tr[data-purpose=news] td:eq(1)").toHaveClass("table-success");
    expect("tr[data-purpose=bills] button").toHaveCount(0);
});

test("writes down what they say of one channel", async () => {
    onRpc("res.partner", "record_permission", ({args}) => {
        expect.step(args);
        return matrix();
    });
    await mountMatrix();
    await contains("tr[data-purpose=news] td:eq(1) button").click();
    await contains(".o-dropdown-item:contains('They say no')").click();
    expect.verifySteps([[[7], 1, 3, false]]);
});

test("whoever may not write reads it all the same", async () => {
    await mountMatrix({is_editable: false});
    expect("tr[data-purpose=news] button").toHaveCount(0);
    expect(queryAllTexts("tr[data-purpose=news] td")).toEqual(["Not asked", "Yes"]);
});
