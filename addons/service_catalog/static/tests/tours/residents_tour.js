import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("service_catalog_resident", {
    url: "/services",
    steps: () => [
        {trigger: "#q", run: "edit zebrahole"},
        {trigger: "button:contains(Find)", run: "click", expectUnloadPage: true},
        {
            trigger: "#found_title ~ ul a:contains(Test pothole)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "a.btn-primary[href$='/request']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Nothing is filled in",
            trigger: ".o_service_form button.btn-lg",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The message at the top leads to its field",
            trigger: ".o_service_faults:focus a[href='#who']",
            run: "click",
        },
        {trigger: "input#who:focus", run: "click"},
        {trigger: "#where-words", run: "edit By the bridge"},
        {trigger: "#name", run: "edit Jo Example"},
        {trigger: "#email", run: "edit jo@example.org"},
        {
            trigger: ".o_service_form button.btn-lg",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Looked over, and changed",
            trigger:
                ".o_service_rows div:contains(By the bridge) button:contains(Change)",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: "#where-words", run: "edit By the church"},
        {
            trigger: ".o_service_form button.btn-lg",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_service_rows:contains(By the church):contains(jo@example.org)"},
        {trigger: "#send", run: "click", expectUnloadPage: true},
        {trigger: "h1:contains(We have your request)"},
        {
            trigger: "a:contains(See where your request stands)",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: "#reply", run: "edit There are two of them"},
        {
            trigger: "form[action$='/reply'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_service_letter:contains(There are two of them)"},
    ],
});

registry.category("web_tour.tours").add("service_catalog_resident_address", {
    url: "/services/test_pothole/request",
    steps: () => [
        {trigger: "#where-words", run: "edit 1 test ln"},
        {trigger: ".o_service_find", run: "click"},
        {
            content: "The one that is certain is chosen, without loading the page",
            trigger: "#where-property:focus:value('9001')",
        },
        {trigger: "#where-words", run: "edit ZZ1 1ZZ"},
        {trigger: ".o_service_find", run: "click"},
        {
            content: "Of those at a postcode none is",
            trigger: "#where-property:focus:has(option[value='9002'])",
            run: ({anchor}) => {
                if (anchor.value) {
                    throw new Error("An address is chosen");
                }
            },
        },
        {trigger: "#where-property", run: "selectByLabel 1 Test Lane, ZZ1 1ZZ"},
        {
            content: "Other words let go of the address and its point",
            trigger: "#where-words",
            run: "edit by the bridge",
        },
        {
            trigger: "#where-property:has(option[value='9002'])",
            run: ({anchor}) => {
                const form = anchor.closest("form");
                if (anchor.value || form.querySelector("[name$=latitude]").value) {
                    throw new Error("The former place is kept");
                }
            },
        },
        {trigger: "#where-property", run: "selectByLabel 1 Test Lane, ZZ1 1ZZ"},
        {trigger: "input[name=who][value=anonymous]", run: "click"},
        {
            trigger: ".o_service_form button.btn-lg",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_service_rows:contains(1 Test Lane, ZZ1 1ZZ)"},
        {trigger: "#send", run: "click", expectUnloadPage: true},
        {trigger: "h1:contains(We have your request)"},
    ],
});
