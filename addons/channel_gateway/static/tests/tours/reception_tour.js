import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("reception_flow", {
    url: "/odoo/reception-desk",
    steps: () => [
        {
            content: "The reception of the tour",
            trigger: ".o_reception_place",
            run: "selectByLabel Tour centre",
        },
        {trigger: ".o_reception h1:contains('Tour centre')"},
        {trigger: ".o_reception_reason:contains('Test bins')", run: "click"},
        {
            content: "Whoever is known",
            trigger: ".o_reception_check_in .o_constituent_lookup input",
            run: "edit +447700900881",
        },
        {
            trigger:
                ".o_reception_check_in li[role='option']:contains('Ida Reception')",
            run: "click",
        },
        {trigger: ".o_reception_partner:contains('Ida Reception')"},
        {
            trigger: ".form-check-label:contains('Test interpreter')",
            run: "click",
        },
        {trigger: "#o_reception_mobile", run: "edit 07700 900881"},
        {trigger: ".o_reception_give:enabled", run: "click"},
        {
            content: "The ticket is shown",
            trigger: ".o_reception_given .o_reception_number:contains('T001')",
        },
        {trigger: ".o_reception_given button:contains('Text')", run: "click"},
        {trigger: ".o_reception_given button:contains('Text sent')"},
        {trigger: ".o_reception_dismiss", run: "click"},
        {
            content: "In the queue, with what they need",
            trigger:
                ".o_reception_waiting:contains('T001'):contains('Test interpreter')",
        },
        {
            content: "Somebody who cannot wait",
            trigger: ".o_reception_reason:contains('Test tax')",
            run: "click",
        },
        {trigger: "#o_reception_vulnerable", run: "click"},
        {trigger: "#o_reception_why", run: "edit In pain"},
        {trigger: ".o_reception_give:enabled", run: "click"},
        {trigger: ".o_reception_waiting:first:contains('T002'):contains('Priority')"},
        {
            content: "Somebody comes to an appointment",
            trigger: ".o_reception_appointment:contains('Ines Booked') button",
            run: "click",
        },
        {trigger: ".o_reception_waiting:first:contains('T003')"},
        {
            content: "The officer takes a counter",
            trigger: ".o_reception_open:contains('Open 1')",
            run: "click",
        },
        {trigger: ".o_reception_next", run: "click"},
        {trigger: ".o_reception_called:contains('T003'):contains('Ines Booked')"},
        {
            content: "Nobody comes: back in the queue",
            trigger: ".o_reception_no_show:enabled",
            run: "click",
        },
        {trigger: ".o_reception_waiting:contains('T003'):contains('Did not come')"},
        {trigger: ".o_reception_next:enabled", run: "click"},
        {trigger: ".o_reception_called:contains('T002')"},
        {trigger: ".o_reception_again:enabled", run: "click"},
        {trigger: ".o_reception_called:contains('2 times')"},
        {
            content: "It is a matter of another queue",
            trigger: ".o_reception_transfer:enabled",
            run: "selectByLabel Test bins",
        },
        {trigger: ".o_reception_waiting:contains('T002'):contains('Test bins')"},
        {
            content: "Somebody has left",
            trigger: ".o_reception_waiting:contains('T003') .o_reception_left",
            run: "click",
        },
        {trigger: ".o_reception_queue:not(:contains('T003'))"},
        {trigger: ".o_reception_next:enabled", run: "click"},
        {trigger: ".o_reception_called:contains('T002')"},
        {
            content: "Served where every contact is served",
            trigger: ".o_reception_serve:enabled",
            run: "click",
        },
        {trigger: ".o_desk_header:contains('Tour centre, counter 1')"},
        {trigger: ".o_desk_note", run: "edit Told them"},
        {trigger: ".o_desk_wrap input[value='answered']", run: "click"},
        {trigger: ".o_desk_end.btn-success", run: "click"},
        {trigger: ".o_desk_board"},
    ],
});
