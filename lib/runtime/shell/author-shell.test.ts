// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are lines of a shell
import { describe, expect, it } from "vitest";
import { bench } from "../../mediator/testing/bench";
import { networkCalls } from "../calls/network";
import { Shell } from "./author-shell";
import { textOf } from "./bytes";
import { canary, terminal } from "./testing/canary";
import { memoryFiles } from "./testing/shell-bench";

const files = () =>
  memoryFiles({ "a.txt": "one\n", "src/x.ts": "", "src/my file": "" }, { "etc/hosts": "127.0.0.1\n" });

describe("the author's shell", () => {
  it("is not governed, and each line is on the record", async () => {
    const { run, log } = await terminal(files());
    expect(await run("cat /etc/hosts a.txt | sort")).toEqual({ code: 0, out: "127.0.0.1\none\n", err: "" });
    expect(await run("cd src && ls -1; rm -r /etc; ls /etc")).toMatchObject({ code: 2 });
    expect(log.entries).toEqual([
      { type: "user.command", data: { command: "cat /etc/hosts a.txt | sort", cwd: "/workspace" } },
      { type: "user.command", data: { command: "cd src && ls -1; rm -r /etc; ls /etc", cwd: "/workspace" } },
    ]);
  });

  it("records what has no room in a record, or no form there, by its hash", async () => {
    const { run, log } = await terminal(files());
    await run(`echo ${"x".repeat(2000)}`);
    await run("echo \ud800");
    expect(log.entries.map(({ data }) => Object.keys(data))).toEqual([
      ["body", "cwd"],
      ["body", "cwd"],
    ]);
  });

  it("keeps folder, variables, functions, aliases and options from line to line", async () => {
    const { run, shell } = await terminal(files());
    await run(
      "cd src; X=1; export Y=2; f() { echo f$1; }; set -o pipefail; shopt -s expand_aliases; alias q='echo q'; A=(1 2)",
    );
    expect(shell.cwd).toBe("/workspace/src");
    expect(await run("pwd; echo $X $Y ${A[1]} $PWD; f 3; q; false | true; echo $?; env | grep Y=")).toEqual({
      code: 0,
      out: "/workspace/src\n1 2 2 /workspace/src\nf3\nq\n1\nY=2\n",
      err: "",
    });
    await run("cd -");
    expect(shell.cwd).toBe("/workspace");
    expect(await run("cd /nowhere")).toMatchObject({ code: 1, err: expect.stringContaining("No such file") });
    expect((await run("exit 7")).code).toBe(7);
    expect((await run("echo still $X")).out).toBe("still 1\n");
    expect((await run("if")).code).toBe(2);
  });

  it("does not count the lines before against a line", async () => {
    const { run } = await terminal(files());
    for (let i = 0; i < 12; i++)
      expect((await run("for i in $(seq 9000); do :; done; echo $i")).out).toBe("9000\n");
  });

  it("writes while it runs, statement by statement", async () => {
    const seen: string[] = [];
    const { shell } = await terminal(files(), [{ name: "look", run: async () => ({ code: seen.length }) }]);
    const onOutput = (stream: string, bytes: Uint8Array) => seen.push(`${stream} ${textOf(bytes)}`);
    expect(await shell.run("echo a; cat nothing; look", { onOutput })).toBe(2);
    expect(seen).toEqual(["stdout a\n", "stderr cat: nothing: No such file or directory\n"]);
  });

  it("starts the programs that it was given, which write for themselves where nothing takes their output", async () => {
    const lives: boolean[] = [];
    const aegis = {
      name: "aegis",
      run: async ({ argv, cwd, live }: Parameters<ReturnType<typeof canary>["program"]["run"]>[0]) => {
        lives.push(live !== undefined);
        live?.("stdout", new TextEncoder().encode("live\n"));
        return { code: 0, stdout: new TextEncoder().encode(`${argv.join(" ")} in ${cwd}\n`) };
      },
    };
    const { run } = await terminal(files(), [aegis]);
    expect((await run("aegis check 'a b'")).out).toBe("live\naegis check a b in /workspace\n");
    expect(
      (await run("aegis x | rev; aegis y > out; (aegis z); echo $(aegis v); f() { aegis w; }; f")).out,
    ).not.toContain("live");
    expect(lives).toEqual([true, false, false, false, false, false]);
  });

  it("stops at once, whatever runs, and goes on with what there was before", async () => {
    const { run } = await terminal(files(), [{ name: "hang", run: () => new Promise(() => {}) }]);
    await run("X=1");
    for (const line of ["sleep 1000", "hang", "while :; do :; done", "X=2; sleep 1000", "echo a | hang"]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 10);
      expect((await run(line, stop.signal)).code).toBe(130);
    }
    expect((await run("echo $X")).out).toBe("1\n");
    expect((await run("echo a", AbortSignal.abort())).code).toBe(130);
  });

  it("takes one line at a time", async () => {
    const { run } = await terminal(files());
    const first = run("sleep 0.01; echo a");
    await expect(run("echo b")).rejects.toThrow("still running");
    expect((await first).out).toBe("a\n");
  });

  it("has the network that it was given", async () => {
    const { mediator } = bench('[capabilities.network]\nallow_egress = ["https://api.example.com"]\n');
    const http = async () => ({
      status: 200,
      statusText: "OK",
      headers: [],
      body: new TextEncoder().encode("hi"),
    });
    const written: string[] = [];
    const shell = await Shell.open({
      files: files(),
      mediator,
      random: (bytes) => void crypto.getRandomValues(bytes),
      cwd: "/workspace",
      programs: [],
      network: networkCalls(mediator, http),
    });
    const onOutput = (_: string, bytes: Uint8Array) => void written.push(textOf(bytes));
    expect(await shell.run("curl -s https://api.example.com/", { onOutput })).toBe(0);
    expect(written).toEqual(["hi"]);
    expect((await (await terminal(files())).run("curl -s https://api.example.com/")).code).toBe(127);
  });

  it("completes programs, functions, variables and paths", async () => {
    const { run, shell } = await terminal(files(), [canary().program]);
    await run("canfly() { :; }; CANDY=1; cd src");
    const at = (line: string) => shell.complete(line, line.length).options;
    expect(at("can")).toEqual(["canary", "canfly"]);
    expect(at("echo $CAND")).toEqual(["$CANDY"]);
    expect(at("cat ")).toEqual(["my\\ file", "x.ts"]);
    expect(at("cat ../s")).toEqual(["../src/"]);
    expect(at("cat /etc/h")).toEqual(["/etc/hosts"]);
  });
});
