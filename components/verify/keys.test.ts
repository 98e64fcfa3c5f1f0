import { describe, expect, it } from "vitest";
import { toBase64, utf8 } from "@/lib/audit/bytes";
import { formatVkey } from "@/lib/audit/note";
import { COSIGNER, POLICY, TestSession, WITNESSES, WORKSPACE } from "@/lib/audit/verify/testing/session";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { keysOfServer, namedKnowledge, readKeys, workspaceOf } from "./keys";

const session = new TestSession(nodeHasher());
const cosigner = formatVkey(COSIGNER.vkey);

describe("readKeys", () => {
  it("takes one a line and tells which lines are none", () => {
    expect(readKeys(`\n ${cosigner} \nnonsense\n`)).toEqual({ keys: [cosigner], bad: [3] });
  });
});

describe("keysOfServer", () => {
  const server = {
    host: "audit.example",
    cosigner: [cosigner],
    log: [toBase64(WORKSPACE.vkey.publicKey), "?"],
  };
  it("names the key of the workspace's log as the proof names that log", async () => {
    const proof = await session.proof();
    expect(workspaceOf(proof)).toBe("audit.example/w/demo");
    expect(keysOfServer(server, proof)).toEqual([cosigner, formatVkey(WORKSPACE.vkey)]);
  });
  it("never speaks for another host", async () => {
    expect(keysOfServer({ ...server, host: "other.example" }, await session.proof())).toEqual([cosigner]);
    expect(keysOfServer({ ...server, host: "audit" }, await session.proof())).toEqual([cosigner]);
  });
  it("knows no workspace without a proof", () => {
    expect(keysOfServer(server, undefined)).toEqual([cosigner]);
    expect(keysOfServer(server, utf8("nonsense"))).toEqual([cosigner]);
  });
});

describe("namedKnowledge", () => {
  it("is the session's key and those of the policy", () => {
    const first = new TextDecoder().decode(session.records[0]);
    const named = namedKnowledge(first, POLICY);
    expect(named.keys).toEqual([
      session.vkey,
      formatVkey(WORKSPACE.vkey),
      ...WITNESSES.map(({ vkey }) => formatVkey(vkey)),
    ]);
    expect(named.policy).toBe(POLICY);
  });
  it("is nothing where the files name nothing", () => {
    expect(namedKnowledge(undefined, undefined)).toEqual({ keys: [] });
    expect(namedKnowledge("{", utf8("witness"))).toEqual({ keys: [] });
  });
});
