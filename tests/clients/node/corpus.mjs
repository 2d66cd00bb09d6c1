// Answers the requests of the corpus with the C library, through koffi. Speaks as tests/clients/c/corpus.c does.
//
//     CEI_LIBRARY=/path/to/libcei.so node corpus.mjs < requests
//
// A place to start from: it declares what it uses of cei.h, wraps text, errors and handles once, and then only calls.

import { readFileSync, writeSync } from "node:fs";
import koffi from "koffi";

const library = koffi.load(process.env.CEI_LIBRARY ?? "libcei.so.1");
koffi.struct("cei_text", { ptr: "const void *", len: "size_t" });
koffi.struct("cei_buffer", { ptr: "void *", len: "size_t" });
const kinds = ["error", "report", "rubric", "policy", "assessment", "tally", "profile"];
for (const kind of kinds) {
  koffi.pointer(`cei_${kind}`, koffi.opaque(`struct_${kind}`));
}

const BYTES = "const uint8_t *, size_t";
const cei = {};
for (const declaration of [
  "uint32_t cei_abi_version()",
  "void cei_buffer_free(_Inout_ cei_buffer *)",
  "cei_text cei_error_code(cei_error)",
  `cei_text cei_error_message(cei_error, ${BYTES})`,
  "cei_report cei_error_report(cei_error)",
  `int cei_validate(${BYTES}, cei_rubric, _Out_ cei_report *, _Out_ cei_error *)`,
  "bool cei_report_valid(cei_report)",
  `int cei_report_json(cei_report, ${BYTES}, _Out_ cei_buffer *, _Out_ cei_error *)`,
  `int cei_rubric_parse(${BYTES}, _Out_ cei_rubric *, _Out_ cei_error *)`,
  `int cei_rubric_built_in(${BYTES}, _Out_ cei_rubric *, _Out_ cei_error *)`,
  "cei_text cei_rubric_digest(cei_rubric)",
  "cei_text cei_rubric_structure(cei_rubric)",
  `int cei_policy_parse(${BYTES}, _Out_ cei_policy *, _Out_ cei_error *)`,
  `int cei_policy_built_in(${BYTES}, _Out_ cei_policy *, _Out_ cei_error *)`,
  "cei_text cei_policy_digest(cei_policy)",
  `int cei_assessment_read(${BYTES}, cei_rubric, _Out_ cei_assessment *, _Out_ cei_error *)`,
  "int cei_tally_of(cei_assessment, _Out_ cei_tally *, _Out_ cei_error *)",
  `int cei_tally_read(${BYTES}, cei_rubric, _Out_ cei_tally *, _Out_ cei_error *)`,
  "int cei_tally_add(cei_tally, cei_tally, _Out_ cei_tally *, _Out_ cei_error *)",
  "int cei_tally_json(cei_tally, _Out_ cei_buffer *, _Out_ cei_error *)",
  "int cei_stage(cei_tally, cei_policy, _Out_ cei_profile *, _Out_ cei_error *)",
  "int cei_profile_json(cei_profile, _Out_ cei_buffer *, _Out_ cei_error *)",
  `int cei_derive(${BYTES}, ${BYTES}, _Out_ cei_buffer *, _Out_ cei_error *)`,
  ...kinds.map((kind) => `void cei_${kind}_free(cei_${kind})`),
]) {
  cei[/cei_\w+(?=\()/.exec(declaration)[0].slice(4)] = library.func(declaration);
}
if (cei.abi_version() !== 1) {
  throw new Error("another version of the binary interface");
}

const bytes = ({ ptr, len }) => Buffer.from(len > 0 ? koffi.decode(ptr, koffi.array("uint8_t", Number(len), "Typed")) : []);
const text = (view) => bytes(view).toString("utf8");
const given = (data) => [data, data.length];
const ENGLISH = given(Buffer.from("en"));

// A call did not do what was asked. Has the report on the document, if one is at fault.
class Refused extends Error {
  constructor(error) {
    super(text(cei.error_message(error, ...ENGLISH)));
    this.code = text(cei.error_code(error));
    const report = cei.error_report(error);
    this.report = report && written(cei.report_json, report, ...ENGLISH);
    cei.error_free(error);
  }
}

// Calls what can fail; gives what it made.
function made(call, ...given) {
  const [out, error] = [[null], [null]];
  if (call(...given, out, error) !== 0) {
    throw new Refused(error[0]);
  }
  return out[0];
}

// The bytes of a document.
function written(call, ...given) {
  const buffer = {};
  const error = [null];
  if (call(...given, buffer, error) !== 0) {
    throw new Refused(error[0]);
  }
  const data = bytes(buffer);
  cei.buffer_free(buffer);
  return data;
}

const digestsOfRubric = (rubric) =>
  `{"digest":"${text(cei.rubric_digest(rubric))}","structure":"${text(cei.rubric_structure(rubric))}"}`;
const digestsOfPolicy = (policy) => `{"digest":"${text(cei.policy_digest(policy))}"}`;

// What a request holds is freed when it is answered.
function answer(op, rubricName, policyName, ...files) {
  const held = [];
  const hold = (kind, handle) => {
    held.push(() => cei[`${kind}_free`](handle));
    return handle;
  };
  const load = (kind, name) => {
    if (name === "-") return null;
    const isFile = name.includes("/");
    const data = isFile ? readFileSync(name) : Buffer.from(name);
    return hold(kind, made(cei[`${kind}_${isFile ? "parse" : "built_in"}`], ...given(data)));
  };
  try {
    const rubric = load("rubric", rubricName);
    const policy = load("policy", policyName);
    const documents = files.map((name) => given(readFileSync(name)));
    const tally = (data) => hold("tally", made(cei.tally_read, ...data, rubric));
    const [data] = documents;
    if (op.startsWith("derive:")) {
      return [0, written(cei.derive, ...given(Buffer.from(op.slice("derive:".length))), ...data)];
    }
    if (op === "merge") {
      const [left, right] = documents.map(tally);
      return [0, written(cei.tally_json, hold("tally", made(cei.tally_add, left, right)))];
    }
    if (op === "digest" && !data) {
      return [0, Buffer.from(rubric ? digestsOfRubric(rubric) : digestsOfPolicy(policy))];
    }
    if (op === "digest") {
      try {
        return [0, Buffer.from(digestsOfRubric(hold("rubric", made(cei.rubric_parse, ...data))))];
      } catch (refused) {
        if (refused.code !== "unknown_format") throw refused;
        return [0, Buffer.from(digestsOfPolicy(hold("policy", made(cei.policy_parse, ...data))))];
      }
    }
    if (op === "validate" || op === "compile") {
      const report = hold("report", made(cei.validate, ...data, rubric));
      return [cei.report_valid(report) ? 0 : 1, written(cei.report_json, report, ...ENGLISH)];
    }
    const counted =
      op === "stage"
        ? tally(data)
        : hold("tally", made(cei.tally_of, hold("assessment", made(cei.assessment_read, ...data, rubric))));
    if (op === "tally") {
      return [0, written(cei.tally_json, counted)];
    }
    return [0, written(cei.profile_json, hold("profile", made(cei.stage, counted, policy)))];
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return refused.report ? [1, refused.report] : [2, Buffer.from(refused.message)];
  } finally {
    held.reverse().forEach((free) => free());
  }
}

function put(data) {
  for (let at = 0; at < data.length; ) {
    at += writeSync(1, data, at);
  }
}

for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const [code, data] = answer(...line.split("\t"));
  put(Buffer.concat([Buffer.from(`${code} ${data.length}\n`), data, Buffer.from("\n")]));
}
