import { afterEach, describe, expect, it, vi } from "vitest";
import { testTerminal } from "./testing/terminal";

const FILES = { "agent.toml": "[agent]", "in.txt": "one\n" };

afterEach(() => vi.unstubAllGlobals());

describe("the terminal", () => {
  it("begins a session with the first command, and not before", async () => {
    const { store, editor, run } = testTerminal(FILES);
    await run("   ");
    expect([editor.opened, store.state.at]).toEqual([0, "asleep"]);
    await run("mkdir d; cat in.txt; cd d");
    await run("pwd; false");
    expect([editor.opened, store.state.at, store.prompt]).toEqual([1, "ready", "/workspace/d $ "]);
    expect(store.output.text).toBe(
      "/workspace $    \n/workspace $ mkdir d; cat in.txt; cd d\none\n/workspace/d $ pwd; false\n/workspace/d\nexit 1\n",
    );
    expect(store.history.lines).toEqual(["mkdir d; cat in.txt; cd d", "pwd; false"]);
    await store.end();
    expect([store.state.at, store.prompt, store.log.phase.at]).toEqual(["asleep", "/workspace $ ", "ended"]);
    const types = Array.from({ length: store.log.trace.size }, (_, seq) => store.log.trace.type(seq));
    expect(types.filter((type) => /^(user|session)/.test(type))).toEqual([
      "session.open",
      "user.command",
      "user.command",
      "session.close",
    ]);
    expect(store.log.checkpoint).toBeDefined();
  });

  it("has the editor's files for each command, and the editor has what the command left", async () => {
    const { editor, run, store } = testTerminal(FILES);
    await run("echo made > made.txt; rm in.txt");
    expect(editor.texts).toEqual({ "agent.toml": "[agent]", "made.txt": "made\n" });
    editor.texts = { "agent.toml": "[agent] # typed", "new/b.txt": "typed\n" };
    await run("cat new/b.txt agent.toml; ls");
    expect(store.output.text).toContain("typed\n[agent] # typed");
    expect(store.output.text).toContain("agent.toml\nnew\n");
    expect(store.log.policy).toBe("[agent]");
    await store.end();
  });

  it("stops what runs, gives up a line, and ends by exit", async () => {
    const { run, store, editor } = testTerminal(FILES);
    const running = run("echo on; sleep 1000");
    await expect.poll(() => store.output.text).toContain("on\n");
    expect(store.isBusy).toBe(true);
    await run("echo unseen"); // what is typed meanwhile is not run
    store.interrupt();
    await running;
    expect(store.output.text).toContain("exit 130");
    expect(store.output.text).not.toContain("unseen");
    store.edit({ type: "set", text: "half", cursor: 4 });
    store.interrupt();
    expect(store.output.text).toContain("$ half^C\n");
    const last = run("echo late > late.txt; echo there; sleep 1000");
    await expect.poll(() => store.output.text).toContain("there\n");
    await store.end();
    await last;
    expect(editor.texts["late.txt"]).toBe("late\n"); // what it had left by then
    await run("pwd");
    await run("exit");
    expect(store.state.at).toBe("asleep");
    expect(store.output.text).toMatch(/its log is closed\.\n$/);
  });

  it("completes, and says what there is to choose from", async () => {
    const { store, run } = testTerminal({ ...FILES, "in.csv": "" });
    store.edit({ type: "insert", text: "cat ag" });
    await store.complete();
    expect(store.line.text).toBe("cat agent.toml ");
    store.edit({ type: "set", text: "cat in.", cursor: 7 });
    await store.complete();
    expect(store.output.text).toMatch(/\$ cat in\.\nin\.csv {2}in\.txt\n$/);
    await run("clear");
    expect(store.output.isEmpty).toBe(true);
    await store.end();
  });

  it("does nothing where another tab writes, and says why nothing begins", async () => {
    const { store, editor, run } = testTerminal(FILES);
    editor.mayWrite = false;
    await run("ls");
    expect(store.output.isEmpty).toBe(true);
    editor.mayWrite = true;
    vi.spyOn(console, "error").mockImplementation(() => {}); // where its particulars are
    editor.texts = { "a/b": "1", a: "not a folder as well" };
    await run("ls");
    expect([store.state.at, store.output.text.includes("could not be started")]).toEqual(["asleep", true]);
  });
});
