import {Component, useState} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";

import {DeskTimer} from "./desk_timer";
import {clock, shortly} from "./phonetic";

/** Board between contacts: waiting and unfinished ones, and buttons to start one. */
export class DeskBoard extends Component {
    static template = "channel_gateway.DeskBoard";
    static components = {DeskTimer};
    static props = {
        board: {type: Object},
        onBegin: {type: Function},
        onAnswer: {type: Function},
        onResume: {type: Function},
        onQueue: {type: Function},
        onGiveUp: {type: Function},
        onWithdraw: {type: Function},
        onRing: {type: Function},
    };

    setup() {
        this.state = useState({ticket: ""});
        this.icons = {phone: "fa-phone", counter: "fa-handshake-o"};
        this.shortly = shortly;
    }

    get today() {
        const {served, seconds} = this.props.board.today;
        return served
            ? _t("%(count)s contacts today, %(length)s on average", {
                  count: served,
                  length: clock(seconds),
              })
            : _t("No contacts today");
    }

    onTicket() {
        if (this.state.ticket.trim()) {
            this.props.onQueue(this.state.ticket.trim());
            this.state.ticket = "";
        }
    }
}
