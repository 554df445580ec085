import {registry} from "@web/core/registry";

const MAP = ".o_service_map.leaflet-container[role=application]";

function key(name, keyCode) {
    return ({anchor}) => {
        anchor.focus();
        // Leaflet goes by the number of the key.
        const press = {key: name, keyCode, bubbles: true, cancelable: true};
        anchor.dispatchEvent(new KeyboardEvent("keydown", press));
    };
}

registry.category("web_tour.tours").add("service_catalog_map", {
    url: "/services/test_pothole/request",
    steps: () => [
        {
            content: "Tiles come, and tell nobody which page asks for them",
            trigger: `${MAP} img.leaflet-tile-loaded`,
            run: ({anchor}) => {
                if (anchor.referrerPolicy !== "no-referrer") {
                    throw new Error("A tile is asked for with a referrer");
                }
            },
        },
        {trigger: `${MAP}:not(:has(.leaflet-marker-icon))`, run: key("Enter", 13)},
        {
            content: "It is set at the centre",
            trigger: `.o_question_place:has(${MAP} .leaflet-marker-icon) [role=status]:contains(The place is set)`,
        },
        {trigger: ".o_service_unmark", run: "click"},
        {
            content: "And removed",
            trigger: `${MAP}:focus:not(:has(.leaflet-marker-icon))`,
            run: ({anchor}) => {
                const point = anchor
                    .closest("form")
                    .querySelector("[name=where-latitude]");
                if (point.value) {
                    throw new Error("The point is still in the form");
                }
            },
        },
        {trigger: "#where-words", run: "edit ZZ1 1ZZ"},
        {trigger: "button[value=find]", run: "click"},
        {
            content: "The address is offered, and brings its point",
            trigger: "#where-property:focus",
            run: "selectByLabel 1 Test Lane, ZZ1 1ZZ",
        },
        {trigger: `.o_question_place ${MAP} .leaflet-marker-icon`},
        {trigger: "#where-property", run: "selectByLabel None of these"},
        {
            content: "And takes it along",
            trigger: `${MAP}:not(:has(.leaflet-marker-icon))`,
        },
        {trigger: "#where-words", run: "clear"},
        {trigger: MAP, run: key("ArrowDown", 40)},
        {
            content: "The map has moved, and the place is set there",
            trigger: `${MAP}:not(:has(.leaflet-pan-anim))`,
            run: key("Enter", 13),
        },
        {trigger: "#who-anonymous, input[name=who][value=anonymous]", run: "click"},
        {
            trigger: ".o_service_form button.btn-lg",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What is near by is told",
            trigger: ".o_service_rows:contains(The point that you chose)",
        },
        {trigger: "#send", run: "click", expectUnloadPage: true},
        {trigger: "h1:contains(We have your request)"},
    ],
});
