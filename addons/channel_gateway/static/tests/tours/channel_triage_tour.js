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
            trigger: ".o_form_view:contains('Tour e-mail') button[name=action_discard]",
            run: "click",
        },
        {
            content: "It is set aside, and can be restored",
            trigger: ".o_notification:contains('Discarded') button:contains('Undo')",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains('Tour e-mail'):contains('Restored')",
        },
    ],
});

// Works through the inbox: answers, keeps a draft, and goes on to the next message.
registry.category("web_tour.tours").add("channel_inbox_answer", {
    steps: () => [
        {
            content: "Take the message that has waited longest",
            trigger: "button[name=action_take_next]",
            run: "click",
        },
        {
            trigger: ".o_form_view h1:contains('Tour e-mail')",
        },
        {
            content: "Answer it",
            trigger: "button[name=action_reply]",
            run: "click",
        },
        {
            content: "It goes to who wrote it",
            trigger: ".modal [name=address]:contains('jane.testsmith@example.net')",
        },
        {
            trigger: ".modal [name=body] textarea:visible",
            run: "edit Half a sentence",
        },
        {
            content: "Close the dialog: nothing is lost",
            trigger: ".modal .btn-close",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) button[name=action_reply]",
            run: "click",
        },
        {
            trigger: ".modal [name=body] textarea:value('Half a sentence')",
            run: "edit We are looking into it.",
        },
        {
            trigger: ".modal button[name=action_send]",
            run: "click",
        },
        {
            content: "The next message follows",
            trigger: ".o_form_view h1:contains('Tour wombat')",
        },
        {
            trigger: ".o_notification:contains('Answer sent')",
        },
        {
            content: "It is not a matter for the council",
            trigger: "button[name=action_not_ours]",
            run: "click",
        },
        {
            trigger: ".modal [name=whose] input:value('the zoo')",
        },
        {
            trigger: ".modal [name=preview]:contains('a matter for the zoo')",
        },
        {
            trigger: ".modal button[name=action_settle]",
            run: "click",
        },
        {
            content: "Nothing is left of the tour's messages",
            trigger: ".o_notification:contains('not for us')",
        },
    ],
});
