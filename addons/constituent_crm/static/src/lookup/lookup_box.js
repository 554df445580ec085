import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {ConnectionLostError} from "@web/core/network/rpc";
import {KeepLast} from "@web/core/utils/concurrency";
import {useAutofocus, useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {highlighted} from "./highlight";

const PAUSE = 120;
// A response takes a few milliseconds. A spinner is shown for a slow one only.
const SLOW = 400;
const LIMIT = 8;
const NOTHING = {answered: null, rows: [], active: 0, problem: "", isSlow: false};
let boxes = 0;

/**
 * Input that finds constituents while typing, e.g. by phone number, name or postcode.
 *
 * `onSelect` is called with a row of `res.partner.constituent_lookup`, `onType` with
 * the text, and the optional `onCreate` with the text for a new constituent.
 */
export class LookupBox extends Component {
    static template = "constituent_crm.LookupBox";
    static props = {
        placeholder: {type: String, optional: true},
        autofocus: {type: Boolean, optional: true},
        onSelect: Function,
        onType: {type: Function, optional: true},
        onCreate: {type: Function, optional: true},
    };
    static defaultProps = {autofocus: false};

    setup() {
        this.orm = useService("orm");
        this.recent = useService("constituent_lookup_recent");
        this.input = this.props.autofocus
            ? useAutofocus({refName: "input"})
            : useRef("input");
        this.list = useRef("list");
        this.keepLast = new KeepLast();
        this.id = `constituent-lookup-${++boxes}`;
        this.highlighted = highlighted;
        // `answered` is the text that `rows` belong to, null before the first response.
        this.state = useState({text: "", isFocused: true, ...NOTHING});
        this.searchSoon = useDebounced(() => this.search(), PAUSE);
        this.saySlow = useDebounced(() => (this.state.isSlow = true), SLOW);
        useEffect(
            () => {
                this.list.el
                    ?.querySelector(".active")
                    ?.scrollIntoView({block: "nearest"});
            },
            () => [this.state.active]
        );
    }

    get isOpen() {
        return this.state.isFocused && this.state.answered !== null;
    }

    get isAnswered() {
        return this.state.answered === this.state.text.trim();
    }

    get isRecent() {
        return this.state.answered === "";
    }

    get hasCreate() {
        return Boolean(this.props.onCreate) && !this.isRecent;
    }

    /** Return the number of options: the rows, and one for a new constituent. */
    get lineCount() {
        return this.state.rows.length + (this.hasCreate ? 1 : 0);
    }

    get activeId() {
        return this.isOpen && this.lineCount
            ? this.optionId(this.state.active)
            : undefined;
    }

    get defaultPlaceholder() {
        return _t("Phone, name, postcode, e-mail, UPRN or reference");
    }

    get createLabel() {
        return _t("New constituent “%s”", this.state.answered);
    }

    /** Return the status for screen readers. */
    get told() {
        if (this.state.problem) {
            return this.state.problem;
        }
        if (this.state.isSlow) {
            return _t("Searching…");
        }
        if (!this.isOpen) {
            return "";
        }
        const count = this.state.rows.length;
        return count ? _t("%s found", count) : _t("No constituent found");
    }

    optionId(index) {
        return `${this.id}-${index}`;
    }

    isFirstSimilar(index) {
        const {rows} = this.state;
        return rows[index].is_similar && !rows[index - 1]?.is_similar;
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.state.isFocused = true;
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
        this.saySlow();
        try {
            // Responses to earlier texts are ignored.
            const rows = await this.keepLast.add(
                this.orm.silent.call("res.partner", "constituent_lookup", [text], {
                    limit: LIMIT,
                })
            );
            if (text === this.state.text.trim()) {
                this.show({answered: text, rows});
            }
        } catch (error) {
            this.show({problem: this.problemOf(error)});
        }
    }

    show(values) {
        this.saySlow.cancel();
        Object.assign(this.state, NOTHING, values);
    }

    problemOf(error) {
        if (error instanceof ConnectionLostError) {
            return _t("The server cannot be reached. Press Enter to try again.");
        }
        return (
            error.data?.message || _t("The look-up failed. Press Enter to try again.")
        );
    }

    onKeydown(ev) {
        const {key} = ev;
        if (key === "ArrowDown" || key === "ArrowUp") {
            this.move(key === "ArrowDown" ? 1 : -1);
        } else if (key === "Enter") {
            this.choose();
        } else if (key === "Escape" && (this.state.text || this.isOpen)) {
            this.clear();
            this.props.onType?.("");
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    move(step) {
        this.state.isFocused = true;
        if (!this.state.text.trim() && this.state.answered === null) {
            this.showRecent();
        } else if (this.lineCount) {
            this.state.active =
                (this.state.active + step + this.lineCount) % this.lineCount;
        }
    }

    showRecent() {
        if (this.recent.rows.length) {
            this.show({answered: "", rows: this.recent.rows});
        }
    }

    /** Select the active option; before the response, only a single certain match. */
    async choose() {
        if (this.isAnswered) {
            return this.take(this.state.active);
        }
        this.searchSoon.cancel();
        await this.search();
        const certain = this.state.rows.filter((row) => !row.is_similar);
        if (this.isAnswered && certain.length === 1) {
            this.take(0);
        }
    }

    /** Select the option at `index`: a constituent, or a new one. */
    take(index) {
        const row = this.state.rows[index];
        if (row) {
            this.recent.add(row);
            this.clear();
            this.props.onSelect(row);
        } else if (this.hasCreate) {
            this.props.onCreate(this.state.text);
        }
    }

    clear() {
        this.searchSoon.cancel();
        this.show({text: ""});
    }
}
