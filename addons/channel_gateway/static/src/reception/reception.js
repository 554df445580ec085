import {Component, onWillDestroy, onWillStart, useState} from "@odoo/owl";

import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {debounce} from "@web/core/utils/timing";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {inWords} from "../desk/desk_contact";
import {ReceptionCheckIn} from "./reception_check_in";
import {ReceptionCounter} from "./reception_counter";
import {ReceptionQueue} from "./reception_queue";

const RECEPTION = "channel.reception";
const VISIT = "channel.visit";
const COUNTER = "channel.counter";
const CHANGED = "channel_gateway.contacts_changed";
const PLACE = "channel_gateway.reception";
const PAUSE = 200;
// Estimates change with time alone, and a message may have been lost.
const REFRESH = 60000;

/**
 * Screen of a reception: visitors are checked in, called, and sent on.
 *
 * The queue is read anew whenever the server says that it has changed.
 */
export class Reception extends Component {
    static template = "channel_gateway.Reception";
    static components = {ReceptionCheckIn, ReceptionCounter, ReceptionQueue};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.state = useState({
            places: [],
            board: null,
            given: null,
            error: "",
            isStale: false,
        });
        this.loadSoon = debounce(() => this.load(), PAUSE);
        const onChanged = ({model, reception}) => {
            if (model === VISIT && (!reception || reception === this.state.board?.id)) {
                this.loadSoon();
            }
        };
        this.bus.subscribe(CHANGED, onChanged);
        this.bus.start();
        useBus(this.bus, "BUS:RECONNECT", () => this.loadSoon());
        useBus(this.bus, "BUS:DISCONNECT", () => this.loadSoon());
        const refreshing = browser.setInterval(() => this.load(), REFRESH);
        onWillDestroy(() => {
            this.loadSoon.cancel();
            this.bus.unsubscribe(CHANGED, onChanged);
            browser.clearInterval(refreshing);
        });
        onWillStart(() => this.start());
    }

    async start() {
        this.state.places = await this.orm.silent.call(
            RECEPTION,
            "reception_places",
            []
        );
        const last = Number(browser.localStorage.getItem(PLACE));
        const place =
            this.state.places.find(({id}) => id === last) || this.state.places[0];
        if (place) {
            await this.choose(place.id);
        }
    }

    onPlace(ev) {
        return this.choose(Number(ev.target.value));
    }

    async choose(id) {
        browser.localStorage.setItem(PLACE, id);
        this.state.given = null;
        this.state.board = await this.read(id);
    }

    read(id) {
        return this.orm.silent.call(RECEPTION, "reception_board", [[id]]);
    }

    /** Read the board; what is shown is marked as old where that fails. */
    async load() {
        const {board} = this.state;
        if (!board) {
            return;
        }
        try {
            const answer = await this.read(board.id);
            // Another reception may have been chosen meanwhile.
            if (this.state.board.id === answer.id) {
                this.state.board = answer;
            }
            this.state.isStale = false;
        } catch {
            this.state.isStale = true;
        }
    }

    /** Call the server, show its error message, and read the board anew. */
    async tryTo(model, method, args) {
        this.state.error = "";
        try {
            return await this.orm.silent.call(model, method, args);
        } catch (error) {
            this.state.error = inWords(error);
            return null;
        } finally {
            await this.load();
        }
    }

    // Check-in

    async onCheckIn(values) {
        const {id} = this.state.board;
        const given = await this.tryTo(RECEPTION, "reception_check_in", [[id], values]);
        if (given) {
            this.state.given = given;
        }
        return Boolean(given);
    }

    onPrint() {
        browser.print();
    }

    async onText() {
        const {id} = this.state.given;
        const sent = await this.tryTo(VISIT, "reception_text", [[id]]);
        if (sent !== null && !this.state.error) {
            this.state.given.isTexted = true;
        }
    }

    onDismiss() {
        this.state.given = null;
    }

    // Counter

    onOpenCounter(id) {
        return this.tryTo(COUNTER, "reception_open", [[id]]);
    }

    onCloseCounter(id) {
        return this.tryTo(COUNTER, "reception_close", [[id]]);
    }

    async onCallNext(id) {
        const called = await this.tryTo(COUNTER, "reception_call_next", [[id]]);
        if (called === false) {
            this.state.error = _t("Nobody waits for this counter.");
        }
    }

    // Visitors

    onCall({id}) {
        return this.tryTo(VISIT, "desk_answer", [[id]]);
    }

    onLeft({id}) {
        return this.tryTo(VISIT, "desk_give_up", [[id]]);
    }

    onCallAgain({id}) {
        return this.tryTo(VISIT, "reception_call_again", [[id]]);
    }

    onNoShow({id}) {
        return this.tryTo(VISIT, "reception_no_show", [[id]]);
    }

    onTransfer({id}, reasonId) {
        return this.tryTo(VISIT, "reception_transfer", [[id], reasonId]);
    }

    /** Open the visit at the Contact Desk, where it ends. */
    async onServe({id}) {
        const action = await this.tryTo(VISIT, "action_desk", [[id]]);
        if (action) {
            await this.action.doAction(action);
        }
    }
}

registry.category("actions").add("channel_gateway.reception", Reception);
