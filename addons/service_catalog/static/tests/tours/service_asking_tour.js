import {registry} from "@web/core/registry";

const NEW = ".modal .o_form_view";

function addFile(input, name) {
    const chosen = new DataTransfer();
    chosen.items.add(new File(["<svg/>"], name, {type: "image/jpeg"}));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
}

registry.category("web_tour.tours").add("service_catalog_asking_dialog", {
    url: "/odoo/requests",
    steps: () => [
        {trigger: "button:contains(New Request)", run: "click"},
        {
            trigger: `${NEW} [name=words] textarea`,
            run: "edit our zorblax was not emptied",
        },
        {
            content: "The words are enough to know the service",
            trigger: `${NEW} [name=partner_id] input`,
            run: "click",
        },
        {
            content: "The script says what to say, and a reply leads on",
            trigger: `${NEW} .o_call_current:contains(Was it out in time?)`,
        },
        {trigger: `${NEW} .o_call_reply:contains(/^No$/)`, run: "click"},
        {trigger: `${NEW} .o_call_current:contains(Next time by six)`},
        {
            content: "What hangs on an answer is not asked before it",
            trigger: `${NEW} .o_service_form_form:not(:has([data-code=inside]))`,
        },
        {
            content: "Opened too early, it says so beside the question",
            trigger: ".modal button[name=action_open]",
            run: "click",
        },
        {
            trigger: `${NEW} [data-code=which] .o_service_form_fault:contains(Please answer)`,
        },
        {trigger: `${NEW} [data-code=which] label:contains(Brown bin)`, run: "click"},
        {
            content: "The question that hangs on it comes",
            trigger: `${NEW} [data-code=inside] input`,
            run: "edit Leaves && click body",
        },
        {
            content: "A photo that is none is refused beside the question",
            trigger: `${NEW} [data-code=photo] input[type=file]`,
            run: ({anchor}) => addFile(anchor, "bin.jpg"),
        },
        {
            trigger: `${NEW} [data-code=photo] .o_service_form_fault:contains(is not a photo)`,
        },
        {trigger: `${NEW} [data-code=photo] .o_service_form_file button`, run: "click"},
        {
            trigger: `${NEW} .o_service_form_form:not(:has(.o_service_form_fault))`,
        },
        {trigger: ".modal button[name=action_open]", run: "click"},
        {
            content: "The answers stand on the request, in order",
            trigger:
                ".o_form_view [name=answer_ids]:contains(Brown bin):contains(Leaves)",
        },
        {
            content: "An answer is put right",
            trigger: "button[name=action_correct_answers]",
            run: "click",
        },
        {trigger: `${NEW} [data-code=which] label:contains(Blue bin)`, run: "click"},
        {trigger: `${NEW} [name=reason] input`, run: "edit They rang again"},
        {trigger: ".modal button[name=action_correct]", run: "click"},
        {trigger: ".o_form_view [name=answer_ids]:contains(Blue bin)"},
        {trigger: ".o-mail-Message:contains(Answers corrected: They rang again)"},
    ],
});

registry.category("web_tour.tours").add("service_catalog_answered", {
    url: "/odoo/requests",
    steps: () => [
        {trigger: "button:contains(New Request)", run: "click"},
        {
            trigger: `${NEW} [name=words] textarea`,
            run: "edit our zorblax was not emptied",
        },
        {trigger: `${NEW} [name=partner_id] input`, run: "click"},
        {trigger: `${NEW} .o_ready_answers summary:contains(When?)`, run: "click"},
        {
            trigger: `${NEW} .o_ready_answers button:contains(Mark as read out)`,
            run: "click",
        },
        {trigger: `${NEW} .o_ready_answers button.active`},
        {trigger: ".modal button[name=action_answer]", run: "click"},
        {trigger: ".o_notification:contains(Answered at first contact)"},
        {trigger: "body:not(:has(.modal))"},
    ],
});

registry.category("web_tour.tours").add("service_catalog_builder", {
    url: "/odoo/services",
    steps: () => [
        {
            trigger: ".o_list_view .o_data_row td[name=name]:contains(Tour zorblax)",
            run: "click",
        },
        {trigger: ".o_form_view a[name=questions]", run: "click"},
        {
            content: "What residents see stands beside the questions",
            trigger: ".o_question_preview:contains(Which bin?):contains(Brown bin)",
        },
        {trigger: "[name=question_ids] .o_field_x2many_list_row_add a", run: "click"},
        {trigger: `${NEW} [name=name] input`, run: "edit How full was it?"},
        {
            trigger: `${NEW} [name=shown_if_id] input`,
            run: "edit Which bin",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Which bin?)",
            run: "click",
        },
        {
            trigger: `${NEW} [name=shown_if_option_ids] label:contains(Blue bin)`,
            run: "click",
        },
        {trigger: ".modal .o_form_button_save", run: "click"},
        {
            content: "The preview has it before it is saved",
            trigger:
                ".o_question_preview:contains(How full was it?):contains(Only if you answered)",
        },
        {trigger: ".o_form_button_save", run: "click"},
        {trigger: ".o_form_saved"},
        {trigger: ".o_form_view a[name=script]", run: "click"},
        {
            trigger:
                "[name=script_ids] .o_data_row td[name=reply_text]:contains(No → Sorry)",
        },
        {trigger: ".o_form_view a[name=rules]", run: "click"},
        {
            content: "What is promised stands on the service",
            trigger: "[name=promise_ids] .o_data_row td[name=promise]:contains(hours)",
        },
        {trigger: "button[name=action_view_versions]", run: "click"},
        {
            trigger: ".o_list_view td[name=change_text]:contains(The first version)",
            run: "click",
        },
        {
            content: "A version is as it was before the edit",
            trigger:
                ".o_question_preview:contains(Which bin?):not(:contains(How full was it?))",
        },
    ],
});
