import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("constituent_marker_review_tour", {
    url: "/odoo/markers",
    steps: () => [
        {trigger: ".o_facet_value:contains('To Review')"},
        {
            trigger:
                ".o_data_row:contains('Zofia Zebrowska'):contains('Ring twice') button[name=action_review]",
            run: "click",
        },
        {trigger: ".modal .o_field_widget[name=marker_reason]:contains('Ring twice')"},
        {trigger: ".modal .o_field_widget[name=note] input", run: "edit Still so"},
        {trigger: ".modal button:contains('Save Review')", run: "click"},
        {
            trigger:
                "body:not(:has(.modal)) .o_list_view:not(:has(.o_data_row:contains('Ring twice')))",
        },
        {
            content: "A second one has ended",
            trigger: ".o_data_row:contains('Dog loose') button[name=action_end]",
            run: "click",
        },
        {trigger: ".modal .o_field_widget[name=note] input", run: "edit It has died"},
        {trigger: ".modal button:contains('Save Review')", run: "click"},
        {
            trigger:
                "body:not(:has(.modal)) .o_list_view:not(:has(.o_data_row:contains('Dog loose')))",
        },
    ],
});

tours.add("constituent_relationship_tour", {
    steps: () => [
        {
            trigger: ".o_field_widget[name=side_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {trigger: ".modal .o_field_widget[name=said_as] input", run: "click"},
        {trigger: ".o_select_menu_item:contains(/^Cared for by$/)", run: "click"},
        {
            content: "Nobody has seen evidence yet",
            trigger: ".modal .alert:contains('Evidence is required')",
        },
        {trigger: ".modal .o_field_widget[name=other_id] input", run: "edit Adam Zeb"},
        {trigger: ".ui-menu-item a:contains('Adam Zebrowski')", run: "click"},
        {trigger: ".modal .o_form_button_save", run: "click"},
        {
            trigger:
                ".o_field_widget[name=side_ids] .o_data_row:contains('Cared for by'):contains('Adam Zebrowski')",
        },
        {trigger: ".o_form_button_save:visible", run: "click"},
        {trigger: ".o_form_saved"},
    ],
});

tours.add("constituent_permission_tour", {
    steps: () => [
        {trigger: ".o_notebook .nav-link[name=permissions]", run: "click"},
        {
            trigger:
                "tr[data-purpose=newsletter] button[aria-label='Newsletters and marketing, E-mail: Not asked']",
            run: "click",
        },
        {trigger: ".o-dropdown-item:contains('They say yes')", run: "click"},
        {
            trigger:
                "tr[data-purpose=newsletter] button[aria-label='Newsletters and marketing, E-mail: Yes']",
        },
        {
            content: "What was said is on record",
            trigger:
                ".o_field_widget[name=consent_ids] .o_data_row:contains('Newsletters')",
        },
        {
            content: "The law does not ask",
            trigger: "tr[data-purpose=legal] td:contains('Always'):not(:has(button))",
        },
    ],
});
