import {registry} from "@web/core/registry";

// Reads a fax, with the text that was recognised, and opens a request from it.
registry.category("web_tour.tours").add("channel_fax_open", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('Fax from') td[name=subject]",
            run: "click",
        },
        {
            content: "The page is shown",
            trigger: ".o_channel_pages img[alt='Page as received']",
        },
        {
            content: "The recognised text is beside it, and said to have errors",
            trigger: ".o_channel_pages details:contains('with errors')",
        },
        {
            trigger: "button[name=action_open_request]",
            run: "click",
        },
        {
            content: "The page is shown beside the form, which is filled in from it",
            trigger:
                ".modal:has(.o_channel_pages img) .o_field_widget[name=postcode] input:value('HU5 3ER')",
        },
        {
            trigger: ".modal button[name=action_open]",
            run: "click",
        },
        {
            trigger: ".o_breadcrumb .active:contains('Test Missed Bin')",
        },
    ],
});

// Marks a letter as posted, and takes that back.
registry.category("web_tour.tours").add("channel_letter_post", {
    steps: () => [
        {
            trigger:
                ".o_data_row:contains('Ada Testsmith') .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: "button[name=action_mark_posted]",
            run: "click",
        },
        {
            content: "It waits no longer",
            trigger: ".o_list_view:not(:has(.o_data_row:contains('Ada Testsmith')))",
        },
        {
            trigger: ".o_searchview_facet .o_facet_remove",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains('Ada Testsmith') .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: "button[name=action_undo_posted]",
            run: "click",
        },
        {
            content: "It waits again",
            trigger: ".o_data_row:contains('Ada Testsmith'):not(.text-muted)",
        },
    ],
});
