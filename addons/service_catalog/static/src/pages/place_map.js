/* global L */
import {loadCSS, loadJS} from "@web/core/assets";
import {_t} from "@web/core/l10n/translation";
import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

const LEAFLET = "/service_catalog/static/lib/leaflet";
const NEAR = 17;

/** A map that sets the point of the form, beside the text field of the place. */
export class PlaceMap extends Interaction {
    static selector = ".o_service_form[data-tiles] .o_question_place";
    dynamicContent = {
        _root: {"t-on-change": this.follow, "t-on-service_look": this.look},
    };

    async willStart() {
        try {
            await Promise.all([
                loadJS(`${LEAFLET}/leaflet.js`),
                loadCSS(`${LEAFLET}/leaflet.css`),
            ]);
            this.isLoaded = true;
        } catch {
            // The place can still be typed.
            this.isLoaded = false;
        }
    }

    start() {
        if (!this.isLoaded) {
            return;
        }
        this.settings = this.el.closest("form").dataset;
        this.insertParts();
        this.makeMap();
        this.addListener(this.board, "keydown", this.onKeydown);
        this.addListener(this.remove, "click", this.clear);
        this.follow();
        if (!this.marker) {
            this.lookAt(this.seen);
        }
    }

    insertParts() {
        const hint = document.createElement("p");
        hint.className = "form-text mb-1";
        hint.textContent = _t(
            "Or press on the map where it is. With keys: arrows move the map, Enter sets the place at its centre."
        );
        this.board = document.createElement("div");
        this.board.className = "o_service_map";
        this.board.setAttribute("role", "application");
        this.board.setAttribute(
            "aria-label",
            _t(
                "Map. Arrow keys move it, plus and minus zoom, Enter sets the place at its centre."
            )
        );
        this.said = document.createElement("p");
        this.said.className = "form-text mb-0";
        this.said.setAttribute("role", "status");
        this.remove = document.createElement("button");
        this.remove.type = "button";
        this.remove.className = "o_service_unmark btn btn-outline-primary mt-2 d-none";
        this.remove.textContent = _t("Remove the place from the map");
        for (const part of [hint, this.board, this.said, this.remove]) {
            this.insert(part);
        }
    }

    makeMap() {
        const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        this.map = L.map(this.board, {
            zoomControl: false,
            // The wheel scrolls the page, not the map.
            scrollWheelZoom: false,
            inertia: !isStill,
            zoomAnimation: !isStill,
            fadeAnimation: !isStill,
            markerZoomAnimation: !isStill,
        });
        this.registerCleanup(() => this.map.remove());
        if (isStill) {
            const panBy = this.map.panBy;
            this.map.panBy = (by, options) =>
                panBy.call(this.map, by, {...options, animate: false});
        }
        this.map.attributionControl.setPrefix(false);
        L.control
            .zoom({zoomInTitle: _t("Zoom in"), zoomOutTitle: _t("Zoom out")})
            .addTo(this.map);
        this.map.on("click", ({latlng}) => this.mark(latlng));
        this.showStart();
        this.addTiles();
    }

    showStart() {
        const box = (this.settings.box || "").split(",").map(Number);
        if (box.length === 4) {
            const [south, west, north, east] = box;
            this.map.fitBounds(
                [
                    [south, west],
                    [north, east],
                ],
                {animate: false}
            );
        } else {
            this.map.setView([0, 0], 1);
        }
    }

    addTiles() {
        let isShown = false;
        const tiles = L.tileLayer(this.settings.tiles, {
            attribution: this.settings.attribution,
            maxZoom: 19,
            // The tile server must not learn which service is requested.
            referrerPolicy: "no-referrer",
        });
        tiles.on("tileload", () => (isShown = true));
        tiles.on("tileerror", () => {
            if (!isShown) {
                this.say(_t("The map cannot be shown now. Please type the place."));
            }
        });
        tiles.addTo(this.map);
    }

    input(part) {
        return this.el.querySelector(`input[type=hidden][name$='-${part}']`);
    }

    say(words) {
        this.said.textContent = words;
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && ev.target === this.board) {
            ev.preventDefault();
            this.mark(this.map.getCenter());
        }
    }

    /** Write the point to the form, and notify other widgets. */
    write(latitude, longitude) {
        this.input("latitude").value = latitude;
        this.input("longitude").value = longitude;
        this.input("longitude").dispatchEvent(new Event("change", {bubbles: true}));
    }

    mark(point) {
        const {lat, lng} = point.wrap();
        this.show(L.latLng(lat, lng));
        this.write(lat.toFixed(6), lng.toFixed(6));
        this.say(_t("The place is set: %s.", `${lat.toFixed(5)}, ${lng.toFixed(5)}`));
    }

    clear() {
        this.hide();
        this.write("", "");
        this.say(_t("The place is removed."));
        this.board.focus();
    }

    hide() {
        this.marker?.remove();
        this.marker = null;
        this.remove.classList.add("d-none");
    }

    show(point) {
        if (!this.marker) {
            L.Icon.Default.imagePath = `${LEAFLET}/images/`;
            // The keyboard sets the marker through the map; no tab stop of its own.
            const options = {draggable: true, autoPan: true, keyboard: false};
            this.marker = L.marker(point, options).addTo(this.map);
            this.marker.on("dragend", () => this.mark(this.marker.getLatLng()));
        }
        this.marker.setLatLng(point);
        this.remove.classList.remove("d-none");
    }

    /** Show the point of the form, also when another widget has set it. */
    follow() {
        if (!this.map) {
            return;
        }
        const texts = [this.input("latitude").value, this.input("longitude").value];
        if (texts.includes("") || texts.some((one) => isNaN(one))) {
            this.hide();
            return;
        }
        const point = L.latLng(...texts.map(Number));
        if (!this.marker?.getLatLng().equals(point, 1e-6)) {
            this.show(point);
            this.map.setView(point, NEAR, {animate: false});
        }
    }

    /** Show the addresses found, without setting the point. */
    look({detail: points}) {
        this.seen = points;
        if (this.map && !this.marker) {
            this.lookAt(points);
        }
    }

    lookAt(points) {
        if (points?.length) {
            this.map.fitBounds(points, {animate: false, maxZoom: NEAR});
        }
    }
}

registry.category("public.interactions").add("service_catalog.place_map", PlaceMap);
