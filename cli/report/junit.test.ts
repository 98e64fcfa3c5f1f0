import { expect, test } from "vitest";
import { escapeXml, junitReport } from "./junit";

test("a report with a failure", () => {
  const failure = {
    message: "expected deny, got allow",
    type: "ALLOWED",
    details: "Reading <x> is allowed.",
  };
  const cases = [
    { name: "a", className: "agent.toml", failure: null },
    { name: "b", className: "agent.toml", failure },
  ];
  expect(
    junitReport([{ name: "agent.toml", seconds: 0, cases }]),
  ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="aegis" tests="2" failures="1" errors="0" skipped="0" time="0.000">
  <testsuite name="agent.toml" tests="2" failures="1" errors="0" skipped="0" time="0.000">
    <testcase name="a" classname="agent.toml" time="0"/>
    <testcase name="b" classname="agent.toml" time="0">
      <failure message="expected deny, got allow" type="ALLOWED">Reading &lt;x&gt; is allowed.</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test("every character is one that XML has, and none of its own", () => {
  for (let code = 0; code <= 0xffff; code++) {
    const written = escapeXml(String.fromCharCode(code));
    expect(written).toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 allows
      /^(&(amp|lt|gt|quot|apos|#9|#10|#13);|[^<>&"'\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff])$/u,
    );
  }
  expect(escapeXml("\u{1f600}]]>")).toBe("\u{1f600}]]&gt;");
});
