import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("contact_desk_phone_request", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Answer a call",
            trigger: ".o_desk_begin_call",
            run: "click",
        },
        {
            content: "The clock runs",
            trigger: ".o_desk_header .o_desk_timer:contains('0:')",
        },
        {
            content: "Who is it? By the number they call from",
            trigger: ".o_desk_who .o_constituent_lookup input",
            run: "edit +447700900871",
        },
        {
            trigger: ".o_desk_who li[role='option']:contains('Ida Tour')",
            run: "click",
        },
        {
            content: "What to know first is seen first",
            trigger: ".o_desk_marker:contains('Hard of hearing')",
        },
        {
            content: "In their words",
            trigger: ".o_desk_words",
            run: "edit they forgot the quokka crate again",
        },
        {
            content: "Enter takes the first suggestion",
            trigger: ".o_desk_suggestion.active:contains('Quokka crates')",
        },
        {
            trigger: ".o_desk_words",
            run: "press Enter",
        },
        {
            content: "The script is there",
            trigger: ".o_desk_script:contains('Sorry to hear that')",
        },
        {
            content: "Opened too early, it says what is missing",
            trigger: ".o_desk_open",
            run: "click",
        },
        {
            trigger: ".o_desk_lacking:contains('Which crate?')",
        },
        {
            trigger:
                ".o_service_form_question[data-code='size'] label:contains('Large')",
            run: "click",
        },
        {
            content: "Their home is filled in, as it is no place service",
            trigger: ".o_desk_address:value('12 Park Avenue')",
        },
        {
            trigger: "body:not(:has(.o_desk_lacking)) .o_desk_open",
            run: "click",
        },
        {
            content: "The reference is read out, and spelt",
            trigger: ".o_desk_receipt .o_desk_spelling:contains(' ')",
        },
        {
            trigger: ".o_desk_receipt .o_desk_due",
        },
        {
            trigger: ".o_desk_note",
            run: "edit Leaves it by the gate",
        },
        {
            trigger: ".o_desk_end",
            run: "click",
        },
        {
            trigger: ".o_notification:contains('Ida Tour: ended after')",
        },
        {
            trigger: ".o_desk_board",
        },
    ],
});

registry.category("web_tour.tours").add("contact_desk_where", {
    url: "/odoo/desk",
    steps: () => [
        {trigger: ".o_desk_begin_call", run: "click"},
        {trigger: ".o_desk_words", run: "edit a quokka burrow in the road"},
        {trigger: ".o_desk_suggestion.active:contains('Quokka burrows')"},
        {trigger: ".o_desk_words", run: "press Enter"},
        {
            content: "The list opens while typing",
            trigger: ".o_desk_address:focus",
            run: "edit 12 wombat la",
        },
        {
            content: "A lane of three houses, two of them with this number",
            trigger: ".o_constituent_address_rows li:contains('12A Wombat Lane')",
        },
        {trigger: ".o_desk_address", run: "press ArrowDown"},
        {
            trigger:
                ".o_constituent_address_rows li.active:contains('12A Wombat Lane')",
        },
        {trigger: ".o_desk_address", run: "press Enter"},
        {
            content: "Address and postcode are the property's",
            trigger: ".o_desk_address:value('12A Wombat Lane')",
        },
        {trigger: ".o_desk_postcode:value('HU9 9ZX')"},
        {trigger: ".o_desk_property:contains('12A Wombat Lane')"},
        {
            content: "Typed anew, it is another one, without a choice",
            trigger: ".o_desk_address",
            run: "edit 14 wombat lane",
        },
        {trigger: ".o_desk_property:contains('14 Wombat Lane')"},
        {
            content: "Or none of the gazetteer",
            trigger: ".o_desk_as_typed",
            run: "click",
        },
        {trigger: "#o_desk_property:contains('Kept as typed')"},
        {trigger: ".o_desk_address", run: "edit 12a wombat lane"},
        {trigger: ".o_desk_property:contains('12A Wombat Lane')"},
        {trigger: ".o_desk_open", run: "click"},
        {trigger: ".o_desk_receipt"},
        {trigger: ".o_desk_end", run: "click"},
        {trigger: ".o_desk_board"},
    ],
});

registry.category("web_tour.tours").add("contact_desk_counter_answered", {
    url: "/odoo/desk",
    steps: () => [
        {
            content: "Somebody draws a ticket",
            trigger: ".o_desk_ticket",
            run: "edit T 42",
        },
        {
            trigger: "button:contains('Put in Queue')",
            run: "click",
        },
        {
            trigger:
                ".o_desk_waiting:contains('Ticket T 42') button:contains('Answer')",
            run: "click",
        },
        {
            content: "Somebody new",
            trigger: ".o_desk_new",
            run: "click",
        },
        {
            trigger: ".o_desk_newcomer input[name='name']",
            run: "edit Nils Tour",
        },
        {
            trigger: ".o_desk_newcomer input[name='phone']",
            run: "edit +44 7700 900872",
        },
        {
            trigger: ".o_desk_newcomer button[type='submit']",
            run: "click",
        },
        {
            trigger: ".o_desk_constituent:contains('Nils Tour')",
        },
        {
            trigger: ".o_desk_words",
            run: "edit when is the quokka crate collected",
        },
        {
            trigger: ".o_desk_suggestion:contains('Quokka crates')",
            run: "click",
        },
        {
            content: "Put aside: nothing is lost",
            trigger: ".o_desk_aside",
            run: "click",
        },
        {
            trigger: ".o_desk_unfinished:contains('Nils Tour')",
            run: "click",
        },
        {
            trigger: ".o_desk_words:value('when is the quokka crate collected')",
        },
        {
            trigger: ".o_desk_service:contains('Quokka crates')",
        },
        {
            content: "Ended without an outcome, it says so",
            trigger: ".o_desk_end",
            run: "click",
        },
        {
            trigger: ".o_desk_error:contains('Choose an outcome')",
        },
        {
            trigger: ".o_desk_wrap input[value='answered']",
            run: "click",
        },
        {
            trigger: ".o_desk_end.btn-success",
            run: "click",
        },
        {
            trigger: ".o_notification:contains('Nils Tour: ended after')",
        },
        {
            trigger: ".o_desk_board",
        },
    ],
});
