// A consumer written by hand over the types that json-schema-to-typescript makes: it builds an assessment, which the
// test hands to the library, and reads the profile that comes back.
//   node consumer.js            prints an assessment
//   node consumer.js PROFILE    prints what a page would show of it
import { readFileSync } from "node:fs";
import type { Assessment, Missing, Rating } from "./assessment.js";
import type { Profile } from "./profile.js";
import type { Report } from "./report.js";

type Answer = { competency: string; stage: string } | { competency: string; missing: Missing };

function rating(group: string, answer: Answer): Rating {
  return "stage" in answer ? { group, competency: answer.competency, stage: answer.stage }
    : { group, competency: answer.competency, missing: answer.missing };
}

function assessment(id: string, answers: Answer[]): Assessment {
  return {
    format: "cei.assessment/1",
    id,
    rubric: { id: "cei-self-assessment", version: "2023.1" },
    subject: { id: "99999990000000", scheme: "cds", name: { en: "Ejemplo Unified", es: "Distrito Ejemplo" }, level: "district" },
    period: { school_year: "2025-26", from: "2025-09-01" },
    ratings: answers.map((answer) => rating("families", answer)),
  };
}

function shown(profile: Profile): string[] {
  return profile.domains.map((domain) => {
    const words = domain.because.text;
    return `${domain.id}: ${domain.stage ?? domain.status} (${typeof words === "string" ? words : words["es"]})`;
  });
}

export function worst(report: Report): "error" | "warning" | "note" | undefined {
  return (["error", "warning", "note"] as const).find((one) => report.diagnostics.some((found) => found.severity === one));
}

// What the types refuse: a word that is none of the choices, a field that does not exist, a field that is missing.
// @ts-expect-error
export const wrongWord: Missing = "maybe";
// @ts-expect-error
export const wrongField: Assessment = { ...assessment("a", []), ratingz: [] };
// @ts-expect-error
export const lacking: Assessment = { format: "cei.assessment/1", id: "a" };

const file = process.argv[2];
if (file === undefined) {
  console.log(JSON.stringify(assessment("typed", [{ competency: "1.1", stage: "maturing" }, { competency: "1.2", missing: "dont_know" }])));
} else {
  console.log(JSON.stringify(shown(JSON.parse(readFileSync(file, "utf8")) as Profile)));
}
