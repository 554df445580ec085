import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/** Submit the pressed button, too, when a script such as a captcha submits the form. */
export class CheckButtons extends Interaction {
    static selector = ".o_service_check";
    dynamicContent = {
        "button[type=submit]": {"t-on-click": this.keep},
    };

    start() {
        this.action = this.el.getAttribute("action");
        this.pressed = document.createElement("input");
        this.pressed.type = "hidden";
        this.insert(this.pressed);
    }

    keep({currentTarget: button}) {
        this.pressed.name = button.name;
        this.pressed.value = button.value;
        this.el.action = button.getAttribute("formaction") || this.action;
    }
}

registry
    .category("public.interactions")
    .add("service_catalog.check_buttons", CheckButtons);
