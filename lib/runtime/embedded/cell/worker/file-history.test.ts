import { beforeAll, describe, expect, it } from "vitest";
import { fromUtf8, joinBytes, utf8 } from "../../../../audit/bytes";
import { type Hasher, loadWasmHasher } from "../../../../audit/hash";
import { Payloads } from "../../../../mediator/payloads";
import { MemoryFiles } from "../../../files";
import type { FileProof, FileTold } from "../protocol";
import { readMessage } from "../read-message";
import { FileHistory } from "./file-history";

let hasher: Hasher;
beforeAll(async () => {
  hasher = await loadWasmHasher();
});

function watched(mostBytes = 1_000_000) {
  const files = new MemoryFiles({ clock: () => 0n });
  let size = 1;
  let isCut = false;
  const changes: FileTold[] = [];
  const proofs: FileProof[] = [];
  const history = new FileHistory(
    files,
    () => size,
    mostBytes,
    (told) => {
      expect(readMessage(told)).toEqual(told);
      changes.push(...told.changes);
      proofs.push(...told.proofs);
      isCut = told.isCut;
    },
  );
  const bodies = new Payloads(hasher, (count) => crypto.getRandomValues(new Uint8Array(count)), history);
  const at = (path: string) => files.locate(path, { walk: "entry" });
  const write = (path: string, text: string) =>
    files.writeFile(files.locate(path, { walk: "follow" }), utf8(text));
  return {
    files,
    bodies,
    at,
    write,
    record: () => void size++,
    told: () => {
      history.flush();
      const text = ({ content }: FileTold) => (content ? fromUtf8(content) : content);
      return changes.map((change) => [change.at, change.path, text(change)]);
    },
    proofs,
    isCut: () => isCut,
  };
}

describe("what files became", () => {
  it("is told with the number of records that there were", () => {
    const { files, at, write, record, told } = watched();
    files.mount("/workspace", { "a.txt": "one", "in/b.txt": "two" });
    record();
    write("/workspace/a.txt", "changed");
    record();
    files.rename(at("/workspace/in"), at("/workspace/out"));
    files.unlink(at("/workspace/a.txt"));
    const all = told();
    expect(all.filter(([count]) => count === 1)).toContainEqual([1, "/workspace/in/b.txt", "two"]);
    expect(all.at(-4)).toEqual([2, "/workspace/a.txt", "changed"]);
    expect(all.slice(-3)).toEqual([
      [3, "/workspace/in/b.txt", null],
      [3, "/workspace/out/b.txt", "two"],
      [3, "/workspace/a.txt", null],
    ]);
  });

  it("is told anew when all files become what they were", () => {
    const { files, write, told } = watched();
    files.mount("/w", { "a.txt": "one" });
    const before = files.snapshot();
    write("/w/a.txt", "two");
    write("/w/new.txt", "new");
    files.restore(before);
    expect(told().slice(-2)).toEqual([
      [1, "/w/a.txt", "one"],
      [1, "/w/new.txt", null],
    ]);
  });

  it("comes with the salt of the digest in a record, whichever of the two comes first", () => {
    const { files, write, bodies, proofs, told } = watched();
    files.mount("/w", {});
    const first = bodies.body(utf8("whole"));
    write("/w/a.txt", "whole");
    write("/w/b.txt", "in parts");
    const second = bodies.body(utf8("in parts"));
    bodies.body(utf8("something else"));
    const all = told();
    expect(proofs.map(({ sha256 }) => sha256)).toEqual([first.sha256, second.sha256]);
    for (const { n, salt, sha256 } of proofs) {
      const text = String(all[n]?.[2]);
      expect(hasher.sha256Hex(joinBytes([salt, utf8(text)]))).toBe(sha256);
    }
  });

  it("is proven once, however often the same bytes are read afterwards", () => {
    const { bodies, write, told, proofs } = watched();
    write("/a.txt", "same");
    for (let read = 0; read < 5_000; read++) bodies.body(utf8("same"));
    told();
    expect(proofs).toHaveLength(1);
  });

  it("is told by its size alone where it is large, and beyond what is kept", () => {
    const { files, write, told, isCut } = watched(10);
    files.mount("/w", {});
    write("/w/a.txt", "12345678");
    write("/w/a.txt", "too much");
    write("/w/a.txt", "1");
    expect(told().filter(([, , text]) => text !== "")).toEqual([
      [1, "/w/a.txt", "12345678"],
      [1, "/w/a.txt", undefined],
      [1, "/w/a.txt", undefined],
    ]);
    expect(isCut()).toBe(true);
  });

  it("leaves no trace in the files", () => {
    const { files } = watched();
    const at = (path: string) => files.locate(path, { walk: "link" });
    files.mount("/w", { "a.txt": "one" });
    const before = files.stat(at("/w/a.txt"));
    expect(files.peek("/w/a.txt")).toEqual(utf8("one"));
    expect(files.stat(at("/w/a.txt"))).toEqual(before);
    expect([files.peek("/w"), files.peek("/w/none"), files.peek("/none/x")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
