import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { toHex } from "../../../audit/bytes";
import { Payloads } from "../../../mediator/payloads";
import { nodeHasher } from "../hash";
import { BodyFolder } from "./body-folder";

function folder(): string {
  const parent = mkdtempSync(join(tmpdir(), "aegis-bodies-"));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  return join(parent, "log.bodies");
}
const payloadsInto = (store: BodyFolder) =>
  new Payloads(nodeHasher(), (count) => crypto.getRandomValues(new Uint8Array(count)), store);

test("keeps each body under the name that its record gives it, for its owner alone", () => {
  const path = folder();
  const payloads = payloadsInto(new BodyFolder(path));
  const bodies = ["what was read", "", "what was sent"].map((text) =>
    payloads.body(new TextEncoder().encode(text)),
  );
  expect(readdirSync(path).sort()).toEqual(bodies.map(({ sha256 }) => sha256).sort());
  for (const { sha256, bytes } of bodies) {
    const content = readFileSync(join(path, sha256));
    expect([toHex(nodeHasher().sha256(content)), content.length]).toEqual([sha256, 16 + bytes]);
    expect(statSync(join(path, sha256)).mode & 0o777).toBe(0o600);
  }
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test("counts what it cannot keep, and never writes into a folder that is there", () => {
  const path = folder();
  const store = new BodyFolder(path);
  expect(() => new BodyFolder(path)).toThrow("EEXIST");
  rmSync(path, { recursive: true });
  expect(payloadsInto(store).body(new Uint8Array(3)).bytes).toBe(3);
  expect(store.lost).toBe(1);
});
