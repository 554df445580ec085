import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("constituent_look_up_tour", {
    url: "/odoo/look-up",
    steps: () => [
        {trigger: ".o_constituent_look_up input", run: "edit zebrowska hu5"},
        {
            trigger:
                ".o_constituent_lookup [role=option]:contains('Zofia Zebrowska'):contains('name and postcode')",
        },
        {trigger: ".o_constituent_look_up input", run: "press Enter"},
        {trigger: ".o_form_view .oe_title:has(input:value('Zofia Zebrowska'))"},
        {trigger: ".o_constituent_markers:contains('Ring twice')"},
        {trigger: ".o_constituent_timeline:contains('Bin not collected')"},
        {trigger: ".breadcrumb-item:contains('Look Up'), .o_back_button", run: "click"},
        {trigger: ".o_constituent_look_up input", run: "edit quentin zyx hu5 3er"},
        {trigger: ".o_constituent_lookup_nobody"},
        {trigger: ".o_constituent_new", run: "click"},
        {trigger: ".o_form_view .oe_title:has(input:value('Quentin Zyx'))"},
        {trigger: ".o_field_widget[name=zip]:has(input:value('HU5 3ER'))"},
        {trigger: ".o_form_button_save", run: "click"},
        {trigger: ".o_form_saved"},
    ],
});

tours.add("constituent_list_tour", {
    url: "/odoo/constituents",
    steps: () => [
        {trigger: ".o_list_view .o_search_panel"},
        {trigger: ".o_searchview_input", run: "fill Zebrowska"},
        {trigger: ".o_searchview_input", run: "press Enter"},
        {trigger: ".o_data_row:contains('Zofia Zebrowska')"},
        {
            trigger: ".o_data_row:contains('Zofia Zebrowska') .o_data_cell[name=name]",
            run: "click",
        },
        {trigger: ".o_form_view .oe_title:has(input:value('Zofia Zebrowska'))"},
        {trigger: "button[name=action_view_interactions]", run: "click"},
        {trigger: ".o_list_view .o_data_row:contains('Bin not collected')"},
    ],
});

tours.add("constituent_duplicates_tour", {
    url: "/odoo/duplicates",
    steps: () => [
        {
            trigger:
                ".o_kanban_record:contains('Zofia Zebrovska') button[name=action_not_same]",
            run: "click",
        },
        {trigger: ".o_kanban_view:not(:contains('Zofia Zebrovska'))"},
    ],
});

tours.add("constituent_review_tour", {
    url: "/odoo/review-duplicates",
    steps: () => [
        {trigger: ".o_constituent_comparison th:contains('Zofia Zebrovska')"},
        {
            trigger:
                "tr[data-line=email].o_differs td:eq(1):contains('z@twin.example.org')",
            run: "click",
        },
        {trigger: "tr[data-line=email] td.o_chosen:contains('z@twin.example.org')"},
        {
            trigger:
                "tr[data-line=email] td.o_dropped:contains('zofia@zebrowska.example.org')",
        },
        {trigger: ".o_constituent_merge", run: "click"},
        {
            trigger:
                ".o_notification:contains('Merged into Zofia Zebrowska') button:contains('Undo')",
            run: "click",
            timeout: 60000,
        },
        {trigger: ".o_notification:contains('The merge was undone')", timeout: 60000},
    ],
});

tours.add("constituent_merged_tour", {
    url: "/odoo/merged-constituents",
    steps: () => [
        {
            trigger: ".o_data_row:contains('Zofia Zebrovska') button[name=action_undo]",
            run: "click",
        },
        {trigger: ".modal button:contains('Ok')", run: "click"},
        {trigger: ".o_view_nocontent:contains('No merges that can be undone')"},
    ],
});

tours.add("constituent_compare_tour", {
    url: "/odoo/constituents",
    steps: () => [
        {trigger: ".o_switch_view.o_list", run: "click"},
        {trigger: ".o_list_view"},
        {trigger: ".o_searchview_input", run: "fill Zebrow"},
        {trigger: ".o_searchview_input", run: "press Enter"},
        {trigger: ".o_pager_value:contains('1-2')"},
        {trigger: "thead .o_list_record_selector input", run: "click"},
        {
            trigger: ".o_cp_action_menus .dropdown-toggle:contains('Actions')",
            run: "click",
        },
        {trigger: ".o_menu_item:contains('Compare and Merge')", run: "click"},
        {trigger: ".o_constituent_comparison th:contains('Adam Zebrowski')"},
        {trigger: ".o_constituent_propose", run: "click"},
        {trigger: ".o_notification:contains('Proposed for review')"},
    ],
});

tours.add("constituent_match_search_tour", {
    url: "/odoo/duplicate-searches",
    steps: () => [
        {trigger: ".o_view_nocontent:contains('No search yet')"},
        {trigger: ".o_list_button_add", run: "click"},
        {trigger: "button[name=action_start]:contains('Start')", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')"},
        {trigger: ".progress-bar:contains('100 %')"},
        {trigger: "button[name=action_view_matches]", run: "click"},
        {
            trigger:
                ".o_kanban_record:contains('Zofia Zebrovska'):contains('surname spelled')",
        },
    ],
});
