import {Component} from "@odoo/owl";

/** Comparison of records, to choose the one to keep and the value of each line. */
export class Comparison extends Component {
    static template = "constituent_crm.Comparison";
    static props = {
        comparison: Object,
        kept: Number,
        choices: Object,
        readonly: {type: Boolean, optional: true},
        onKeep: Function,
        onChoose: Function,
        onOpen: Function,
    };

    get partners() {
        return this.props.comparison.partners;
    }

    /** Return whether the values of a line differ and can be chosen. */
    isOpen(line) {
        return line.differs && !this.props.readonly;
    }

    isChosen(line, partner) {
        return this.props.choices[line.key] === partner.id;
    }

    /** Choose a value by a click anywhere in its cell. */
    pick(line, partner) {
        if (this.isOpen(line) && !this.isChosen(line, partner)) {
            this.props.onChoose(line.key, partner.id);
        }
    }

    cellClass(line, partner) {
        if (!line.differs) {
            return "text-muted";
        }
        return this.isChosen(line, partner) ? "o_chosen" : "o_dropped";
    }
}
