import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, runAegis, SPEC } from "../testing/run-aegis";

async function evaluate(input: string | Uint8Array, ...options: string[]) {
  const folder = await folderWith({ "agent.toml": SPEC });
  const { code, stdout, stderr } = await runAegis(["eval", ...options, "agent.toml"], { cwd: folder, input });
  const answers = stdout.split("\n").slice(0, -1);
  return { code, stderr, answers: answers.map((line) => JSON.parse(line)), lines: answers };
}

async function ask(...words: string[]) {
  const folder = await folderWith({ "agent.toml": SPEC });
  const { code, stdout, stderr } = await runAegis(["eval", "agent.toml", ...words], { cwd: folder });
  return { code, stderr, answer: stdout === "" ? null : JSON.parse(stdout) };
}

test("one line each, in order, with the id given back and the keys in the order of the page", async () => {
  const { code, lines, stderr } = await evaluate(
    '{"id":"a","op":"fs.read","path":"/workspace/./x"}\n{"op":"fs.read","path":"/workspace/a.key"}',
  );
  expect([code, stderr]).toEqual([0, ""]);
  expect(lines).toEqual([
    '{"id":"a","verdict":"allow","rule":"filesystem.read[0]","line":5,"code":"ALLOWED","reason":"Reading /workspace/x is allowed by filesystem.read[0] (\\"/workspace/**\\").","canonical":{"op":"fs.read","path":"/workspace/x"}}',
    '{"verdict":"deny","rule":"filesystem.deny[0]","line":7,"code":"DENIED_BY_RULE","reason":"Reading /workspace/a.key is denied by filesystem.deny[0] (\\"**/*.key\\").","canonical":{"op":"fs.read","path":"/workspace/a.key"}}',
  ]);
});

test("what is no request is denied with a code, and the run goes on", async () => {
  const bad = [
    "not json",
    "",
    "[]",
    "null",
    '"fs.read"',
    "{}",
    '{"op":"fs.reed","path":"/x"}',
    '{"op":"fs.read"}',
    '{"op":"fs.read","path":7}',
    '{"op":"constructor"}',
    '{"op":"exec.spawn","argv":"git status"}',
    "[".repeat(100_000),
    `{"op":"fs.read","path":"/${"x".repeat(9_000_000)}"}`,
  ];
  const { code, answers } = await evaluate(
    `${bad.join("\n")}\n{"id":9,"op":"fs.read","path":"/workspace/x"}\n`,
  );
  expect(code).toBe(0);
  expect(answers).toHaveLength(bad.length + 1);
  for (const answer of answers.slice(0, -1)) {
    expect(answer).toMatchObject({
      verdict: "deny",
      code: "MALFORMED_REQUEST",
      rule: null,
      line: null,
      canonical: null,
    });
    expect(answer.reason).toMatch(/^The request is denied because .+\.$/);
  }
  expect(answers.at(-1)).toMatchObject({ id: 9, verdict: "allow" });
});

test("an id is given back whatever it is, and with a bad request too", async () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const { answers } = await evaluate(
    `{"id":null,"op":"env.read","name":"A"}\n{"id":{"a":[1]},"op":"?"}\n{"id":${deep},"op":"env.read","name":"A"}\n`,
  );
  expect(answers.map(({ id }) => id)).toEqual([null, { a: [1] }, undefined]);
  expect(answers[2]).toMatchObject({ verdict: "deny", code: "MALFORMED_REQUEST" });
});

test("bytes that are no text are denied, not repaired", async () => {
  const path = Buffer.concat([
    Buffer.from('{"op":"fs.read","path":"/workspace/'),
    Buffer.from([0xff]),
    Buffer.from('"}\n'),
  ]);
  expect((await evaluate(path)).answers).toMatchObject([{ verdict: "deny", code: "MALFORMED_REQUEST" }]);
});

test("a stream is one run: rates count, unless each request stands alone", async () => {
  const call = '{"op":"tool.call","tool":"tickets.create","args":{"title":"x"}}\n'.repeat(3);
  const codes = async (...options: string[]) =>
    (await evaluate(call, ...options)).answers.map((answer) => answer.code);
  expect(await codes()).toEqual(["ALLOWED", "ALLOWED", "DENIED_BY_LIMIT"]);
  expect(await codes("--independent")).toEqual(["ALLOWED", "ALLOWED", "ALLOWED"]);
});

test("SQL is read by the real parser, also in the middle of a stream", async () => {
  const spec = `${SPEC}\n[capabilities.sql.db]\nstatements = ["select"]\ntables = ["public.orders"]\n`;
  const folder = await folderWith({ "agent.toml": spec });
  const queries = ["select * from public.orders", "select 1; drop table public.orders", "selec"];
  const requests = queries.map((sql, id) => JSON.stringify({ id, op: "sql.query", database: "db", sql }));
  const input = `{"op":"env.read","name":"A"}\n${requests.join("\n")}\n`;
  const { stdout } = await runAegis(["eval", "agent.toml"], { cwd: folder, input });
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(answers.map(({ id, verdict, code }) => [id, verdict, code])).toEqual([
    [undefined, "deny", "DENIED_BY_DEFAULT"],
    [0, "allow", "ALLOWED"],
    [1, "deny", "DENIED_BY_DEFAULT"],
    [2, "deny", "MALFORMED_REQUEST"],
  ]);
});

test("--fail-on makes a verdict the exit code", async () => {
  const approve = '{"op":"exec.spawn","argv":["git","push","origin"]}\n';
  expect((await evaluate(approve, "--fail-on", "deny")).code).toBe(0);
  expect((await evaluate(approve, "--fail-on", "approve")).code).toBe(1);
  expect((await evaluate('{"op":"env.read","name":"A"}', "--fail-on", "deny")).code).toBe(1);
});

test("requests from a file, and the spec from standard input", async () => {
  const folder = await folderWith({});
  await writeFile(join(folder, "r.jsonl"), '{"id":1,"op":"fs.read","path":"/workspace/x"}\n');
  const { code, stdout } = await runAegis(["eval", "-", "-r", "r.jsonl"], { cwd: folder, input: SPEC });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ id: 1, verdict: "allow" });
});

test.each([
  [["fs.read", "/workspace/x"], "allow", { op: "fs.read", path: "/workspace/x" }],
  [["fs.rename", "/workspace/out/a", "/b"], "deny", { op: "fs.rename", path: "/workspace/out/a", to: "/b" }],
  [["fs.symlink", "/a", "/b"], "deny", { op: "fs.symlink", path: "/a", target: "/b" }],
  [
    ["net.fetch", "POST", "https://example.com/a"],
    "deny",
    { op: "net.fetch", method: "POST", url: "https://example.com/a", host: "example.com", port: 443 },
  ],
  [["net.connect", "example.com", "22"], "deny", { op: "net.connect", host: "example.com", port: 22 }],
  [
    ["exec.spawn", "git", "log", "--oneline", "--help", "-h"],
    "allow",
    { op: "exec.spawn", argv: ["git", "log", "--oneline", "--help", "-h"], cwd: "/workspace" },
  ],
  [
    ["exec.shell", "git status && git push origin"],
    "approve",
    { op: "exec.shell", command: "git status && git push origin", cwd: "/workspace" },
  ],
  [
    ["tool.call", "tickets.create", '{"title":"hi"}'],
    "allow",
    { op: "tool.call", tool: "tickets.create", args: { title: "hi" } },
  ],
  [["env.read", "HOME"], "deny", { op: "env.read", name: "HOME" }],
])("in words: %j", async (words, verdict, canonical) => {
  const { code, answer } = await ask(...words);
  expect(code).toBe(0);
  expect(answer).toMatchObject({ verdict, canonical });
});

test("a relative path in words is taken from --cwd", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  const { stdout } = await runAegis(["eval", "--cwd", "/etc", "agent.toml", "fs.read", "passwd"], {
    cwd: folder,
  });
  expect(JSON.parse(stdout)).toMatchObject({ verdict: "deny", canonical: { path: "/etc/passwd" } });
});

test.each([
  [["fs.reed", "/x"], 'There is no operation "fs.reed"; did you mean fs.read?'],
  [["fs.rename", "/x"], "A request in words is written fs.rename PATH TO."],
  [["net.connect", "h", "http"], "A request in words is written net.connect HOST PORT."],
  [["tool.call", "t", "title=x"], 'ARGS is a JSON object in one quoted word, such as \'{"title":"hello"}\'.'],
])("words that are no request: %j", async (words, message) => {
  expect(await ask(...words)).toEqual({ code: 2, stderr: `aegis: ${message}\n`, answer: null });
});

test("a spec with errors decides nothing", async () => {
  const folder = await folderWith({ "agent.toml": SPEC.replace("deny =", "dney =") });
  const { code, stdout, stderr } = await runAegis(["eval", "agent.toml"], { cwd: folder, input: "{}\n" });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^agent\.toml:7:1 error ADS010: /);
  expect(stderr).toMatch(/\n\naegis: agent\.toml cannot be used: mend what is listed above\.\n$/);
});

test("a stream is decided as it comes, in constant memory", async () => {
  const count = 200_000;
  const line = '{"op":"fs.read","path":"/workspace/data/file.csv"}\n';
  const started = performance.now();
  const { code, lines } = await evaluate(line.repeat(count));
  expect([code, lines.length]).toEqual([0, count]);
  // Far above what it takes, so that a busy machine is no failure, and far below what quadratic work would take.
  expect(performance.now() - started).toBeLessThan(20_000);
});
