/** Wrappers that are not ours: what a process might do instead of standing the shim up. */

/** Speaks the packets of the real one, and does what it is told by `act` (in the words of its own text). */
const SPEAKER = `
import { writeSync } from "node:fs";
const UP = ["ready", "report", "call", "resolve", "load", "failed"];
const DOWN = ["realm", "run", "rejections", "answer", "unanswered"];
let last = 0;
const open = new Map();
function send(kind, id, text, bytes = Buffer.alloc(0)) {
  const words = Buffer.from(text);
  const head = Buffer.alloc(10);
  head[0] = UP.indexOf(kind);
  head[1] = bytes.length > 0 ? 1 : 0;
  head.writeUInt32BE(id, 2);
  head.writeUInt32BE(words.length, 6);
  const text64 = Buffer.concat([head, words, bytes]).toString("base64");
  for (let at = 0; at < text64.length; at += 2048)
    writeSync(1, "@aegis>" + (at + 2048 < text64.length ? "+" : ".") + text64.slice(at, at + 2048) + "\\n");
}
const ask = (kind, text, bytes) => new Promise((resolve) => {
  last += 1;
  open.set(last, resolve);
  send(kind, last, text, bytes);
});
const say = (text) => ask("call", '["process.write","stdout"]', Buffer.from(text));
let rest = "";
let held = [];
process.stdin.on("data", async (chunk) => {
  const lines = (rest + chunk).split("\\n");
  rest = lines.pop();
  for (const line of lines) {
    held.push(Buffer.from(line.slice(8), "base64"));
    if (line[7] === "+") continue;
    const packet = Buffer.concat(held);
    held = [];
    const kind = DOWN[packet[0]];
    const id = packet.readUInt32BE(2);
    const text = packet.subarray(10, 10 + packet.readUInt32BE(6)).toString();
    if (kind === "answer" || kind === "unanswered") open.get(id)?.(text);
    else if (kind === "realm") send("ready", id, "");
    else act(kind, text).then(() => send("report", id, '{"ended":{"kind":"value","text":"{}"},"memoryBytes":1}'));
  }
});
`;

const speaking = (act: string) => `${SPEAKER}\nconst act = async (kind, text) => {${act}};`;
const CANARY = `const { text: script } = JSON.parse(await ask("load", "aegis:canary"));
const word = /said = \\["([0-9a-f]+)"/.exec(script)[1];
const path = /path = "([^"]+)"/.exec(script)[1];`;

export const LIARS: Readonly<Record<string, { readonly wrapper: string; readonly says: RegExp }>> = {
  "does nothing": { wrapper: "setInterval(() => {}, 1000);", says: /did not show in time/ },
  "ends at once": { wrapper: "process.exit(0);", says: /did not show in time/ },
  throws: { wrapper: "throw new Error('no wrapper');", says: /did not show in time/ },
  "prints and never answers": {
    wrapper: `setInterval(() => process.stdout.write("@aegis>.AAAA\\nready\\n@aegis<.\\n"), 5);`,
    says: /did not show in time/,
  },
  "has a realm and says nothing": { wrapper: speaking(""), says: /is not the shim/ },
  "answers from memory": {
    wrapper: speaking(`await say(JSON.stringify(["0".repeat(32), "EACCES", "EACCES", "EACCES"]))`),
    says: /is not the shim/,
  },
  "knows the word and has not asked": {
    wrapper: speaking(`${CANARY} await say(JSON.stringify([word, "EACCES", "EACCES", "EACCES"]))`),
    says: /is not the shim/,
  },
  "asks for another file": {
    wrapper: speaking(`${CANARY}
      for (let i = 0; i < 3; i++) await ask("call", JSON.stringify(["fs.readFile", "/etc/passwd", 0]));
      await say(JSON.stringify([word, "EACCES", "EACCES", "EACCES"]))`),
    says: /is not the shim/,
  },
  "reads the file past the shim": {
    wrapper: speaking(`${CANARY}
      const { readFileSync } = await import("node:fs");
      const read = readFileSync(path, "utf8");
      await say(JSON.stringify([word, read, read, read]))`),
    says: /could be read past it/,
  },
};
