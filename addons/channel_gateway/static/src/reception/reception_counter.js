import {Component, useState} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";

import {DeskTimer} from "../desk/desk_timer";

/** The officer's counter: who was called, and who is next. */
export class ReceptionCounter extends Component {
    static template = "channel_gateway.ReceptionCounter";
    static components = {DeskTimer};
    static props = {
        board: {type: Object},
        onOpen: {type: Function},
        onClose: {type: Function},
        onCallNext: {type: Function},
        onCallAgain: {type: Function},
        onNoShow: {type: Function},
        onServe: {type: Function},
        onTransfer: {type: Function},
    };

    setup() {
        this.state = useState({isBusy: false});
    }

    get mine() {
        return this.props.board.counters.find((one) => one.is_mine);
    }

    label(counter) {
        const serves = counter.serves.join(", ") || _t("everything");
        return counter.officer ? `${counter.officer} · ${serves}` : serves;
    }

    /** Ignore a second click until the first has been answered. */
    async once(act) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await act();
        } finally {
            this.state.isBusy = false;
        }
    }

    onTransfer(row, ev) {
        const reasonId = Number(ev.target.value);
        ev.target.value = "";
        if (reasonId) {
            this.once(() => this.props.onTransfer(row, reasonId));
        }
    }
}
