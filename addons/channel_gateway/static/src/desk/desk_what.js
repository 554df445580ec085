import {Component, onWillStart, useRef, useState} from "@odoo/owl";

import {AddressBox} from "@constituent_crm/addresses/address_box";
import {SelectMenu} from "@web/core/select_menu/select_menu";
import {useService} from "@web/core/utils/hooks";
import {CallScript} from "@service_catalog/forms/call_script";
import {QuestionForm} from "@service_catalog/forms/question_form";
import {CannedResponses} from "@service_catalog/forms/canned_responses";
import {KeepLast} from "@web/core/utils/concurrency";
import {useDebounced} from "@web/core/utils/timing";

import {inWords} from "./desk_contact";

const PAUSE = 200;

/** Panel for the constituent's description, service, script, questions and place. */
export class DeskWhat extends Component {
    static template = "channel_gateway.DeskWhat";
    static components = {
        AddressBox,
        CallScript,
        CannedResponses,
        QuestionForm,
        SelectMenu,
    };
    static props = {
        contact: {type: Object},
        onChange: {type: Function},
    };

    setup() {
        this.orm = useService("orm");
        this.contact = useState(this.props.contact);
        this.words = useRef("words");
        this.root = useRef("root");
        this.state = useState({
            suggestions: [],
            at: 0,
            asked: "",
            whose: false,
            services: [],
        });
        this.lastAsked = new KeepLast();
        this.suggestSoon = useDebounced(() => this.suggest(), PAUSE);
        onWillStart(async () => {
            this.state.services = await this.orm.silent.searchRead(
                "service.type",
                [],
                ["name", "group"]
            );
            await this.suggest();
        });
    }

    get groups() {
        const byGroup = Object.groupBy(this.state.services, (one) => one.group || "");
        return Object.entries(byGroup).map(([label, rows]) => ({
            label,
            choices: rows.map((row) => ({value: row.id, label: row.name})),
        }));
    }

    focus() {
        this.words.el?.focus();
    }

    onWords(ev) {
        this.contact.values.words = ev.target.value;
        this.props.onChange();
        this.suggestSoon();
    }

    async suggest() {
        const asked = this.contact.values.words.trim();
        if (!asked || this.contact.service) {
            Object.assign(this.state, {suggestions: [], asked: ""});
            return;
        }
        try {
            const call = this.orm.silent.call("service.type", "suggest", [asked, 5]);
            const suggestions = await this.lastAsked.add(call);
            const whose =
                !suggestions.length && (await this.lastAsked.add(this.whose(asked)));
            Object.assign(this.state, {suggestions, at: 0, asked, whose});
        } catch (error) {
            this.contact.error = inWords(error);
        }
    }

    /** Return who to turn to with what is not the council's, or false. */
    whose(words) {
        return this.orm.silent.call("service.type", "whose", [words]);
    }

    onKeydown(ev) {
        const last = this.state.suggestions.length - 1;
        if (last < 0 || ev.isComposing) {
            return;
        }
        if (ev.key === "ArrowDown") {
            this.state.at = Math.min(last, this.state.at + 1);
        } else if (ev.key === "ArrowUp") {
            this.state.at = Math.max(0, this.state.at - 1);
        } else if (ev.key === "Enter" && !ev.ctrlKey && !ev.shiftKey) {
            this.onPick(this.state.suggestions[this.state.at].id);
        } else {
            return;
        }
        ev.preventDefault();
    }

    async onPick(serviceId) {
        if (serviceId && (await this.contact.pick(serviceId))) {
            this.state.suggestions = [];
            this.props.onChange();
            this.focusNext();
        }
    }

    /** Focus the first field without a required answer, or else the first field. */
    focusNext() {
        requestAnimationFrame(() => {
            const root = this.root.el;
            const field =
                root?.querySelector(".o_call_reply") ||
                root?.querySelector(
                    ".o_service_form_required input, .o_service_form_required textarea, .o_service_form_required select"
                ) ||
                root?.querySelector(".o_desk_form input, .o_desk_form textarea");
            field?.focus();
        });
    }

    onUnpick() {
        this.contact.unpick();
        this.props.onChange();
        this.suggest();
        requestAnimationFrame(() => this.focus());
    }

    onAnswer(code, value) {
        this.contact.answer(code, value);
        this.props.onChange();
    }

    onPath(path) {
        this.contact.follow(path);
        this.props.onChange();
    }

    onUse(used) {
        this.contact.values.canned_responses_used = used;
        this.props.onChange();
    }

    onPlace(name, text) {
        this.contact.setPlace(name, text);
        this.props.onChange();
    }

    onMatch(property) {
        this.contact.setProperty(property);
        this.props.onChange();
    }

    onProperty(property) {
        this.contact.takeProperty(property);
        this.props.onChange();
    }

    onAsTyped() {
        this.contact.keepAsTyped();
        this.props.onChange();
    }

    onHome() {
        this.contact.useHome();
        this.props.onChange();
    }

    onDescription(ev) {
        this.contact.values.description = ev.target.value;
        this.props.onChange();
    }
}
