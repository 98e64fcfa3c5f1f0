import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex, utf8 } from "@/lib/audit/bytes";
import type { Changes, Texts } from "../files/files";
import { FileSync, type Page, type Server } from "./file-sync";

const hash = (text: string) => toHex(sha256(utf8(text)));
const AT = "2026-03-01T12:00:00.000Z";

/** The rule of the server in a few lines: a version is written over the one that was seen. Its own tests hold it to that. */
class Versions implements Server {
  readonly all = new Map<string, (string | null)[]>();
  #head = (path: string) => this.all.get(path)?.at(-1) ?? null;
  #row = (path: string) => {
    const text = this.#head(path);
    const version = this.all.get(path)?.length ?? 0;
    return { version, sha256: text === null ? null : hash(text), bytes: text?.length ?? 0, changedAt: AT };
  };
  list = async () => [...this.all.keys()].map((path) => ({ path, ...this.#row(path) }));
  read = async (path: string) => ({ ...this.#row(path), text: this.#head(path) });
  write = async (path: string, text: string | null, over: string | null) => {
    const isSame = this.all.has(path) && this.#head(path) === text;
    if (isSame) return { outcome: "written" as const, version: this.#row(path) };
    if (this.#row(path).sha256 !== over)
      return { outcome: "conflict" as const, theirs: await this.read(path) };
    this.all.set(path, [...(this.all.get(path) ?? []), text]);
    return { outcome: "written" as const, version: this.#row(path) };
  };
}

class Browser implements Page {
  readonly files: Map<string, string>;
  readonly kept: string[] = [];
  readonly sync: FileSync;
  constructor(
    server: Server,
    readonly base: Texts,
  ) {
    this.files = new Map(Object.entries(base));
    this.sync = new FileSync(server, this, {}, async () => {});
  }
  texts = () => Object.fromEntries(this.files);
  apply = async (changes: Changes, seen: Texts) => {
    for (const [path, text] of Object.entries(changes)) {
      if (this.files.get(path) !== seen[path]) return false;
      if (text === null) this.files.delete(path);
      else this.files.set(path, text);
    }
    return true;
  };
  readonly alone = new Set<string>();
  leftAlone = () => this.alone;
  keptBoth = (path: string, beside: string) => void this.kept.push(`${path} ${beside}`);
  run = () => this.sync.run(new AbortController().signal);
}

const base = { "agent.ts": "given", "agent.toml": "given too" };

describe("two browsers and a server", () => {
  it("come to the same files", async () => {
    const server = new Versions();
    const [one, other] = [new Browser(server, base), new Browser(server, base)];
    one.files.set("agent.ts", "changed").set("new.md", "x");
    one.files.delete("agent.toml");
    expect(one.sync.waiting).toBe(2);
    await one.run();
    expect(one.sync.waiting).toBe(0);
    await other.run();
    expect(other.texts()).toEqual({ "agent.ts": "changed", "new.md": "x" });
    other.files.delete("new.md");
    await other.run();
    await one.run();
    expect(one.texts()).toEqual({ "agent.ts": "changed" });
  });

  it("keep both where both have changed a file", async () => {
    const server = new Versions();
    const [one, other] = [new Browser(server, base), new Browser(server, base)];
    one.files.set("agent.ts", "mine");
    other.files.set("agent.ts", "theirs");
    await other.run();
    await one.run();
    expect(one.texts()).toMatchObject({ "agent.ts": "mine", "agent.theirs-1.ts": "theirs" });
    expect(one.kept).toEqual(["agent.ts agent.theirs-1.ts"]);
    await other.run();
    expect(other.texts()).toEqual(one.texts());
    expect(server.all.get("agent.ts")).toEqual(["theirs", "mine"]);
  });

  it("come to the same after any changes, and everything that was written is somewhere", async () => {
    const path = fc.constantFrom("agent.ts", "agent.toml", "new.md");
    const step = fc.oneof(
      fc.record({ who: fc.nat(1), path, text: fc.option(fc.nat(3), { nil: null }) }),
      fc.record({ who: fc.nat(1) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const server = new Versions();
        const browsers = [new Browser(server, base), new Browser(server, base)];
        const written = new Set<string>();
        for (const each of steps) {
          const browser = browsers[each.who] as Browser;
          if (!("path" in each)) {
            for (const text of browser.files.values()) written.add(text);
            await browser.run();
          } else if (each.text === null) browser.files.delete(each.path);
          else browser.files.set(each.path, `text ${each.text}`);
        }
        for (const browser of [...browsers, ...browsers]) {
          for (const text of browser.files.values()) written.add(text);
          await browser.run();
        }
        expect(browsers[0]?.texts()).toEqual(browsers[1]?.texts());
        const found = new Set([...server.all.values()].flat());
        for (const given of Object.values(base)) written.delete(given);
        for (const text of written) expect(found).toContain(text);
      }),
    );
  });

  it("leave alone what cannot go as it is, and count the changes that they have seen", async () => {
    const server = new Versions();
    const [one, other] = [new Browser(server, base), new Browser(server, base)];
    await one.run();
    expect([one.sync.changes, other.sync.changes]).toEqual([2, 0]);
    // Too large now, say: not among the texts, and not deleted.
    one.files.delete("agent.ts");
    one.alone.add("agent.ts");
    await one.run();
    expect([one.sync.waiting, server.all.get("agent.ts")]).toEqual([0, ["given"]]);
    other.files.set("agent.ts", "changed");
    await other.run();
    expect(other.sync.changes).toBe(3);
    await one.run();
    expect([one.files.has("agent.ts"), one.sync.changes]).toEqual([false, 3]);
  });

  it("take nothing over what was typed meanwhile", async () => {
    const server = new Versions();
    const [one, other] = [new Browser(server, base), new Browser(server, base)];
    await one.run();
    one.files.set("agent.ts", "changed");
    await one.run();
    const { read } = server;
    server.read = async (path) => {
      server.read = read;
      other.files.set("agent.ts", "typed meanwhile");
      return read(path);
    };
    await other.run();
    expect(other.texts()).toMatchObject({ "agent.ts": "typed meanwhile", "agent.theirs-2.ts": "changed" });
  });
});
