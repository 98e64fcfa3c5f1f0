/** What is told of changes: in order, and what fs.watch shows of the same. */
import { mkdirSync, mkdtempSync, rmSync, watch as watchReal } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { NodeCaller } from "../../node/files/testing/node-caller";
import { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } from "../flags";
import type { Call } from "../testing/call";
import { FilesCaller } from "../testing/files-caller";
import type { WatchEvent } from "../types";
import type { Change } from "./feed";
import { MemoryFiles } from "./memory-files";

const REPLACE = O_WRONLY | O_CREAT | O_TRUNC;
const newFiles = () => new MemoryFiles({ clock: () => 0n });
const follow = { walk: "follow" } as const;

it("every change is told once, in order, with where it happened", () => {
  const files = newFiles();
  const seen: Change[] = [];
  const stop = files.changes((change) => seen.push(change));
  const caller = new FilesCaller(files);
  const calls: Call[] = [
    ["mkdir", "/d", 0o777],
    ["writeFile", "/d/a", "x", REPLACE],
    ["link", "/d/a", "/b"],
    ["rename", "/d", "/e"],
    ["chmod", "/e/a", 0o600],
    ["symlink", "a", "/e/l"],
    ["open", 0, "/b", O_WRONLY, 0],
    ["unlink", "/b"],
    ["write", 0, "y", null],
    ["stat", "/e"],
    ["unlink", "/gone"],
    ["rmdir", "/e"],
    ["unlink", "/e/l"],
  ];
  for (const call of calls) caller.call(call);
  files.restore(files.snapshot());
  expect(seen.map(({ what, path, from }) => [what, path, from].filter(Boolean).join(" "))).toEqual([
    "create /d",
    "create /d/a",
    "write /d/a",
    "link /b",
    "move /e /d",
    "attributes /e/a",
    "create /e/l",
    "remove /b",
    "write",
    "remove /e/l",
    "restore /",
  ]);
  expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, at) => (seen[0]?.seq ?? 0) + at));
  stop();
  caller.call(["mkdir", "/f", 0o777]);
  expect(seen.length).toBe(11);
});

const CALLS: readonly Call[] = [
  ["writeFile", "/w/a", "text", REPLACE],
  ["writeFile", "/w/a", "more", O_WRONLY | O_APPEND],
  ["mkdir", "/w/d", 0o777],
  ["writeFile", "/w/d/below", "not seen", REPLACE],
  ["chmod", "/w/a", 0o600],
  ["link", "/w/a", "/w/b"],
  ["symlink", "a", "/w/l"],
  ["rename", "/w/a", "/w/c"],
  ["rename", "/w/c", "/w/d/c"],
  ["truncate", "/w/b", 1],
  ["utimes", "/w/b", 1, 1],
  ["unlink", "/w/b"],
  ["unlink", "/w/l"],
  ["rename", "/w/d/c", "/w/back"],
  ["writeFile", "/w/end", "", REPLACE],
];
/** The system puts equal events together that were not fetched yet; which, depends on time. */
const withoutRepeats = (events: readonly WatchEvent[]) =>
  events.filter(
    ({ type, name }, at) => at === 0 || events[at - 1]?.type !== type || events[at - 1]?.name !== name,
  );

it("a watched folder tells what fs.watch tells", async () => {
  const root = mkdtempSync(join(tmpdir(), "aegis-watch-"));
  try {
    mkdirSync(join(root, "w"));
    const real: WatchEvent[] = [];
    const watching = watchReal(join(root, "w"));
    const ended = new Promise<void>((resolve) => {
      watching.on("change", (type, name) => {
        real.push({ type: type as WatchEvent["type"], name: String(name) });
        if (name === "end") resolve();
      });
    });
    const node = new NodeCaller(root);
    for (const call of CALLS) expect(node.call(call)).toHaveProperty("value");
    await ended;
    watching.close();

    const files = newFiles();
    files.mount("/w", {});
    const ours: WatchEvent[] = [];
    files.watch(files.locate("/w", follow), {}, (event) => ours.push(event));
    const caller = new FilesCaller(files);
    for (const call of CALLS) expect(caller.call(call)).toHaveProperty("value");
    expect(withoutRepeats(ours)).toEqual(withoutRepeats(real));
  } finally {
    rmSync(root, { recursive: true });
  }
});

it("a watched file tells of itself, by the name that it was watched by, until the end", () => {
  const files = newFiles();
  const caller = new FilesCaller(files);
  caller.call(["writeFile", "/a", "x", REPLACE]);
  const seen: string[] = [];
  const watching = files.watch(files.locate("/a", follow), {}, ({ type, name }) =>
    seen.push(`${type} ${name}`),
  );
  caller.call(["writeFile", "/a", "y", REPLACE]);
  caller.call(["link", "/a", "/b"]);
  caller.call(["unlink", "/b"]);
  caller.call(["rename", "/a", "/c"]);
  caller.call(["chmod", "/c", 0o600]);
  caller.call(["unlink", "/c"]);
  expect(seen).toEqual(["change a", "change a", "change a", "rename a", "change a", "rename a"]);
  watching.close();
});

it("a folder that is watched with all below it tells paths", () => {
  const files = newFiles();
  const caller = new FilesCaller(files);
  caller.call(["mkdirp", "/w/d/e"]);
  const seen: string[] = [];
  files.watch(files.locate("/w", follow), { recursive: true }, ({ type, name }) =>
    seen.push(`${type} ${name}`),
  );
  caller.call(["writeFile", "/w/d/e/a", "x", REPLACE]);
  caller.call(["rename", "/w/d/e/a", "/out"]);
  caller.call(["mkdir", "/other", 0o777]);
  expect(seen).toEqual(["rename d/e/a", "change d/e/a", "rename d/e/a"]);
});
