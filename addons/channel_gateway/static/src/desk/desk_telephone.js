import {Component, useState} from "@odoo/owl";

/** What the telephone system says of the open call, and a transfer to a colleague. */
export class DeskTelephone extends Component {
    static template = "channel_gateway.DeskTelephone";
    static props = {
        row: {type: Object},
        isBusy: {type: Boolean},
        onTransfer: {type: Function},
    };

    setup() {
        this.state = useState({isOpen: false, target: ""});
    }

    onTransfer() {
        const target = this.state.target.trim();
        if (target) {
            this.props.onTransfer(target);
            this.state.isOpen = false;
            this.state.target = "";
        }
    }
}
