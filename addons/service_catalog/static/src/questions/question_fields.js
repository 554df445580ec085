import {Interaction} from "@web/public/interaction";
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
        const given = this.valuesOf(after);
        const wanted = values ? values.split(" ") : [];
        return wanted.length
            ? wanted.some((one) => given.includes(one))
            : given.length > 0;
    }

    valuesOf(code) {
        const earlier = this.el.querySelector(
            `.o_question[data-code="${CSS.escape(code)}"]`
        );
        const inputs = [
            ...(earlier?.querySelectorAll("input, select, textarea") || []),
        ];
        return inputs
            .filter((input) => !input.disabled)
            .filter(
                ({type, checked}) => !["radio", "checkbox"].includes(type) || checked
            )
            .map(({value}) => value.trim())
            .filter(Boolean);
    }
}

registry
    .category("public.interactions")
    .add("service_catalog.question_fields", QuestionFields);
