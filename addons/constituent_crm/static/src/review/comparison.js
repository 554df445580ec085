import {Component} from "@odoo/owl";

/** Records side by side, line by line: which of them is kept, and which value of each. */
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

    /** A line where there is something to choose. */
    isOpen(line) {
        return line.differs && !this.props.readonly;
    }

    isChosen(line, partner) {
        return this.props.choices[line.key] === partner.id;
    }

    /** The whole cell may be clicked, not the small circle only. */
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
