import {Component, onWillDestroy, onWillStart, useState} from "@odoo/owl";

import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {useSetupAction} from "@web/search/action_hook";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {useContactsChanged} from "../live/contacts_changed";
import {DeskBoard} from "./desk_board";
import {DeskContact, inWords} from "./desk_contact";
import {DeskTelephone} from "./desk_telephone";
import {DeskTimer} from "./desk_timer";
import {DeskWhat} from "./desk_what";
import {DeskWho} from "./desk_who";
import {DeskWrap} from "./desk_wrap";
import {clock} from "./phonetic";

const CALL = "channel.call";
const VISIT = "channel.visit";
const PAUSE = 600;

/**
 * Contact Desk: the screen of an officer on the phone or at the counter.
 *
 * It identifies the constituent, finds the service and records the outcome. All input
 * is saved on the server during the contact.
 */
export class ContactDesk extends Component {
    static template = "channel_gateway.ContactDesk";
    static components = {
        DeskBoard,
        DeskTelephone,
        DeskTimer,
        DeskWhat,
        DeskWho,
        DeskWrap,
    };
    static props = {
        ...standardActionServiceProps,
        contact: {type: Object, optional: true},
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.clock = clock;
        this.state = useState({board: null, contact: null, error: "", reasons: []});
        this.saveSoon = useDebounced(() => this.state.contact?.save(), PAUSE, {
            execBeforeUnmount: true,
        });
        useSetupAction({
            getLocalState: () => this.whereWeAre(),
            beforeLeave: () => this.state.contact?.save(),
            beforeUnload: () => this.state.contact?.save(),
        });
        useHotkey("control+enter", () => this.onOpen(), {
            bypassEditableProtection: true,
            isAvailable: () => Boolean(this.state.contact),
        });
        useContactsChanged(() => this.onContactsChanged());
        const telephone = useService("channel_gateway.telephone");
        const open = (model, id) => this.onCallAnswered(model, id);
        telephone.open = open;
        onWillDestroy(() => {
            if (telephone.open === open) {
                telephone.open = null;
            }
        });
        onWillStart(() => this.start());
    }

    whereWeAre() {
        const row = this.state.contact?.row;
        return row ? {model: row.model, resId: row.id} : {};
    }

    async start() {
        const fields = await this.orm.silent.call(CALL, "fields_get", [
            ["avoidable_reason"],
            ["selection"],
        ]);
        this.state.reasons = fields.avoidable_reason.selection;
        const {model, resId} = {
            ...this.props.action.params,
            ...this.props.contact,
            ...this.props.state,
        };
        if (model && resId && (await this.read(model, resId))) {
            return;
        }
        await this.loadBoard();
        const {mine} = this.state.board;
        if (mine.length === 1) {
            await this.serve(mine[0]);
        }
    }

    async read(model, resId) {
        try {
            await this.serve(await this.orm.silent.call(model, "desk_read", [[resId]]));
            return true;
        } catch (error) {
            // It has ended meanwhile, so that the board is shown.
            inWords(error);
            return false;
        }
    }

    async loadBoard() {
        this.state.board = await this.orm.silent.call(CALL, "desk_board", []);
    }

    async serve(row) {
        const contact = new DeskContact(this.orm, row);
        this.state.contact = contact;
        await this.state.contact.restore();
    }

    /** Call the server from the board, and show its error message there. */
    async tryTo(model, method, args) {
        this.state.error = "";
        try {
            return await this.orm.silent.call(model, method, args);
        } catch (error) {
            this.state.error = inWords(error);
            await this.loadBoard();
            return null;
        }
    }

    // Telephone

    /** Open the call that the officer has just answered, unless they are busy. */
    async onCallAnswered(model, id) {
        if (!this.state.contact) {
            await this.read(model, id);
            return;
        }
        const close = this.notification.add(_t("You have answered another call."), {
            sticky: true,
            type: "info",
            buttons: [
                {
                    name: _t("Save this contact and open the call"),
                    primary: true,
                    onClick: async () => {
                        close();
                        if (!this.state.contact || (await this.state.contact.save())) {
                            await this.read(model, id);
                        }
                    },
                },
            ],
        });
    }

    /** Read the board anew, or what the telephone system says of the open call. */
    async onContactsChanged() {
        const {contact} = this.state;
        if (!contact) {
            await this.loadBoard();
        } else if (contact.row.by_system) {
            await contact.refresh();
        }
    }

    async onTransfer(target) {
        const {contact} = this.state;
        if (await contact.transfer(target)) {
            this.notification.add(_t("Transferred to %s.", target), {type: "success"});
        }
    }

    async onWithdraw({model, id}) {
        await this.tryTo(model, "desk_withdraw", [[id]]);
        await this.loadBoard();
    }

    async onRing({id}) {
        await this.tryTo("channel.callback", "action_ring", [[id]]);
        await this.loadBoard();
    }

    async onDial(partnerId) {
        if (await this.state.contact.dial(partnerId)) {
            this.notification.add(_t("Your telephone rings. Pick it up to dial."), {
                type: "info",
            });
        }
    }

    // Board

    async onBegin(model) {
        const row = await this.tryTo(model, "desk_begin", []);
        if (row) {
            await this.serve(row);
        }
    }

    async onAnswer({model, id}) {
        const row = await this.tryTo(model, "desk_answer", [[id]]);
        if (row) {
            await this.serve(row);
        }
    }

    async onQueue(ticket) {
        await this.tryTo(VISIT, "desk_queue", [ticket]);
        await this.loadBoard();
    }

    async onGiveUp({model, id}) {
        await this.tryTo(model, "desk_give_up", [[id]]);
        await this.loadBoard();
    }

    // Contact

    onChange() {
        this.saveSoon();
    }

    onMet() {
        document.querySelector(".o_desk_words")?.focus();
    }

    async onOpen() {
        if (await this.state.contact?.open()) {
            this.onChange();
        }
    }

    onAnother() {
        this.state.contact.another();
        this.onChange();
        this.onMet();
    }

    async onAside() {
        if (await this.state.contact.save()) {
            await this.backToBoard();
        }
    }

    async onEnd() {
        this.saveSoon.cancel();
        const row = await this.state.contact.end();
        if (!row) {
            return;
        }
        const length = clock(row.handling_seconds);
        this.notification.add(
            _t("%(who)s: ended after %(length)s.", {
                who: row.caption,
                length,
            }),
            {type: "success"}
        );
        await this.backToBoard();
    }

    async backToBoard() {
        await this.loadBoard();
        this.state.contact = null;
    }

    openRecord(model, resId) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: resId,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("channel_gateway.contact_desk", ContactDesk);
