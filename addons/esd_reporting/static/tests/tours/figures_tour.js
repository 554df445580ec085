import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("esd_figures", {
    url: "/odoo/figures",
    steps: () => [
        {
            content: "This week's answered calls are shown against the target",
            trigger:
                ".o_esd_card.o_esd_light_red[data-measure='answered_in_time'] .o_esd_value:contains('50 %')",
        },
        {
            content: "What was never measured is a dash",
            trigger:
                ".o_esd_card[data-measure='tour_nothing'] .o_esd_value:contains('–')",
        },
        {
            content: "Look at the whole year",
            trigger: ".o_esd_figures button[data-kind='year']",
            run: "click",
        },
        {
            trigger: ".o_esd_figures button[data-kind='year'][aria-pressed='true']",
        },
        {
            content: "See what the figure is made of",
            trigger:
                ".o_esd_card[data-measure='answered_in_time'] button:contains('Show Records')",
            run: "click",
        },
        {
            trigger: ".o_graph_renderer",
        },
    ],
});

registry.category("web_tour.tours").add("esd_inventory", {
    url: "/odoo/electronic-services",
    steps: () => [
        {
            content: "Services stand under their directorates",
            trigger: ".o_group_header:contains('Tour Directorate'):contains('100')",
        },
        {
            content: "The published service is enabled",
            trigger: ".o_data_row:contains('Tour Service') .badge:contains('Enabled')",
        },
        {
            content: "Open it",
            trigger:
                ".o_data_row:contains('Tour Service') .o_data_cell[name='service_id']",
            run: "click",
        },
        {
            content: "The form says what the status rests on",
            trigger:
                ".o_form_view .o_field_widget[name='evidence']:contains('published')",
        },
    ],
});
