import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("service_catalog_duplicates", {
    url: "/odoo/possible-duplicates",
    steps: () => [
        {
            content: "What looks like one stands side by side",
            trigger: ".o_data_row td[name=service_id]:contains(Test pothole)",
            run: "click",
        },
        {trigger: "td:contains(A hole of Jane)"},
        {trigger: "td:contains(A hole of Ken)"},
        {trigger: "button[name=action_same]", run: "click"},
        {trigger: ".modal button:contains(Join)", run: "click"},
        {trigger: "td:contains(Duplicate)"},
        {trigger: "button[name=action_undo]", run: "click"},
        {content: "Both are as they were", trigger: "button[name=action_different]"},
    ],
});

registry.category("web_tour.tours").add("service_catalog_join", {
    url: "/odoo/requests",
    steps: () => [
        {trigger: "button:contains(New Request)", run: "click"},
        {trigger: ".modal [name=words] textarea", run: "edit a zorblax hole"},
        {trigger: ".modal [name=service_id] input", run: "edit Test pothole"},
        {trigger: ".ui-autocomplete a:contains(Test pothole)", run: "click"},
        {trigger: ".modal [name=latitude] input", run: "edit 53.7676"},
        {trigger: ".modal [name=longitude] input", run: "edit -0.3574 && press Tab"},
        {
            content: "It is reported already",
            trigger: ".modal td:contains(A hole of Jane)",
        },
        {trigger: ".modal button[name=action_join_new]", run: "click"},
        {trigger: ".o_form_view button[name=action_view_reports]:contains(2)"},
    ],
});
