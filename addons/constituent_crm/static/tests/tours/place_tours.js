import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("constituent_property_tour", {
    url: "/odoo/properties",
    steps: () => [
        {trigger: ".o_searchview_facet:contains('Current')"},
        {trigger: ".o_searchview_input", run: "fill 12 hu5 3zz"},
        {trigger: ".o_searchview_input", run: "press Enter"},
        {
            trigger: ".o_data_row:contains('12 Larch Row') .o_data_cell[name=name]",
            run: "click",
        },
        {trigger: ".o_constituent_here .o_data_row:contains('Zofia Zebrowska')"},
        {trigger: ".o_constituent_members:contains('Olive Yarrow')"},
        {trigger: "button[name=action_view_ward_members]", run: "click"},
        {trigger: ".o_form_view .oe_title:has(input:value('Larches'))"},
        {trigger: ".o_constituent_members .o_kanban_record:contains('01632 960777')"},
    ],
});

tours.add("constituent_move_tour", {
    url: "/odoo/constituents",
    steps: () => [
        {trigger: ".o_searchview_input", run: "fill Zebrowska"},
        {trigger: ".o_searchview_input", run: "press Enter"},
        {trigger: ".o_searchview_facet:contains('Zebrowska')"},
        {
            trigger:
                ".o_kanban_record:contains('Zofia Zebrowska'), .o_data_row:contains('Zofia Zebrowska') .o_data_cell[name=name]",
            run: "click",
        },
        {trigger: "button[name=action_change_home]", run: "click"},
        {trigger: ".modal .o_field_widget[name=property_id] input", run: "edit 21 elm"},
        {
            trigger: ".modal .o-autocomplete--dropdown-item:contains('21 Elm Row')",
            run: "click",
        },
        {trigger: ".modal button[name=action_confirm]", run: "click"},
        {
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=street]:has(input:value('21 Elm Row'))",
        },
        {trigger: ".o_notebook .nav-link:contains('Homes')", run: "click"},
        {
            trigger:
                ".o_field_widget[name=occupancy_ids] .o_data_row:contains('12 Larch Row')",
        },
    ],
});
