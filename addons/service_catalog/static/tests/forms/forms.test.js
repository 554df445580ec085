import {describe, expect, globals, test} from "@odoo/hoot";
import {click, edit, queryAllTexts, setInputFiles} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {Component, useState, xml} from "@odoo/owl";
import {makeMockEnv, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

import {CallScript, follow} from "@service_catalog/forms/call_script";
import {shownQuestions} from "@service_catalog/forms/conditions";
import {QuestionForm} from "@service_catalog/forms/question_form";

defineMailModels();

const YES_NO = [
    {code: "yes", name: "Yes"},
    {code: "no", name: "No"},
];

function question(code, values = {}) {
    return {
        code,
        name: `${code}?`,
        help: "",
        datatype: "string",
        required: false,
        is_input: true,
        options: [],
        shown_if: null,
        ...values,
    };
}

const FORM = [
    question("dog", {datatype: "singlevaluelist", options: YES_NO, required: true}),
    question("breed", {shown_if: {question: "dog", values: ["yes"]}}),
    question("chip", {shown_if: {question: "breed", values: []}}),
    question("notice", {is_input: false, name: "In danger? Call 999."}),
];

async function mountForm({form = FORM, answers = {}, faults = {}} = {}) {
    class Parent extends Component {
        static components = {QuestionForm};
        static props = ["*"];
        static template = xml`
            <QuestionForm serviceId="5" form="form" answers="state.answers" faults="faults" onAnswer.bind="onAnswer"/>`;
        setup() {
            this.form = form;
            this.faults = faults;
            this.state = useState({answers});
        }
        onAnswer(code, value) {
            expect.step([code, value]);
            this.state.answers = {...this.state.answers, [code]: value};
        }
    }
    await makeMockEnv();
    await mountWithCleanup(Parent);
}

describe("conditions", () => {
    test("hold in the cases that the server has, too", async () => {
        const url = "/service_catalog/static/tests/forms/shown_if.json";
        const {forms, cases} = await (await globals.fetch(url)).json();
        for (const {name, form, answers, shown} of cases) {
            const codes = shownQuestions(forms[form], answers)
                .filter((one) => one.shown_if)
                .map(({code}) => code);
            expect(codes).toEqual(shown, {message: name});
        }
    });
});

describe("questions", () => {
    test("come with the answer they hang on", async () => {
        await mountForm();
        expect(".o_service_form_question").toHaveCount(1);
        expect(".o_service_form_words").toHaveText("In danger? Call 999.");
        await click("label:contains(Yes)");
        await animationFrame();
        expect.verifySteps([["dog", "yes"]]);
        expect(".o_service_form_question").toHaveCount(2);
        await click("[data-code=breed] input");
        await edit("collie", {confirm: "blur"});
        await animationFrame();
        expect.verifySteps([["breed", "collie"]]);
        expect(".o_service_form_question[data-code=chip]").toHaveCount(1);
    });

    test("show what is wrong beside them, to readers of screens as well", async () => {
        await mountForm({faults: {dog: "Please answer.", gone: "Not asked any more."}});
        expect("[data-code=dog] .o_service_form_fault").toHaveText("Please answer.");
        expect("[data-code=dog] [role=radiogroup]").toHaveAttribute("aria-describedby");
        expect(queryAllTexts(".o_service_form_fault")).toEqual([
            "Please answer.",
            "Not asked any more.",
        ]);
    });

    test("of a list take several, and back", async () => {
        const form = [question("bins", {datatype: "multivaluelist", options: YES_NO})];
        await mountForm({form});
        await click("label:contains(Yes)");
        await animationFrame();
        await click("label:contains(No)");
        await animationFrame();
        await click("label:contains(Yes)");
        await animationFrame();
        expect.verifySteps([
            ["bins", ["yes"]],
            ["bins", ["yes", "no"]],
            ["bins", ["no"]],
        ]);
    });

    test("take a place as words and a point", async () => {
        await mountForm({form: [question("spot", {datatype: "place"})]});
        await click("[data-code=spot] input");
        await edit("At the gate", {confirm: "blur"});
        await animationFrame();
        await click("input[aria-label=Latitude]");
        await edit("53.7", {confirm: "blur"});
        await animationFrame();
        expect.verifySteps([
            ["spot", {words: "At the gate"}],
            ["spot", {words: "At the gate", latitude: "53.7"}],
        ]);
    });

    test("hold files, and show the one that is none", async () => {
        onRpc("service.type", "hold_file", ({args}) => {
            expect.step(args);
            return {name: "a.jpg", fault: "file_no_image", details: {}};
        });
        const form = [
            question("photo", {datatype: "file", accepts: "image", max_files: 2}),
        ];
        await mountForm({form});
        await click("[data-code=photo] input");
        await setInputFiles([new File(["hi"], "a.jpg", {type: "image/jpeg"})]);
        await expect.waitForSteps([
            [5, "photo", "a.jpg", "aGk="],
            ["photo", [{name: "a.jpg", fault: "file_no_image", details: {}}]],
        ]);
        await animationFrame();
        expect(".o_service_form_file").toHaveText(/a.jpg/);
        await click(".o_service_form_file button");
        await animationFrame();
        expect.verifySteps([["photo", []]]);
    });
});

describe("call script", () => {
    const SCRIPT = [
        {
            key: 1,
            name: "Greeting",
            body: "Hello",
            replies: [
                {name: "Late", leads_to: "step", next: 3},
                {name: "Fine", leads_to: "answered", next: null},
            ],
        },
        {key: 2, name: "When", body: "When was it?", replies: []},
        {key: 3, name: "Sorry", body: "Sorry!", replies: []},
    ];

    test("follows replies", () => {
        const keys = (path) => follow(SCRIPT, path).way.map((step) => step.key);
        expect(keys([])).toEqual([1]);
        expect(keys([0])).toEqual([1, 3]);
        expect(keys([7])).toEqual([1]);
        expect(follow(SCRIPT, [1]).end).toBe("answered");
        expect(follow(SCRIPT, [0, null]).end).toBe("questions");
    });

    test("leads on by a click, and back", async () => {
        class Parent extends Component {
            static components = {CallScript};
            static props = ["*"];
            static template = xml`<CallScript script="script" path="state.path" onPath.bind="onPath"/>`;
            setup() {
                this.script = SCRIPT;
                this.state = useState({path: []});
            }
            onPath(path) {
                this.state.path = path;
            }
        }
        await mountWithCleanup(Parent);
        expect(".o_call_say").toHaveText("Hello");
        await click(".o_call_reply:contains(Late)");
        await animationFrame();
        expect(".o_call_say").toHaveText("Sorry!");
        expect(".o_call_passed").toHaveText(/Greeting\s*Late/);
        await click(".o_call_passed button");
        await animationFrame();
        await click(".o_call_reply:contains(Fine)");
        await animationFrame();
        expect(".o_call_end").toHaveCount(1);
        expect(".o_call_current").toHaveCount(0);
    });
});
