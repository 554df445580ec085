import {Interaction} from "@web/public/interaction";
import {holds, words} from "@service_catalog/forms/conditions";
import {registry} from "@web/core/registry";

/**
 * Show and hide questions of residents' forms by their conditions.
 * Without JavaScript all questions are visible and name their conditions.
 */
export class QuestionFields extends Interaction {
    static selector = "form:has(.o_question[data-after])";
    dynamicContent = {
        _root: {"t-on-change": this.update},
        ".o_question[data-after] .o_question_condition": {
            "t-att-class": () => ({"d-none": true}),
        },
    };

    start() {
        this.update();
    }

    update() {
        for (const question of this.el.querySelectorAll(".o_question[data-after]")) {
            const isAsked = this.isAsked(question.dataset);
            question.classList.toggle("d-none", !isAsked);
            for (const input of question.querySelectorAll("input, select, textarea")) {
                // Disabled inputs are not submitted.
                input.disabled = !isAsked;
            }
        }
    }

    /** Return whether the condition holds; earlier questions are up to date. */
    isAsked({after, values}) {
        return holds({values: JSON.parse(values)}, this.textsOf(after));
    }

    textsOf(code) {
        const earlier = this.el.querySelector(
            `.o_question[data-code="${CSS.escape(code)}"]`
        );
        const inputs = [
            ...(earlier?.querySelectorAll("input, select, textarea") || []),
        ];
        const filled = inputs.filter(
            ({type, checked, disabled}) =>
                !disabled && (!["radio", "checkbox"].includes(type) || checked)
        );
        return words(filled.map(({value}) => value));
    }
}

registry
    .category("public.interactions")
    .add("service_catalog.question_fields", QuestionFields);
