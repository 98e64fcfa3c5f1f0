import { beforeAll, describe, expect, it } from "vitest";
import { fromUtf8, joinBytes, toHex, utf8 } from "../../../../audit/bytes";
import { type Hasher, loadWasmHasher } from "../../../../audit/hash";
import { Payloads } from "../../../../mediator/payloads";
import type { FromCell } from "../protocol";
import { MESSAGE_LIMITS, readMessage } from "../read-message";
import { type Machinery, machinery, openLive, started } from "../testing/worker-session";
import { BodySender } from "./body-sender";

let hasher: Hasher;
let parts: Machinery;
beforeAll(async () => {
  parts = await machinery();
  hasher = await loadWasmHasher();
}, 120_000);

function sending(mostBytes = 1_000_000) {
  const sent: Extract<FromCell, { kind: "bodies" }>[] = [];
  const sender = new BodySender((message) => {
    expect(readMessage(structuredClone(message))).toEqual(message);
    if (message.kind === "bodies") sent.push(message);
  }, mostBytes);
  const payloads = new Payloads(hasher, (count) => crypto.getRandomValues(new Uint8Array(count)), sender);
  return { sender, payloads, sent };
}

describe("bodies on their way to the page", () => {
  it("are what the record has the digest of, once", () => {
    const { sender, payloads, sent } = sending();
    const { sha256 } = payloads.body(utf8("what was read"));
    sender.flush();
    sender.flush();
    expect(sent).toHaveLength(1);
    const [body] = sent[0]?.bodies ?? [];
    expect(body?.sha256).toBe(sha256);
    expect(toHex(hasher.sha256(joinBytes([body?.salt ?? utf8(""), body?.bytes ?? utf8("")])))).toBe(sha256);
  });

  it("go out by themselves when there are many, and are told where they do not fit", () => {
    const { sender, payloads, sent } = sending(MESSAGE_LIMITS.bodies * 17);
    for (let n = 0; n < MESSAGE_LIMITS.bodies; n++) payloads.body(new Uint8Array(1));
    expect(sent.map(({ bodies, lost }) => [bodies.length, lost])).toEqual([[MESSAGE_LIMITS.bodies, 0]]);
    payloads.body(new Uint8Array(1));
    payloads.body(new Uint8Array(MESSAGE_LIMITS.keptBytes + 1));
    sender.flush();
    expect(sent.map(({ bodies, lost }) => [bodies.length, lost])[1]).toEqual([0, 2]);
  });
});

describe("a session whose bodies are kept", { timeout: 60_000 }, () => {
  const toml = `[agent]
name = "reader"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out.txt"]
`;
  const agent = `import fs from "node:fs"; fs.writeFileSync("out.txt", fs.readFileSync("in.txt", "utf8") + "!"); console.log("said");`;
  const tree = { "agent.mjs": agent, "in.txt": "given" };

  it("sends each before the records that name it, and sends none where nobody asked", async () => {
    const open = await openLive(parts, { toml, bodies: { mostBytes: 1_000_000 } });
    await started(open, tree);
    expect((await open.said.next("end")).end).toEqual({ reason: "exit", code: 0 });
    const seen = new Map<string, string>();
    let named = 0;
    for (const message of open.said.messages) {
      if (message.kind === "bodies")
        for (const { sha256, bytes } of message.bodies) seen.set(sha256, fromUtf8(bytes) ?? "");
      if (message.kind !== "records") continue;
      for (const [, sha256 = ""] of (fromUtf8(message.lines) ?? "").matchAll(/"sha256":"([0-9a-f]{64})"/g)) {
        named += 1;
        expect(seen.has(sha256)).toBe(true);
      }
    }
    expect(named).toBeGreaterThan(2);
    expect([...seen.values()]).toEqual(expect.arrayContaining(["given", "given!"]));

    const quiet = await openLive(parts, { toml });
    await started(quiet, tree);
    await quiet.said.next("end");
    expect(quiet.said.all("bodies")).toEqual([]);
  });
});
