import { describe, expect, it } from "vitest";
import { ShellFiles } from "./shell-files";
import { memoryFiles } from "./testing/shell-bench";
import { authorsAccess } from "./unmediated";

function open() {
  const files = memoryFiles({ "a.txt": "é\n", "d/x": "1", "d/e/y": "2", l: { symlink: "a.txt" } });
  const state = { isOver: false };
  const shell = new ShellFiles({
    access: authorsAccess(files, (bytes) => void crypto.getRandomValues(bytes), "/workspace"),
    isProgram: (name) => name === "cat",
    assertAlive: () => {
      if (state.isOver) throw new Error("over");
    },
    refused: () => {},
  });
  return { shell, files, state };
}

describe("files of the shell", () => {
  it("reads and writes text and bytes", async () => {
    const { shell } = open();
    expect(await shell.readFile("/workspace/a.txt")).toBe("é\n");
    expect(await shell.readFile("/workspace/a.txt", "binary")).toBe("\u00c3\u00a9\n");
    await shell.writeFile("/workspace/b", "\u00ff\u0000", "latin1");
    await shell.appendFile("/workspace/b", "é");
    await shell.appendFile("/workspace/b", new Uint8Array([1]));
    expect([...(await shell.readFileBuffer("/workspace/b"))]).toEqual([0xff, 0, 0xc3, 0xa9, 1]);
  });

  it("makes, copies, moves and removes", async () => {
    const { shell } = open();
    await shell.mkdir("/workspace/n/m", { recursive: true });
    await expect(shell.mkdir("/workspace/n")).rejects.toMatchObject({ code: "EEXIST" });
    await shell.cp("/workspace/d", "/workspace/n/d", { recursive: true });
    expect(await shell.readFile("/workspace/n/d/e/y")).toBe("2");
    await expect(shell.cp("/workspace/d", "/workspace/z")).rejects.toBeDefined();
    await shell.mv("/workspace/n/d/x", "/workspace/moved");
    await expect(shell.rm("/workspace/n")).rejects.toMatchObject({ code: "ENOTEMPTY" });
    await shell.rm("/workspace/n", { recursive: true });
    expect(await shell.exists("/workspace/n")).toBe(false);
    await shell.rm("/workspace/n", { force: true });
    await expect(shell.rm("/workspace/n")).rejects.toMatchObject({ code: "ENOENT" });
    await shell.rm("/workspace/l");
    expect(await shell.exists("/workspace/a.txt")).toBe(true);
  });

  it("shows links, modes, times and kinds", async () => {
    const { shell } = open();
    expect(await shell.lstat("/workspace/l")).toMatchObject({ isSymbolicLink: true, isFile: false });
    expect(await shell.stat("/workspace/l")).toMatchObject({ isFile: true, size: 3 });
    expect(await shell.readlink("/workspace/l")).toBe("a.txt");
    expect(await shell.realpath("/workspace/l")).toBe("/workspace/a.txt");
    await shell.chmod("/workspace/a.txt", 0o600);
    await shell.utimes("/workspace/a.txt", new Date(5000), new Date(7000));
    expect(await shell.stat("/workspace/a.txt")).toMatchObject({ mode: 0o600, mtime: new Date(7000) });
    await shell.symlink("d", "/workspace/s");
    await shell.link("/workspace/a.txt", "/workspace/h");
    expect(await shell.readdirWithFileTypes("/workspace")).toEqual([
      { name: "a.txt", isFile: true, isDirectory: false, isSymbolicLink: false },
      { name: "d", isFile: false, isDirectory: true, isSymbolicLink: false },
      { name: "h", isFile: true, isDirectory: false, isSymbolicLink: false },
      { name: "l", isFile: false, isDirectory: false, isSymbolicLink: true },
      { name: "s", isFile: false, isDirectory: false, isSymbolicLink: true },
    ]);
    expect(shell.getAllPaths()).toEqual([]);
  });

  it("has its programs where they are looked up, and nothing else there", async () => {
    const { shell, files } = open();
    files.mount("/usr/bin", { evil: { content: "", mode: 0o755 } });
    expect(await shell.stat("/usr/bin/cat")).toMatchObject({ isFile: true, mode: 0o755 });
    expect(await shell.exists("/bin/cat")).toBe(true);
    expect(await shell.exists("/usr/bin/evil")).toBe(false);
  });

  it("resolves names", () => {
    const { shell } = open();
    expect(shell.resolvePath("/workspace/d", "../a.txt")).toBe("/workspace/a.txt");
    expect(shell.resolvePath("/workspace", "/x/./y//z/..")).toBe("/x/y");
    expect(shell.resolvePath("/", "../..")).toBe("/");
  });

  it("touches nothing any more once the run is over", async () => {
    const { shell, state } = open();
    state.isOver = true;
    const calls = [
      shell.readFile("/workspace/a.txt"),
      shell.exists("/workspace/a.txt"),
      shell.stat("/usr/bin/cat"),
      shell.writeFile("/workspace/a.txt", ""),
    ];
    for (const call of calls) await expect(call).rejects.toThrow("over");
  });
});
