/** What of the library's inside we stand on. When a new version breaks any of this, no shell may open. */
import { getCommandNames, InMemoryFs } from "just-bash/browser";
import { describe, expect, it, vi } from "vitest";
import { type ExecResult, loadLibrary, type Watch } from "./library";
import { PLAIN } from "./words";

async function watched(options: { letsThrough?: boolean } = {}) {
  const seen: string[][] = [];
  const watch: Watch = {
    command: async ({ name, args }, _state, run) => {
      seen.push([name, ...args]);
      return options.letsThrough === false ? DENIED : run();
    },
    statement: (_statement, _state, run) => run(),
    text: () => {},
  };
  const library = await loadLibrary();
  return { bash: library.open({ fs: new InMemoryFs(), defenseInDepth: false, cwd: "/" }, watch), seen };
}
const DENIED: ExecResult = { stdout: "", stderr: "no\n", exitCode: 126 };

describe("the library", () => {
  it("asks about every program that it has, under its words", async () => {
    const names = getCommandNames();
    expect(names.length).toBeGreaterThan(70);
    for (const name of names) {
      const { bash, seen } = await watched({ letsThrough: false });
      expect((await bash.exec(`'${name}' --x 'a b'`)).exitCode, name).toBe(126);
      expect(seen).toEqual([[name, "--x", "a b"]]);
    }
  });

  it("has no program that reaches further: no engine of another language, no network, no archive that starts programs", () => {
    const reaching = [
      "python",
      "python3",
      "js-exec",
      "node",
      "sqlite3",
      "curl",
      "tar",
      "yq",
      "xan",
      "ssh",
      "git",
    ];
    expect((getCommandNames() as string[]).filter((name) => reaching.includes(name))).toEqual([]);
  });

  it("asks about the shell's own words as well", async () => {
    for (const name of [...PLAIN, "eval", "source", "."]) {
      const { bash, seen } = await watched({ letsThrough: false });
      await bash.exec(`${name} a`);
      expect(seen, name).toEqual([[name, "a"]]);
    }
  });

  it("gives a command the words that were asked about, whatever becomes of them elsewhere", async () => {
    const { bash, seen } = await watched();
    expect((await bash.exec("for i in 1 2; do echo $i; done | cat")).stdout).toBe("1\n2\n");
    expect(seen).toEqual([["echo", "1"], ["echo", "2"], ["cat"]]);
  });

  it("runs nothing in a shell that nobody watches", async () => {
    await loadLibrary();
    const { Bash } = await import("just-bash/browser");
    await expect(new Bash({ defenseInDepth: false }).exec("echo a")).rejects.toThrow("nobody watches");
  });

  it("opens no shell when its inside is another", async () => {
    vi.resetModules();
    const fresh = await import("./library");
    class Other {
      readonly commands = new Map();
      async exec() {
        return DENIED;
      }
    }
    await expect(fresh.loadLibrary(async () => ({ Bash: Other as never }))).rejects.toThrow("not the one");
    expect(Function.prototype.bind.toString()).toContain("native code");
  });

  it("leaves bind as it was", async () => {
    const before = Function.prototype.bind;
    await loadLibrary();
    expect(Function.prototype.bind).toBe(before);
    expect(Function.prototype.bind.toString()).toContain("native code");
  });
});
