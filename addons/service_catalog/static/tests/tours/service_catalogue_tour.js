import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("service_catalog_catalogue", {
    url: "/odoo/services",
    steps: () => [
        {
            content: "An administrator looks for a service by a word of residents",
            trigger: ".o_searchview_input",
            run: "edit zorblax wagon",
        },
        {
            trigger:
                ".o_searchview_autocomplete .o-dropdown-item:contains(Name, words)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Tour zorblax) td[name=name]",
            run: "click",
        },
        {
            content: "Its form says what is to see to",
            trigger: ".o_form_view .alert:contains(no responsible team)",
        },
        {
            trigger: ".nav-link:contains(Eligible Constituents)",
            run: "click",
        },
        {
            trigger: "[name=nearby_metres] input",
            run: "edit 40",
        },
        {
            trigger: ".nav-link:contains(National Lists)",
            run: "click",
        },
        {
            content: "The number comes from the national list",
            trigger: "[name=national_id] input",
            run: "edit Tour lamps",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(90001 Tour lamps)",
            run: "click",
        },
        {
            trigger: "[name=lgsl_name] input:value(Tour lamps)",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(.o_form_button_save:visible))",
        },
    ],
});

registry.category("web_tour.tours").add("service_catalog_gaps", {
    url: "/odoo/service-gaps",
    steps: () => [
        {
            content: "What councils like this one offer and it does not",
            trigger:
                ".o_data_row:contains(Tour lamps) button[name=action_add_to_catalogue]",
            run: "click",
        },
        {
            content: "It is a service now, and says what it lacks",
            trigger: ".o_form_view .alert:contains(no residents)",
        },
        {
            trigger: ".o_form_view [name=name] input:value(Tour lamps)",
        },
    ],
});
