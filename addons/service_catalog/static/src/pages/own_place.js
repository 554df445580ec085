import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

/** A button that sets the point to the device's location, only on request. */
export class OwnPlace extends Interaction {
    static selector = ".o_service_form .o_question_place";

    start() {
        if (!navigator.geolocation) {
            return;
        }
        this.button = document.createElement("button");
        this.button.type = "button";
        this.button.className = "btn btn-outline-primary mt-2";
        this.button.textContent = _t("Use where I am now");
        this.said = document.createElement("p");
        this.said.className = "form-text mb-0";
        this.said.setAttribute("role", "status");
        this.insert(this.button);
        this.insert(this.said);
        this.addListener(this.button, "click", this.locate);
        this.say(this.input("latitude").value ? _t("A location is set.") : "");
    }

    input(part) {
        return this.el.querySelector(`input[type=hidden][name$='-${part}']`);
    }

    say(words) {
        this.said.textContent = words;
    }

    async locate() {
        this.say(_t("Finding where you are…"));
        const options = {enableHighAccuracy: true, timeout: 15000};
        const ask = (found, failed) =>
            navigator.geolocation.getCurrentPosition(found, failed, options);
        try {
            const {coords} = await this.waitFor(new Promise(ask));
            this.input("latitude").value = coords.latitude.toFixed(6);
            this.input("longitude").value = coords.longitude.toFixed(6);
            // Notifies the map, if there is one.
            this.input("longitude").dispatchEvent(new Event("change", {bubbles: true}));
            const metres = Math.round(coords.accuracy);
            this.say(_t("Your place is set, to about %s metres.", metres));
        } catch {
            this.say(_t("We could not find where you are. Please type the place."));
        }
    }
}

registry.category("public.interactions").add("service_catalog.own_place", OwnPlace);
