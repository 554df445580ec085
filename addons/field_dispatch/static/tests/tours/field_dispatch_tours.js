import {formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";

const {DateTime} = luxon;

/** A working day on which no crew has anything to do yet. */
function mondayToCome() {
    return DateTime.now().plus({weeks: 9}).startOf("week");
}

const tours = registry.category("web_tour.tours");

tours.add("field_dispatch_job", {
    steps: () => [
        {
            trigger: ".o_data_cell:contains('Tour: mend the bench')",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_plan]",
            run: "click",
        },
        {
            trigger:
                ".o_form_view button[name=action_dispatch]:contains('Send to Crew')",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains('Sent')",
        },
    ],
});

tours.add("field_dispatch_board", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains('Tour: drag me')",
            run: "drag_and_drop(.o_kanban_group:contains('Green'))",
        },
        {
            trigger:
                ".o_kanban_group:contains('Green') .o_kanban_record:contains('drag me')",
        },
    ],
});

tours.add("field_dispatch_plan", {
    steps: () => [
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date] button",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date] input",
            run: `edit ${formatDate(mondayToCome())} && press Enter`,
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: "button[name=action_solve]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains('any day')",
        },
        {
            trigger: ".o_dispatch_lane .o_dispatch_bar",
            run: "click",
        },
        {
            trigger: ".o_form_view:has(.o_arrow_button_current:contains('Planned'))",
        },
    ],
});
