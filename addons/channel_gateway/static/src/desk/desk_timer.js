import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";

import {deserializeDateTime} from "@web/core/l10n/dates";

import {clock} from "./phonetic";

const {DateTime} = luxon;

/** Timer of the seconds since a time. */
export class DeskTimer extends Component {
    static template = "channel_gateway.DeskTimer";
    static props = {
        since: {type: String},
        label: {type: String},
        // Seconds from which it is shown as long.
        long: {type: Number, optional: true},
    };

    setup() {
        this.state = useState({seconds: this.seconds()});
        onMounted(() => {
            this.ticking = setInterval(
                () => (this.state.seconds = this.seconds()),
                1000
            );
        });
        onWillUnmount(() => clearInterval(this.ticking));
    }

    seconds() {
        return DateTime.now().diff(deserializeDateTime(this.props.since)).as("seconds");
    }

    get text() {
        return clock(this.state.seconds);
    }

    get isLong() {
        return this.props.long && this.state.seconds >= this.props.long;
    }
}
