/** JUnit's XML, which every CI server reads. Whatever a name or a message holds, the document is well-formed. */
export interface JunitCase {
  readonly name: string;
  readonly className: string;
  readonly failure: { readonly message: string; readonly type: string; readonly details: string } | null;
  readonly output?: string;
}
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
  readonly seconds: number;
}

export function junitReport(suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="aegis" ${totals(all, seconds)}>`,
    ...suites.flatMap(suiteLines),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function suiteLines({ name, cases, seconds }: JunitSuite): string[] {
  return [
    `  <testsuite name="${escapeXml(name)}" ${totals(cases, seconds)}>`,
    ...cases.flatMap(caseLines),
    "  </testsuite>",
  ];
}

function totals(cases: readonly JunitCase[], seconds: number): string {
  const failures = cases.filter(({ failure }) => failure !== null).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="${seconds.toFixed(3)}"`;
}

function caseLines({ name, className, failure, output }: JunitCase): string[] {
  const open = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(className)}" time="0"`;
  const inner: string[] = [];
  if (failure !== null) {
    const { message, type, details } = failure;
    inner.push(
      `      <failure message="${escapeXml(message)}" type="${escapeXml(type)}">${escapeXml(details)}</failure>`,
    );
  }
  if (output) inner.push(`      <system-out>${escapeXml(output)}</system-out>`);
  return inner.length === 0 ? [`${open}/>`] : [`${open}>`, ...inner, "    </testcase>"];
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these, not even escaped
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu;

export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"'\t\n\r]/g, (unit) => ENTITIES[unit] ?? "");
}
