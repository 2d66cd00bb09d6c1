// A form for an assessment, drawn by a stock generator from the schema of one rubric. No server: open index.html.
import { createRoot } from "react-dom/client";
import Form from "@rjsf/core";
import { TranslatableString, englishStringTranslator } from "@rjsf/utils";
import { customizeValidator } from "@rjsf/validator-ajv8";
import { Ajv2020 } from "ajv/dist/2020.js";
import schema from "rubric-schema";

const validator = customizeValidator({ AjvClass: Ajv2020 });

const SPANISH = {
  [TranslatableString.AddButton]: "Añadir",
  [TranslatableString.AddItemButton]: "Añadir",
  [TranslatableString.RemoveButton]: "Quitar",
  [TranslatableString.MoveUpButton]: "Subir",
  [TranslatableString.MoveDownButton]: "Bajar",
  [TranslatableString.ErrorsLabel]: "Hay que corregir",
};

// What a form has no use for, and what is always the same.
const hidden = { "ui:widget": "hidden" };
const nothing = { "ui:field": "Nothing" };
const evidence = { items: { extensions: nothing } };
const look = {
  "ui:submitButtonOptions": { submitText: "Exportar" },
  format: hidden,
  rubric: { id: hidden, version: hidden },
  extensions: nothing,
  raters: { items: { extensions: nothing } },
  ratings: { items: { extensions: nothing, evidence } },
  decisions: { items: { extensions: nothing, evidence } },
};

// The generator gives the choice between two kinds of an item no name; a screen reader needs one.
new MutationObserver(() => {
  for (const one of document.querySelectorAll("select[id$=__oneof_select]:not([aria-label])")) {
    one.setAttribute("aria-label", "Con etapa o sin etapa");
  }
}).observe(document.body, { childList: true, subtree: true });

function save({ formData }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(formData)], { type: "application/json" }));
  link.download = `${formData.id}.json`;
  link.click();
}

createRoot(document.getElementById("form")).render(
  <Form
    schema={schema}
    uiSchema={look}
    validator={validator}
    fields={{ Nothing: () => null }}
    translateString={(text, params) => SPANISH[text] ?? englishStringTranslator(text, params)}
    experimental_defaultFormStateBehavior={{ emptyObjectFields: "skipEmptyDefaults", constAsDefaults: "skipOneOf" }}
    noHtml5Validate
    focusOnFirstError
    onSubmit={save}
  />,
);
