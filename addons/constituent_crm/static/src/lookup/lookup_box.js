import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

const PAUSE = 120;
const LIMIT = 8;
let boxes = 0;

/**
 * One input that answers "who is it?" as you type: a phone number, a name, a postcode.
 *
 * `onSelect` gets a row of `res.partner.constituent_lookup`; `onType` what is typed.
 */
export class LookupBox extends Component {
    static template = "constituent_crm.LookupBox";
    static props = {
        placeholder: { type: String, optional: true },
        autofocus: { type: Boolean, optional: true },
        onSelect: Function,
        onType: { type: Function, optional: true },
    };
    static defaultProps = { autofocus: false };

    setup() {
        this.orm = useService("orm");
        this.input = this.props.autofocus ? useAutofocus({ refName: "input" }) : useRef("input");
        this.keepLast = new KeepLast();
        this.id = `constituent-lookup-${++boxes}`;
        // `answered` is the text that `rows` answer, null before the first answer.
        this.state = useState({ text: "", answered: null, rows: [], active: 0 });
        this.searchSoon = useDebounced(() => this.search(), PAUSE);
    }

    get isOpen() {
        return Boolean(this.state.text.trim()) && this.state.answered !== null;
    }

    get activeId() {
        return this.isOpen && this.state.rows.length ? this.optionId(this.state.active) : undefined;
    }

    get defaultPlaceholder() {
        return _t("Phone, name, postcode, e-mail, UPRN or reference");
    }

    /** What a screen reader says of the answer. */
    get told() {
        const count = this.state.rows.length;
        if (!this.isOpen) {
            return "";
        }
        return count ? _t("%s found", count) : _t("Nobody found");
    }

    optionId(index) {
        return `${this.id}-${index}`;
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.props.onType?.(this.state.text);
        if (this.state.text.trim()) {
            this.searchSoon();
        } else {
            this.clear();
        }
    }

    async search() {
        const text = this.state.text.trim();
        if (!text) {
            return;
        }
        // Only the answer to the last question arrives.
        const rows = await this.keepLast.add(
            this.orm.silent.call("res.partner", "constituent_lookup", [text], { limit: LIMIT })
        );
        if (text === this.state.text.trim()) {
            Object.assign(this.state, { answered: text, rows, active: 0 });
        }
    }

    onKeydown(ev) {
        const { key } = ev;
        if (key === "ArrowDown" || key === "ArrowUp") {
            this.move(key === "ArrowDown" ? 1 : -1);
        } else if (key === "Enter") {
            this.choose();
        } else if (key === "Escape" && this.state.text) {
            this.clear();
            this.props.onType?.("");
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    move(step) {
        const count = this.state.rows.length;
        if (count) {
            this.state.active = (this.state.active + step + count) % count;
        }
    }

    /** Enter may be quicker than the answer: then it chooses only who is certain. */
    async choose() {
        const isAnswered = this.state.answered === this.state.text.trim();
        if (!isAnswered) {
            this.searchSoon.cancel();
            await this.search();
        }
        const { rows, active } = this.state;
        if (rows.length && (isAnswered || rows.length === 1)) {
            this.select(rows[active]);
        }
    }

    select(row) {
        this.clear();
        this.props.onSelect(row);
    }

    clear() {
        this.searchSoon.cancel();
        Object.assign(this.state, { text: "", answered: null, rows: [], active: 0 });
    }
}
