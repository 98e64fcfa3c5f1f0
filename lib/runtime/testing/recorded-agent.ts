/** An agent that gets something from outside in every way that there is, for recordings: made once more, it has to say the same. */
export const RECORDED_SPEC = `[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**", "/tmp/**"]
write = ["/workspace/**", "/tmp/**"]
deny = ["**/*.key"]
[capabilities.exec]
allow = ["date", "echo", "cat", "sleep", "node"]
env = ["LANG"]
`;

export const RECORDED_FILES = {
  "a.txt": "alpha\n",
  "b.txt": "beta\n",
  "id.key": "secret",
  "other.mjs": "console.log(process.argv[2], Date.now(), Math.random());",
};

export const RECORDED_AGENT = `import fs from "node:fs";
import { exec, execSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { promisify } from "node:util";

console.log(Date.now(), performance.now(), process.hrtime.bigint(), new Date());
console.log(Math.random(), randomUUID(), randomBytes(8).toString("hex"));
console.log(fs.readFileSync("a.txt", "utf8"), fs.statSync("a.txt").mtimeMs, process.argv.slice(2), process.env.LANG);
fs.writeFileSync("/tmp/x", "in memory");
console.log(fs.statSync("/tmp/x").mtimeMs, fs.mkdtempSync("/tmp/y-"));
try {
  fs.readFileSync("id.key");
} catch (error) {
  console.error(error.code, error.reason);
}
for (let start = Date.now(); Date.now() < start + 20;);
const told = [];
setTimeout(() => told.push("b", Date.now()), 12);
setTimeout(() => told.push("a", Date.now()), 3);
fs.mkdirSync("out");
await Promise.all([1, 2, 3].map((i) => fs.promises.writeFile("out/" + i, "x").then(() => told.push(i))));
await new Promise((done) => setTimeout(done, 30));
console.log(told.join());
console.log(execSync("date +%s%N; echo $RANDOM $RANDOM; sleep 0.02; cat a.txt b.txt > /tmp/all; cat /tmp/all", { encoding: "utf8" }));
const both = await Promise.all(["echo a; sleep 0.01; date", "cat b.txt"].map((line) => promisify(exec)(line)));
console.log(both.map(({ stdout }) => stdout).join(), execSync("node other.mjs two", { encoding: "utf8" }));
process.exitCode = 7;
`;
