import {Component} from "@odoo/owl";

import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

/** Canned responses to read out or paste, with those that were used. */
export class CannedResponses extends Component {
    static template = "service_catalog.CannedResponses";
    static props = {
        // As from `service.canned.response._available_for`.
        answers: {type: Array},
        // Ids of the responses that were used.
        used: {type: Array},
        onUse: {type: Function},
    };

    setup() {
        this.notification = useService("notification");
    }

    get lang() {
        return user.lang.replace("-", "_");
    }

    isUsed(answer) {
        return this.props.used.includes(answer.id);
    }

    onUse({id}) {
        const {used} = this.props;
        this.props.onUse(
            used.includes(id) ? used.filter((one) => one !== id) : [...used, id]
        );
    }

    async onCopy(answer) {
        await browser.navigator.clipboard.writeText(answer.body);
        this.notification.add(_t("Copied"), {type: "success"});
        if (!this.isUsed(answer)) {
            this.onUse(answer);
        }
    }
}
