import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("service_catalog_rules", {
    url: "/odoo/routing",
    steps: () => [
        {
            content: "A rule reads as a sentence in the list",
            trigger: ".o_data_cell[name=sentence]:contains(Tour zorblax → Roads)",
        },
        {
            content: "What would become of a request is tried without opening one",
            trigger: "button:contains(Test Rules)",
            run: "click",
        },
        {
            trigger: ".modal [name=explanation]:contains(Choose a service)",
        },
        {
            trigger: ".modal [name=service_id] input",
            run: "edit Tour zorblax",
        },
        {
            trigger: ".ui-autocomplete a:contains(Tour zorblax)",
            run: "click",
        },
        {
            trigger: ".modal [name=explanation]:contains(the answer is another)",
        },
        {
            trigger: ".modal [name=answer_ids] a:contains(Add a line)",
            run: "click",
        },
        {
            trigger: ".modal [name=answer_ids] [name=code] input",
            run: "edit which",
        },
        {
            trigger: ".modal [name=answer_ids] [name=value] input",
            run: "edit brown",
        },
        {
            trigger: ".modal [name=service_id] input",
            run: "click",
        },
        {
            trigger: ".modal [name=explanation]:contains(matches; stop evaluation)",
        },
        {
            trigger: ".modal button:contains(/^Close$/)",
            run: "click",
        },
        {
            content: "The rule itself",
            trigger: ".o_data_cell[name=name]:contains(Brown bins)",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=answer_code] input",
        },
    ],
});

registry.category("web_tour.tours").add("service_catalog_deadlines", {
    url: "/odoo/deadlines",
    steps: () => [
        {
            content: "What is promised is read in the list",
            trigger: ".o_data_row:contains(Two days):contains(16 working hours)",
        },
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: "[name=name] input",
            run: "edit Tour promise",
        },
        {
            trigger: "[name=unit] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Working days)",
            run: "click",
        },
        {
            trigger: "[name=days] input",
            run: "edit 3",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible",
        },
        {
            trigger: ".o_breadcrumb a, .breadcrumb a",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Tour promise):contains(3 working days)",
        },
    ],
});
