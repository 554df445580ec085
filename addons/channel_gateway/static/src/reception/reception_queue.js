import {Component} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime} from "@web/core/l10n/dates";

import {DeskTimer} from "../desk/desk_timer";

/** Those who wait, in the order in which they are called. */
export class ReceptionQueue extends Component {
    static template = "channel_gateway.ReceptionQueue";
    static components = {DeskTimer};
    static props = {
        board: {type: Object},
        onCall: {type: Function},
        onLeft: {type: Function},
    };

    get target() {
        return this.props.board.target_minutes * 60;
    }

    get today() {
        const {served, abandoned, in_time: inTime} = this.props.board.today;
        return _t("Today: %(served)s served, %(inTime)s% in time, %(abandoned)s left", {
            served,
            inTime,
            abandoned,
        });
    }

    time(moment) {
        return deserializeDateTime(moment).toFormat("HH:mm");
    }
}
