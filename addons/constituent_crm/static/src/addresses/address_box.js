import {Component, useEffect, useRef, useState} from "@odoo/owl";

import {highlighted} from "../lookup/highlight";
import {_t} from "@web/core/l10n/translation";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";

const PAUSE = 150;
const NOTHING = {answered: null, rows: [], active: 0};
let boxes = 0;

/**
 * Input of an address that offers properties of the gazetteer while typing. Any other
 * text may be entered, too.
 *
 * `onInput` is called with the text, the optional `onCommit` with the text when the user
 * leaves the input, `onSelect` with the row of `constituent.property.suggest_addresses`
 * that the user chooses, and the optional `onMatch` with the row that the text certainly
 * means, or null.
 */
export class AddressBox extends Component {
    static template = "constituent_crm.AddressBox";
    static props = {
        value: {type: String},
        // What is entered elsewhere of the same address, such as the postcode.
        rest: {type: String, optional: true},
        id: {type: String, optional: true},
        className: {type: String, optional: true},
        placeholder: {type: String, optional: true},
        describedBy: {type: String, optional: true},
        isInvalid: {type: Boolean, optional: true},
        isReadonly: {type: Boolean, optional: true},
        onInput: Function,
        onCommit: {type: Function, optional: true},
        onSelect: Function,
        onMatch: {type: Function, optional: true},
    };
    static defaultProps = {rest: ""};

    setup() {
        this.orm = useService("orm");
        this.list = useRef("list");
        this.keepLast = new KeepLast();
        this.listId = `constituent-addresses-${++boxes}`;
        this.highlighted = highlighted;
        // `answered` is the text that `rows` belong to, null before the first response.
        this.state = useState({isFocused: false, isTyped: false, ...NOTHING});
        this.searchSoon = useDebounced(() => this.search(), PAUSE);
        useEffect(
            () => {
                this.list.el?.scrollIntoView({block: "nearest"});
            },
            () => [this.list.el, this.state.rows]
        );
        useEffect(
            () => {
                this.list.el
                    ?.querySelector(".active")
                    ?.scrollIntoView({block: "nearest"});
            },
            () => [this.state.active]
        );
        useEffect(
            () => {
                if (this.state.isTyped) {
                    this.searchSoon();
                }
            },
            () => [this.props.rest]
        );
    }

    get text() {
        return [this.props.value, this.props.rest].filter(Boolean).join(", ").trim();
    }

    get isOpen() {
        return this.state.isFocused && this.state.rows.length > 0;
    }

    get activeId() {
        return this.isOpen ? this.optionId(this.state.active) : undefined;
    }

    /** Return the status for screen readers. */
    get told() {
        const {answered, rows, isFocused} = this.state;
        if (!isFocused || answered === null) {
            return "";
        }
        return rows.length ? _t("%s addresses found", rows.length) : _t("No address");
    }

    optionId(index) {
        return `${this.listId}-${index}`;
    }

    onInput(ev) {
        this.state.isFocused = true;
        this.state.isTyped = true;
        this.props.onInput(ev.target.value);
        this.searchSoon();
    }

    async search() {
        const {text} = this;
        let rows = [];
        try {
            // Responses to earlier texts are ignored.
            rows = await this.keepLast.add(
                this.props.value.trim()
                    ? this.orm.silent.call(
                          "constituent.property",
                          "suggest_addresses",
                          [text]
                      )
                    : []
            );
        } catch (error) {
            if (!(error instanceof ConnectionLostError || error instanceof RPCError)) {
                throw error;
            }
            // The text can be entered without any offer.
        }
        if (text === this.text && this.state.isTyped) {
            Object.assign(this.state, {answered: text, rows, active: 0});
            this.props.onMatch?.(rows[0]?.is_certain ? rows[0] : null);
        }
    }

    onKeydown(ev) {
        const {key} = ev;
        if (!this.isOpen || ev.isComposing) {
            return;
        }
        if (key === "ArrowDown" || key === "ArrowUp") {
            const count = this.state.rows.length;
            const step = key === "ArrowDown" ? 1 : -1;
            this.state.active = (this.state.active + step + count) % count;
        } else if (key === "Enter" && !ev.ctrlKey) {
            this.take(this.state.active);
        } else if (key === "Escape") {
            this.close();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    take(index) {
        const row = this.state.rows[index];
        this.close();
        this.props.onSelect(row);
    }

    close() {
        this.searchSoon.cancel();
        Object.assign(this.state, NOTHING, {isTyped: false});
    }
}
