import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("constituent_subject_access_tour", {
    url: "/odoo/subject-access",
    steps: () => [
        {trigger: ".o_view_nocontent:contains('No open subject access requests')"},
        {trigger: ".o_list_button_add", run: "click"},
        {
            trigger: ".o_field_widget[name=partner_id] input",
            run: "edit Zofia Zebrowska",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Zofia Zebrowska')",
            run: "click",
        },
        {trigger: ".o_field_widget[name=identity_check] input", run: "click"},
        {trigger: ".o_select_menu_item:contains('Passport')", run: "click"},
        {trigger: "button[name=action_collect]:contains('Collect')", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains('To Review')"},
        {
            trigger:
                ".o_field_widget[name=item_ids] .o_data_row:contains('schedules 2 and 3')",
        },
        {trigger: "button[name=action_make]", run: "click"},
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains('In Preparation')",
        },
    ],
});

tours.add("constituent_erasure_tour", {
    url: "/odoo/erasures",
    steps: () => [
        {trigger: ".o_view_nocontent:contains('No erasure requests')"},
        {trigger: ".o_list_button_add", run: "click"},
        {trigger: ".o_field_widget[name=partner_id] input", run: "edit Adam Zebrowski"},
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Adam Zebrowski')",
            run: "click",
        },
        {trigger: ".o_field_widget[name=preview]:contains('Deleted')"},
        {trigger: "button[name=action_erase]", run: "click"},
        {trigger: ".modal-footer button:contains('Erase')", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains('Erased')"},
        {trigger: ".o_field_widget[name=result]:contains('Deleted')"},
        {trigger: ".o_main_navbar button:contains('Privacy')", run: "click"},
        {trigger: ".dropdown-item:contains('Register')", run: "click"},
        {trigger: ".o_list_view .o_data_row:contains('Erasure')"},
    ],
});

tours.add("constituent_retention_tour", {
    url: "/odoo/retention",
    steps: () => [
        {
            trigger:
                ".o_data_row:contains('Contacts older than the retention period') .o_data_cell[name=name]",
            run: "click",
        },
        {trigger: ".alert:contains('This rule is inactive')"},
        {
            trigger:
                ".o_field_widget[name=preview]:contains('due, the oldest of 2010-05-05')",
        },
    ],
});
