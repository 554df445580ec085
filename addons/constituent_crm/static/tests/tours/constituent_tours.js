import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("constituent_look_up_tour", {
    url: "/odoo/look-up",
    steps: () => [
        { trigger: ".o_constituent_look_up input", run: "edit zebrowska hu5" },
        { trigger: ".o_constituent_lookup [role=option]:contains('Zofia Zebrowska'):contains('name and postcode')" },
        { trigger: ".o_constituent_look_up input", run: "press Enter" },
        { trigger: ".o_form_view .oe_title:has(input:value('Zofia Zebrowska'))" },
        { trigger: ".o_constituent_markers:contains('Ring twice')" },
        { trigger: ".o_constituent_timeline:contains('Bin not collected')" },
        { trigger: ".breadcrumb-item:contains('Look Up'), .o_back_button", run: "click" },
        { trigger: ".o_constituent_look_up input", run: "edit quentin zyx hu5 3er" },
        { trigger: ".o_constituent_lookup_nobody" },
        { trigger: ".o_constituent_new", run: "click" },
        { trigger: ".o_form_view .oe_title:has(input:value('Quentin Zyx'))" },
        { trigger: ".o_field_widget[name=zip]:has(input:value('HU5 3ER'))" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

tours.add("constituent_list_tour", {
    url: "/odoo/constituents",
    steps: () => [
        { trigger: ".o_list_view .o_search_panel" },
        { trigger: ".o_searchview_input", run: "fill Zebrowska" },
        { trigger: ".o_searchview_input", run: "press Enter" },
        { trigger: ".o_data_row:contains('Zofia Zebrowska')" },
        { trigger: ".o_data_row:contains('Zofia Zebrowska') .o_data_cell[name=name]", run: "click" },
        { trigger: ".o_form_view .oe_title:has(input:value('Zofia Zebrowska'))" },
        { trigger: "button[name=action_view_interactions]", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('Bin not collected')" },
    ],
});

tours.add("constituent_duplicates_tour", {
    url: "/odoo/duplicates",
    steps: () => [
        { trigger: ".o_kanban_record:contains('Zofia Zebrovska') button[name=action_not_same]", run: "click" },
        { trigger: ".o_kanban_view:not(:contains('Zofia Zebrovska'))" },
    ],
});
