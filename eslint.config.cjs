// What OCA checks in JavaScript for Odoo, on top of what ESLint recommends. What is a
// warning there is an error here: nothing that only warns is ever read. OCA's names of
// types ("String") are left out, for core's comments say "string".
const path = require("node:path");
const {createRequire} = require("node:module");

// The packages of devkit/node/package.json, where ./dev lint installs them.
const installed = createRequire(path.join(__dirname, ".dev/node/package.json"));
const js = installed("@eslint/js");
const globals = installed("globals");
const jsdoc = installed("eslint-plugin-jsdoc");

const FAULTS = [
    "accessor-pairs",
    "array-callback-return",
    "no-alert",
    "no-array-constructor",
    "no-caller",
    "no-eq-null",
    "no-eval",
    "no-extend-native",
    "no-implied-eval",
    "no-inner-declarations",
    "no-iterator",
    "no-label-var",
    "no-labels",
    "no-new",
    "no-new-func",
    "no-new-wrappers",
    "no-object-constructor",
    "no-octal-escape",
    "no-param-reassign",
    "no-proto",
    "no-return-assign",
    "no-script-url",
    "no-self-compare",
    "no-sequences",
    "no-shadow",
    "no-throw-literal",
    "no-unmodified-loop-condition",
    "no-unused-expressions",
    "no-use-before-define",
    "radix",
];

const STYLE = [
    "dot-notation",
    "eqeqeq",
    "init-declarations",
    "max-depth",
    "max-nested-callbacks",
    "max-statements-per-line",
    "no-div-regex",
    "no-duplicate-imports",
    "no-else-return",
    "no-empty-function",
    "no-extra-bind",
    "no-extra-label",
    "no-implicit-globals",
    "no-inline-comments",
    "no-lone-blocks",
    "no-lonely-if",
    "no-multi-str",
    "no-negated-condition",
    "no-undef-init",
    "no-unneeded-ternary",
    "no-useless-call",
    "no-useless-computed-key",
    "no-useless-concat",
    "no-useless-constructor",
    "no-useless-rename",
    "no-void",
    "prefer-const",
    "yoda",
];

const errors = (rules) => Object.fromEntries(rules.map((rule) => [rule, "error"]));

module.exports = [
    {ignores: [".dev/", "**/static/lib/"]},
    js.configs.recommended,
    {
        files: ["addons/**/*.js"],
        plugins: {jsdoc},
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {...globals.browser, luxon: "readonly", odoo: "readonly"},
        },
        linterOptions: {reportUnusedDisableDirectives: "error"},
        rules: {
            ...errors(FAULTS),
            ...errors(STYLE),
            "capitalized-comments": [
                "error",
                "always",
                {ignoreConsecutiveComments: true, ignoreInlineComments: true},
            ],
            complexity: ["error", 15],
            "no-implicit-coercion": ["error", {allow: ["~"]}],
            "operator-assignment": ["error", "always"],
            // The names within one import; the imports themselves stand as core's do.
            "sort-imports": ["error", {ignoreDeclarationSort: true, ignoreCase: true}],
            "spaced-comment": ["error", "always"],
            "jsdoc/check-tag-names": "error",
        },
        settings: {jsdoc: {tagNamePreference: {augments: "extends"}}},
    },
    {
        // The only script of the crew's page, loaded without an asset bundle.
        files: ["addons/field_dispatch/static/src/worker/*.js"],
        languageOptions: {sourceType: "script"},
        rules: {"no-implicit-globals": "off"},
    },
    {
        files: ["*.cjs"],
        languageOptions: {sourceType: "commonjs", globals: globals.node},
    },
];
