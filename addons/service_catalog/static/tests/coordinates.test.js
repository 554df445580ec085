import {expect, test} from "@odoo/hoot";
import {queryAllValues} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Request extends models.Model {
    _name = "service.request";
    latitude = fields.Float({digits: [9, 6]});
    longitude = fields.Float({digits: [9, 6]});
    _records = [
        {id: 1, latitude: 0, longitude: 0},
        {id: 2, latitude: 53.5, longitude: -0.25},
    ];
    _views = {
        form: `<form><field name="latitude" widget="service_coordinate"/>
               <field name="longitude" widget="service_coordinate"/></form>`,
    };
}

defineMailModels();
defineModels([Request]);

test("no point is shown as none, and can be made none again", async () => {
    await mountView({resModel: "service.request", resId: 1, type: "form"});
    expect(queryAllValues("input")).toEqual(["", ""]);
    expect("[name=latitude] input").toHaveAttribute("placeholder", "Latitude");
    await contains("[name=latitude] input").edit("53.7");
    expect("[name=latitude] input").toHaveValue("53.700000");
    await contains("[name=latitude] input").edit("");
    expect("[name=latitude] input").toHaveValue("");
    expect(".o_field_invalid").toHaveCount(0);
});

test("a point is shown with its six places", async () => {
    await mountView({resModel: "service.request", resId: 2, type: "form"});
    expect(queryAllValues("input")).toEqual(["53.500000", "-0.250000"]);
});
