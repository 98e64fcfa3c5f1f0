import { describe, expect, test } from "vitest";
import { AuditFault, joinBytes, utf8 } from "../../bytes";
import { testLog, testWitness } from "../testing/keys";
import { formatVkey } from "../vkey";
import { MAX_POLICY_BYTES, MAX_POLICY_KEYS, readPolicy, writePolicy } from "./read";

const log = formatVkey(testLog("example.com/log", 1).vkey);
const [x1, x2, x3, y1, y2] = [2, 3, 4, 5, 6].map((n) => formatVkey(testWitness(`w${n}.example`, n).vkey));
const text = [
  `log ${log} https://example.com/log/`,
  `witness X1 ${x1}`,
  `witness X2 ${x2} https://w3.example/`,
  `witness X3 ${x3}`,
  "group X-witnesses 2 X1 X2 X3",
  `witness Y1 ${y1}`,
  `witness Y2 ${y2}`,
  "group Y-witnesses any Y1 Y2",
  "group X-and-Y all X-witnesses Y-witnesses",
  "quorum X-and-Y",
  "",
].join("\n");
const read = (given: string) => readPolicy(utf8(given));
const refused = (given: string) => expect(read(given).ok, given.slice(-200)).toBe(false);

describe("a policy", () => {
  test("names logs, witnesses, groups and a quorum", () => {
    expect(read(text)).toMatchObject({
      ok: true,
      value: {
        logs: [{ vkey: { name: "example.com/log", type: 1 }, url: "https://example.com/log/" }],
        witnesses: [
          { name: "X1", vkey: { type: 4 } },
          { name: "X2", url: "https://w3.example/" },
          {},
          {},
          { name: "Y2" },
        ],
        groups: [
          { name: "X-witnesses", needed: 2, members: ["X1", "X2", "X3"] },
          { name: "Y-witnesses", needed: 1, members: ["Y1", "Y2"] },
          { name: "X-and-Y", needed: 2, members: ["X-witnesses", "Y-witnesses"] },
        ],
        quorum: "X-and-Y",
      },
    });
  });

  test("is written so that it is read as the same", () => {
    const policy = read(text);
    if (!policy.ok) throw new Error(policy.why);
    expect(read(writePolicy(policy.value))).toEqual(policy);
    expect(writePolicy(policy.value)).toBe(writePolicy(policy.value));
    const { value } = policy;
    expect(() => writePolicy({ ...value, quorum: "Z" })).toThrow(AuditFault);
    expect(() => writePolicy({ ...value, quorum: "none\nquorum none" })).toThrow(AuditFault);
    expect(() => writePolicy({ ...value, witnesses: [] })).toThrow(AuditFault);
  });

  test("has white space and comments where they are allowed", () => {
    const policy = read(text);
    const spaced = `# who\n \t# what\n\n \t \n${text.replaceAll(" ", " \t ").replaceAll("\n", "\t\n  ").trimEnd()}\n`;
    expect(read(spaced)).toEqual(policy);
    expect(read("quorum none\n")).toEqual({
      ok: true,
      value: { logs: [], witnesses: [], groups: [], quorum: "none" },
    });
  });

  test("takes bytes that are no ASCII as they are", () => {
    const kelvin = read(`witness \u212a ${x1}\nwitness K ${x2}\nquorum \u212a\n`);
    expect(kelvin).toMatchObject({ ok: true, value: { quorum: "\u212a" } });
    const latin = joinBytes([
      utf8(`witness `),
      Uint8Array.of(0xe9),
      utf8(` ${x1}\nquorum `),
      Uint8Array.of(0xe9, 0x0a),
    ]);
    expect(readPolicy(latin)).toMatchObject({ ok: true, value: { quorum: "\u00e9" } });
    // The separators are space and tab alone.
    expect(read(`witness a\u00a0b ${x1}\nquorum a\u00a0b\n`).ok).toBe(true);
    refused(`witness\u00a0a ${x1}\nquorum none\n`);
  });
});

describe("a policy is refused", () => {
  test("without exactly one quorum, defined above it", () => {
    for (const end of [
      "",
      "quorum\n",
      "quorum Z\n",
      "quorum X1 X2\n",
      "quorum none none\n",
      "quorum none\nquorum none\n",
      "quorum x1\n",
    ]) {
      refused(`witness X1 ${x1}\nwitness X2 ${x2}\n${end}`);
    }
    refused(`quorum X1\nwitness X1 ${x1}\n`);
  });

  test("cut off within its last line", () => {
    const long = `witness a ${x1}\nwitness ab ${x2}\nquorum ab\n`;
    expect(read(long).ok).toBe(true);
    for (let length = 0; length < long.length; length++) refused(long.slice(0, length));
  });

  test("with a group that nobody, or one witness twice, could fill", () => {
    const three = `witness a ${x1}\nwitness b ${x2}\nwitness c ${x3}\n`;
    for (const group of [
      "group g",
      "group g any",
      "group g all",
      "group g 0 a",
      "group g 2 a",
      "group g 01 a",
      "group g +1 a",
      "group g 0x1 a",
      "group g -1 a",
      "group g some a",
      "group g 1 a a",
      "group g 1 none",
      "group g 1 g",
      "group g 1 later",
      "group a 1 b",
      "group none 1 b",
      "group g 1 a b\ngroup h 1 b c",
      "group g 1 a\ngroup g 1 b",
      "Group g 1 a",
    ])
      refused(`${three}${group}\nquorum none\n`);
    expect(read(`${three}group g 1 a b\ngroup h 2 g c\nquorum h\n`).ok).toBe(true);
  });

  test("with keys that are doubled, of the wrong type, or none", () => {
    refused(`log ${log}\nlog ${log}\nquorum none\n`);
    refused(`log ${log}\nlog ${formatVkey(testLog("renamed.example", 1).vkey)}\nquorum none\n`);
    refused(`witness a ${x1}\nwitness b ${x1}\nquorum none\n`);
    refused(
      `witness a ${x1}\nwitness b ${formatVkey(testWitness("renamed.example", 2).vkey)}\nquorum none\n`,
    );
    refused(`witness a ${log}\nquorum none\n`);
    refused(`log ${x1}\nquorum none\n`);
    refused(`witness a ${x1}\nwitness a ${x2}\nquorum none\n`);
    refused(`witness none ${x1}\nquorum none\n`);
    refused(`witness a ${x1} url more\nquorum none\n`);
    refused(`log ${log} url more\nquorum none\n`);
    for (const line of ["log", "witness", "witness a", "log x", "lgo a", "logs a"])
      refused(`${line}\nquorum none\n`);
  });

  test("with more keys than are read, without judging the rest", () => {
    const lines = Array.from(
      { length: MAX_POLICY_KEYS + 1 },
      (_, i) => `witness w${i} ${formatVkey(testWitness(`w${i}`, i).vkey)}\n`,
    );
    refused(`${lines.join("")}quorum none\n`);
    expect(read(`${lines.slice(1).join("")}quorum none\n`).ok).toBe(true);
  });

  test("with control characters, or too long", () => {
    for (const bad of ["\r", "\0", "\v", "\u007f", "\u001b"]) refused(`# ${bad}\nquorum none\n`);
    refused(`\ufeffquorum none\n`);
    expect(readPolicy(new Uint8Array(MAX_POLICY_BYTES + 1).fill(0x0a))).toMatchObject({ fault: "TOO_LARGE" });
  });
});
