import {rpc} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {KeepLast} from "@web/core/utils/concurrency";
import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/**
 * Look up addresses without reloading the page: the one typed, those at a postcode, or
 * those near the point that the map or the device's location has set. On failure submit the form.
 */
export class PlaceAddresses extends Interaction {
    static selector = ".o_service_form .o_service_where";
    dynamicContent = {
        ".o_service_find": {"t-on-click": this.find},
        ".o_service_words": {"t-on-input": this.letGo},
        select: {"t-on-change": this.choose},
        "input[type=hidden]": {"t-on-change": this.suggest},
    };

    setup() {
        this.last = new KeepLast();
        this.select = this.el.querySelector("select");
        this.said = document.createElement("p");
        this.said.className = "form-text mb-0";
        this.said.setAttribute("role", "status");
    }

    start() {
        this.insert(this.said, this.select.parentElement);
        // Addresses that the server has rendered; one may be chosen.
        this.brought = this.select.selectedOptions[0].dataset.point;
        this.look();
    }

    input(part) {
        return this.el.querySelector(`input[type=hidden][name$='-${part}']`);
    }

    async find(ev) {
        const button = ev.currentTarget;
        if (this.isSending) {
            return;
        }
        ev.preventDefault();
        const words = this.el.querySelector(".o_service_words").value;
        const places = await this.ask({words});
        if (!places?.length) {
            this.letGo();
            // The server's page shows the reason beside the field.
            this.isSending = true;
            button.form.requestSubmit(button);
            return;
        }
        this.fill(places);
        const [best] = places;
        if (best.is_certain) {
            this.select.value = best.uprn;
        }
        this.choose();
        this.said.textContent = _t("Addresses found: %s.", places.length);
        this.look();
        this.select.focus();
    }

    /** Suggest addresses near the point, unless one is chosen already. */
    async suggest() {
        const point = [this.input("latitude").value, this.input("longitude").value];
        if (this.select.value) {
            return;
        }
        const places = point.includes("") ? [] : await this.ask({point});
        this.fill(places || []);
        this.said.textContent = places?.length ? _t("Near %s.", places[0].name) : "";
    }

    async ask(asked) {
        try {
            return await this.waitFor(
                this.last.add(rpc("/services/addresses/find", asked, {silent: true}))
            );
        } catch {
            return null;
        }
    }

    fill(places) {
        const options = places.map(({uprn, name, point}) => {
            const option = new Option(name, uprn);
            if (point) {
                option.dataset.point = point.join(",");
            }
            return option;
        });
        this.select.replaceChildren(this.select.options[0], ...options);
        this.select.parentElement.classList.toggle("d-none", !places.length);
    }

    points() {
        const points = [...this.select.options].map((one) => one.dataset.point);
        return points.filter(Boolean).map((one) => one.split(",").map(Number));
    }

    /** Show the addresses on the map. */
    look() {
        const detail = this.points();
        this.el.dispatchEvent(new CustomEvent("service_look", {detail}));
    }

    /** Let go of the chosen address: other words are about another place. */
    letGo() {
        this.select.value = "";
        this.choose();
    }

    /** Set the point of the chosen address, unless the user has set one. */
    choose() {
        const [latitude, longitude] = [this.input("latitude"), this.input("longitude")];
        if (!latitude) {
            // A question for an address has no point.
            return;
        }
        const point = `${latitude.value},${longitude.value}`;
        if (point !== "," && point !== this.brought) {
            return;
        }
        this.brought = this.select.selectedOptions[0].dataset.point || ",";
        [latitude.value, longitude.value] = this.brought.split(",");
    }
}

registry
    .category("public.interactions")
    .add("service_catalog.place_addresses", PlaceAddresses);
