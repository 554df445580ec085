import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const CAUTION = ".o_search_panel_category_value header:contains('Caution')";

tours.add("constituent_restricted_tour", {
    url: "/odoo/constituents",
    steps: () => [
        {trigger: ".o_list_view .o_search_panel"},
        {trigger: CAUTION, run: "click"},
        {trigger: ".o_list_view .o_searchview_input", run: "fill Zebrow"},
        {trigger: ".o_searchview_input", run: "press Enter"},
        {trigger: ".o_list_view:not(:has(.o_data_row:contains('Adam Zebrowski')))"},
        {
            trigger: ".o_data_row:contains('Zofia Zebrowska') .o_data_cell[name=name]",
            run: "click",
        },
        {
            trigger:
                ".o_constituent_markers:contains('Call the supervisor'):contains('Restricted')",
        },
    ],
});

tours.add("constituent_unrestricted_tour", {
    url: "/odoo/constituents",
    steps: () => [
        {trigger: ".o_list_view .o_search_panel"},
        {trigger: ".o_list_view .o_searchview_input", run: "fill Zebrow"},
        {trigger: ".o_searchview_input", run: "press Enter"},
        {trigger: ".o_data_row:contains('Zofia Zebrowska')"},
        {trigger: CAUTION, run: "click"},
        {trigger: ".o_list_view:not(:has(.o_data_row:contains('Zebrow')))"},
    ],
});

tours.add("constituent_screen_tour", {
    url: "/odoo/constituents",
    steps: () => [
        {trigger: ".o_list_view .o_searchview_input", run: "fill Larch Works"},
        {trigger: ".o_searchview_input", run: "press Enter"},
        {trigger: ".o_switch_view.o_kanban", run: "click"},
        {trigger: ".o_kanban_record:contains('Larch Works')", run: "click"},
        {trigger: ".o_constituent_screen [name=registration_ids]:contains('01234567')"},
        {trigger: ".o_constituent_screen [name=child_ids]:contains('Petra Larch')"},
        {trigger: ".o_constituent_timeline:contains('Skip permit')"},
        {trigger: ".o_constituent_screen:not(:has([name=birth_date]))"},
        {trigger: "button[name=action_log_contact]", run: "click"},
        {trigger: ".modal [name=subject] input", run: "edit Skip permit again"},
        {trigger: ".modal [name=channel_id] input", run: "edit Phone"},
        {
            trigger: ".modal .o-autocomplete--dropdown-item:contains('Phone')",
            run: "click",
        },
        {trigger: ".modal [name=suggested_repeat_id]:contains('Skip permit')"},
        {trigger: ".modal .o_form_button_save", run: "click"},
        {
            trigger:
                "body:not(:has(.modal)) .o_constituent_timeline:contains('Skip permit again')",
        },
    ],
});

tours.add("constituent_ledger_tour", {
    url: "/odoo/contacts-ledger",
    steps: () => [
        {trigger: ".o_facet_value:contains('This Week')"},
        {
            trigger:
                ".o_data_row:contains('Bin not collected') .o_data_cell[name=subject]",
            run: "click",
        },
        {trigger: "button[name=action_correct]", run: "click"},
        {trigger: ".modal [name=subject] input", run: "edit Brown bin not collected"},
        {trigger: ".modal [name=reason] input", run: "edit Misheard"},
        {trigger: ".modal button[name=action_correct]", run: "click"},
        {
            trigger:
                "[name=correction_ids] .o_data_row:contains('Brown bin not collected'):contains('Misheard')",
        },
        {trigger: ".o_back_button, .breadcrumb-item a", run: "click"},
        {trigger: ".o_data_row:contains('Brown bin not collected')"},
        {trigger: ".o_switch_view.o_pivot", run: "click"},
        {trigger: ".o_pivot_view table:contains('Phone')"},
        {trigger: ".o_switch_view.o_graph", run: "click"},
        {trigger: ".o_graph_view canvas"},
    ],
});
