import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("service_catalog_request", {
    url: "/odoo/requests",
    steps: () => [
        {
            content: "An officer takes a request down",
            trigger: "button:contains(New Request)",
            run: "click",
        },
        {
            trigger: ".modal [name=words] textarea",
            run: "edit our zorblax was not emptied",
        },
        {
            content: "The service is recognised once the words are there",
            trigger: ".modal [name=beneficiary_id] input",
            run: "click",
        },
        {
            trigger: ".modal [name=suggestions]:contains(Tour zorblax)",
        },
        {
            trigger: ".modal button[name=action_open]",
            run: "click",
        },
        {
            content: "The request is open, with a reference and a team",
            trigger: ".o_form_view [name=reference]:contains(-)",
        },
        {
            trigger: ".o_next_states button:contains(/^Start$/)",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(In Progress)",
        },
        {
            trigger: ".o_next_states button:contains(/^Resolve$/)",
            run: "click",
        },
        {
            trigger: ".modal [name=outcome_id] label:contains(/^Done$/)",
            run: "click",
        },
        {
            content: "What the constituent will read is shown before closing",
            trigger: ".modal [name=preview]:contains(What you asked for is done.)",
        },
        {
            trigger: ".modal button[name=action_close]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Resolved)",
        },
    ],
});

registry.category("web_tour.tours").add("service_catalog_screens", {
    url: "/odoo/requests",
    steps: () => [
        {trigger: ".o_list_view .o_data_row"},
        {trigger: ".o_switch_view.o_kanban", run: "click"},
        {trigger: ".o_kanban_view .o_kanban_record:not(.o_kanban_ghost)"},
        {trigger: ".o_switch_view.o_calendar", run: "click"},
        {trigger: ".o_calendar_view"},
        {trigger: ".o_switch_view.o_pivot", run: "click"},
        {trigger: ".o_pivot_view table"},
        {trigger: ".o_switch_view.o_graph", run: "click"},
        {trigger: ".o_graph_view canvas"},
        {trigger: ".o_switch_view.o_list", run: "click"},
        {trigger: ".o_list_view .o_data_row"},
        {
            content: "The catalogue",
            trigger:
                ".o_menu_sections [data-menu-xmlid='service_catalog.service_menu_catalogue']",
            run: "click",
        },
        {trigger: ".o_list_view th[data-name=lgsl_id]"},
        {
            trigger: ".o_list_view .o_data_row td[name=name]:contains(Tour zorblax)",
            run: "click",
        },
        {trigger: ".o_form_view [name=keyword_ids]:contains(zorblax not emptied)"},
    ],
});

registry.category("web_tour.tours").add("service_catalog_bulk", {
    url: "/odoo/requests",
    steps: () => [
        {
            content: "Choose two requests",
            trigger:
                ".o_data_row:contains(Tour zorblax):eq(0) .o_list_record_selector input",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains(Tour zorblax):eq(1) .o_list_record_selector input",
            run: "click",
        },
        {trigger: "button:contains(Update Several)", run: "click"},
        {trigger: ".modal label:contains(Change the priority)", run: "click"},
        {trigger: ".modal [name=priority] input", run: "click"},
        {trigger: ".o_select_menu_item:contains(Urgent)", run: "click"},
        {trigger: ".modal button[name=action_apply]", run: "click"},
        {trigger: ".modal [name=done_count]:contains(2)"},
        {trigger: ".modal button[name=action_undo]", run: "click"},
        {trigger: ".modal [name=undone_count]:contains(2)"},
        {trigger: ".modal footer button:contains(Close)", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});

registry.category("web_tour.tours").add("service_catalog_load", {
    url: "/odoo/team-load",
    steps: () => [
        {
            content: "What a team has on its hands",
            trigger: ".o_kanban_record:contains(Tour team) a:contains(unclaimed)",
            run: "click",
        },
        {trigger: ".o_facet_values:contains(Unclaimed)"},
        {trigger: ".o_data_row td[name=name]:contains(Tour zorblax)", run: "click"},
        {
            content: "Only what may follow is a button",
            trigger: ".o_next_states .btn-primary:contains(Start)",
        },
        {trigger: "button[name=action_assign_to_me]", run: "click"},
        {trigger: "button[name=action_unassign]"},
    ],
});

registry.category("web_tour.tours").add("service_catalog_track", {
    steps: () => [
        {trigger: "h1:contains(Tour zorblax)"},
        {trigger: "label:contains(/^Very satisfied$/)", run: "click"},
        {trigger: "textarea[name=comment]", run: "edit Smashing"},
        {trigger: "button:contains(Send)", run: "click", expectUnloadPage: true},
        {trigger: "[role=status]:contains(Thank you)"},
    ],
});

registry.category("web_tour.tours").add("service_catalog_keyboard", {
    url: "/odoo/requests",
    steps: () => [
        {
            content: "A request is taken down, held, moved and closed without a mouse",
            trigger: ".o_list_view button:contains(New Request)",
            run: "press Alt+c",
        },
        {
            content: "It begins with their words",
            trigger: ".modal [name=words] textarea:focus",
            run: "edit our zorblax was not emptied",
        },
        {trigger: ".modal [name=words] textarea", run: "press Tab"},
        {
            content: "What appears does not take the focus away",
            trigger:
                ".modal:has([name=suggestions]:contains(Tour zorblax)) [name=service_id] input:focus",
            run: "press Alt+q",
        },
        {
            trigger: ".o_form_view:not(:has(.modal)) button[name=action_assign_to_me]",
            run: "press Alt+k",
        },
        {trigger: "button[name=action_unassign]"},
        {
            content: "Not the menu, which has the same number without shift",
            trigger: ".o_next_states button:contains(/^Start$/)[data-hotkey='shift+2']",
            run: "press Alt+Shift+2",
        },
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(In Progress)",
        },
        {
            trigger:
                ".o_next_states button:contains(/^Resolve$/)[data-hotkey='shift+4']",
            run: "press Alt+Shift+4",
        },
        {
            content: "The dialog begins with the outcome: Space picks it",
            trigger: ".modal [name=outcome_id] input:focus",
            run: "click",
        },
        {
            trigger: ".modal [name=preview]:contains(What you asked for is done.)",
            run: "press Alt+q",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Resolved)",
        },
    ],
});

registry.category("web_tour.tours").add("service_catalog_call_off", {
    url: "/odoo/requests",
    steps: () => [
        {
            trigger: ".o_data_row td[name=name]:contains(Tour zorblax)",
            run: "click",
        },
        {trigger: ".o_next_states_more", run: "click"},
        {trigger: ".o-dropdown-item:contains(Reject)", run: "click"},
        {
            content: "Nothing is refused without a word",
            trigger: ".modal button[name=action_cancel_requests]",
            run: "click",
        },
        {
            trigger: ".modal [name=note].o_field_invalid textarea",
            run: "edit It is the neighbour's",
        },
        {
            trigger: ".modal button[name=action_cancel_requests]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Rejected)",
        },
        {trigger: "[name=closing_note]:contains(It is the neighbour's)"},
    ],
});
