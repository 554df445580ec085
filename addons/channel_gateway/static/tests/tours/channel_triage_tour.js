import {registry} from "@web/core/registry";

// Opens a request from a message that no service was recognised in.
registry.category("web_tour.tours").add("channel_triage_open", {
    steps: () => [
        {
            content: "The message waits with the reason",
            trigger: ".o_data_row:contains('Tour e-mail'):contains('No service')",
        },
        {
            content: "Read it",
            trigger: ".o_data_row:contains('Tour e-mail') td[name=subject]",
            run: "click",
        },
        {
            trigger: ".o_form_view .alert:contains('No service')",
        },
        {
            content: "Open a request from it",
            trigger: "button[name=action_open_request]",
            run: "click",
        },
        {
            content: "Choose the service",
            trigger: ".modal .o_field_widget[name=service_id] input",
            run: "edit Test Missed Bin",
        },
        {
            trigger: ".modal .ui-menu-item a:contains('Test Missed Bin')",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_open]",
            run: "click",
        },
        {
            content: "The request is there",
            trigger: ".o_breadcrumb .active:contains('Test Missed Bin')",
        },
    ],
});

// Sets a message aside and takes it back.
registry.category("web_tour.tours").add("channel_triage_discard", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('Tour e-mail') td[name=subject]",
            run: "click",
        },
        {
            trigger: "button[name=action_discard]",
            run: "click",
        },
        {
            content: "It is set aside, and can be restored",
            trigger: "button[name=action_restore]",
            run: "click",
        },
        {
            trigger: ".o_form_view .alert:contains('Restored')",
        },
    ],
});
