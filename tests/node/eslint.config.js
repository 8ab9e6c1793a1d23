import js from "@eslint/js";
import globals from "globals";

const WRITERS_OF_MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"];
const NO_MARKUP = "Text of the record is never markup: make elements, set textContent.";

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "max-lines-per-function": ["error", { max: 60 }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...WRITERS_OF_MARKUP.map((property) => ({ property, message: NO_MARKUP })),
        { object: "document", property: "write", message: NO_MARKUP },
        { object: "document", property: "writeln", message: NO_MARKUP },
      ],
      "no-unused-vars": "error",
      "no-var": "error",
      // An error of types is mended, not silenced.
      "no-warning-comments": [
        "error",
        { terms: ["@ts-expect-error", "@ts-ignore", "@ts-nocheck"], location: "anywhere" },
      ],
      "prefer-const": "error",
    },
  },
  { files: ["components/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/node/**/*.js"], languageOptions: { globals: globals.node } },
];
