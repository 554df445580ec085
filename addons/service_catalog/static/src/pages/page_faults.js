import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/** Focus the error summary, so that it is read out; its links lead to the fields. */
export class PageFaults extends Interaction {
    static selector = ".o_service_faults";
    dynamicContent = {
        a: {"t-on-click.prevent": this.toField},
    };

    start() {
        this.el.focus();
    }

    toField(ev) {
        const id = ev.currentTarget.getAttribute("href").slice(1);
        const field = document.getElementById(id);
        field?.closest("details")?.setAttribute("open", "open");
        field?.scrollIntoView({block: "center"});
        field?.focus({preventScroll: true});
    }
}

registry.category("public.interactions").add("service_catalog.page_faults", PageFaults);
