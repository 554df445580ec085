import {registry} from "@web/core/registry";
import {inputFiles} from "@web/../tests/utils";

const PEOPLE =
    "Full Name;Mobile;Shoe Size\nQuentin Zyx;07700 900501;9\nYvonne Zyx;none;5\n";

registry.category("web_tour.tours").add("constituent_import_tour", {
    url: "/odoo/constituent-imports",
    steps: () => [
        {trigger: ".o_view_nocontent:contains('Import a file'), .o_list_view"},
        {trigger: ".o_list_button_add", run: "click"},
        {
            trigger: ".o_field_widget[name=file]",
            async run() {
                const file = new File([PEOPLE], "people.csv", {type: "text/csv"});
                await inputFiles(".o_field_widget[name=file] .o_input_file", [file]);
            },
        },
        {trigger: ".o_field_widget[name=file]:has(input:value('people.csv'))"},
        {trigger: "button[name=action_read]", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains('Columns')"},
        {trigger: "button[name=action_check]:enabled"},
        {
            trigger:
                ".o_data_row:contains('Full Name'):contains('Quentin Zyx') [name=field_name]:contains('Name')",
        },
        {
            // Reading the file ends with loading the form again, which closes the row.
            trigger:
                ".o_data_row:contains('Shoe Size') .o_data_cell[name=field_name]:contains('Ignored')",
            async run({click}) {
                while (!document.querySelector(".o_selected_row")) {
                    await click();
                    await new Promise((resolve) => setTimeout(resolve, 250));
                }
            },
        },
        {
            trigger:
                ".o_data_row .o_field_widget[name=field_name] .o_select_menu_toggler",
            run: "click",
        },
        {trigger: ".o_select_menu_item:contains('Customer account')", run: "click"},
        {trigger: ".o_notebook .nav-link:contains('First Rows')", run: "click"},
        {trigger: ".o_constituent_preview td:contains('Yvonne Zyx')"},
        {trigger: "button[name=action_check]", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains('Checked')"},
        {trigger: ".o_field_widget[name=report]:contains('Nothing has been changed')"},
        {trigger: ".oe_stat_button:contains('Rejected'):contains('1')", run: "click"},
        {trigger: ".o_data_row:contains('is not a valid value for Phone')"},
        {
            trigger: ".breadcrumb-item:contains('people.csv'), .o_back_button",
            run: "click",
        },
        {trigger: "button[name=action_run]", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')"},
        {trigger: "button[name=action_download_rejected]"},
        {trigger: ".oe_stat_button:contains('Created'):contains('1')", run: "click"},
        {trigger: ".o_data_row:contains('Quentin Zyx')"},
    ],
});
