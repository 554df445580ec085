// As OCA formats JavaScript, style sheets, JSON and YAML; indentation is in .editorconfig.
module.exports = {
    bracketSpacing: false,
    printWidth: 88,
    trailingComma: "es5",
};
