import { expect, test } from "vitest";
import { load } from "../../spec";
import { EVERY_KEY_SPEC } from "../../spec/testing/every-key";
import { compile } from "../program";
import { rulesOfProgram } from "../rule-list";
import { permissionsOf } from "./permissions";
import { filesOf } from "./sentences";

function of(text: string) {
  const { spec, source } = load(text);
  if (!spec) throw new Error("the spec of this test is wrong");
  return { program: compile(spec, source), domains: permissionsOf(spec, compile(spec, source)) };
}

test("every rule is said once, in words, with its line", () => {
  const { program, domains } = of(EVERY_KEY_SPEC);
  const said = domains.flatMap(({ permissions }) => permissions);
  const ids = said.map(({ id }) => id).filter((id) => id !== "approvals");
  expect(ids.toSorted()).toEqual(
    rulesOfProgram(program)
      .map(({ id }) => id)
      .toSorted(),
  );
  for (const { sentence } of said) expect(sentence).toMatch(/^\p{Lu}.*[^.]$/u);
});

test("a domain without a grant says what that means", () => {
  const { domains } = of('[agent]\nname = "a"\n[capabilities.filesystem]\ndeny = ["**/*.key"]\n');
  expect(domains.find(({ title }) => title === "Files")).toMatchObject({
    nothing: "No file can be read or written.",
    permissions: [{ sentence: "Never touch what ends in .key, in whatever folder", line: 4 }],
  });
  expect(domains.filter(({ nothing }) => nothing === null)).toEqual([]);
});

test("grants, questions and denials, and who is asked", () => {
  const { domains } = of(`[agent]
name = "a"
[capabilities.filesystem]
deny = ["**/.env*"]
approve = ["/w/final/*"]
read = ["/w/**"]
[capabilities.network]
allow_egress = ["GET,POST https://a.example/v1/**"]
[capabilities.exec]
allow = ["git", "git log *", "git status"]
[approvals]
approvers = ["ann@example.com"]
second_person = true
timeout = "2m"
`);
  const sentences = Object.fromEntries(
    domains.map(({ title, permissions }) => [title, permissions.map(({ sentence }) => sentence)]),
  );
  expect(sentences).toMatchObject({
    Files: [
      "Read everything in /w",
      "Write what lies directly in /w/final, once a person has said yes",
      "Never touch what begins with .env, in whatever folder",
    ],
    Network: ["Send GET or POST to https://a.example/v1/**"],
    Commands: ["Run git with any arguments", "Run git log with any arguments", "Run git status"],
    Approvals: ["Asked is ann@example.com, but not the one who started the run. No answer within 2m is a no"],
  });
});

test.each([
  ["/**", "every file there is"],
  ["/a/b.txt", "/a/b.txt"],
  ["**/id.key", "what is called id.key, in whatever folder"],
  ["**/*draft*", "what has draft in its name, in whatever folder"],
  ["/a/{b,c}/**", "/a/{b,c}/**"],
  ["/a/*.csv", "/a/*.csv"],
])("%s is %s", (pattern, words) => {
  expect(filesOf(pattern)).toBe(words);
});
