import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { loadWasmHasher } from "../../../audit/hash";
import { FsError, MemoryFiles, type Walk } from "../../files";
import { nodeDisk } from "../testing/node-disk";
import type { Disk } from "./disk";
import { Looker } from "./look";
import { Mirror } from "./mirror";

const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 40));
const hasher = await loadWasmHasher();
const mayShow = (path: string) => !path.endsWith("k");

type Step =
  | { readonly op: "write" | "unlink" | "rmdir" | "mkdir"; readonly path: string }
  | { readonly op: "rename"; readonly path: string; readonly to: string }
  | { readonly op: "flush" };

const path = fc
  .array(fc.constantFrom("a", "b", "k"), { minLength: 1, maxLength: 3 })
  .map((names) => `/w/${names.join("/")}`);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    op: fc.constantFrom("write" as const, "write" as const, "unlink" as const, "rmdir" as const),
    path,
  }),
  fc.record({ op: fc.constant("mkdir" as const), path }),
  fc.record({ op: fc.constant("rename" as const), path, to: path }),
  fc.constant({ op: "flush" as const }),
);

function act(files: MemoryFiles, step: Exclude<Step, { op: "flush" }>, count: number): void {
  const at = (name: string, walk: Walk) => files.locate(name, { walk });
  try {
    if (step.op === "write")
      files.writeFile(at(step.path, "follow"), new TextEncoder().encode(`text ${count}`));
    else if (step.op === "unlink") files.unlink(at(step.path, "entry"));
    else if (step.op === "rmdir") files.rmdir(at(step.path, "entry"));
    else if (step.op === "rename") files.rename(at(step.path, "entry"), at(step.to, "entry"));
    else files.mkdir(at(step.path, "entry"), 0o755, false);
  } catch (thrown) {
    // What a call of the agent would be told: nothing has changed.
    if (!(thrown instanceof FsError)) throw thrown;
  }
}

/** Files with what is in them, folders with nothing. */
async function onDisk(disk: Disk, folder = "."): Promise<Map<string, string | undefined>> {
  const all = new Map<string, string | undefined>();
  for (const entry of await disk.readdir(folder, { withFileTypes: true })) {
    const at = join(folder, entry.name);
    if (!entry.isDirectory()) all.set(`/${at}`, new TextDecoder().decode(await disk.readFile(at)));
    else
      for (const [name, text] of [[`/${at}`, undefined] as const, ...(await onDisk(disk, at))])
        all.set(name, text);
  }
  return all;
}

function inMemory(files: MemoryFiles): Map<string, string | undefined> {
  const all = new Map<string, string | undefined>();
  for (const { path: below, kind, read } of files.walk("/w")) {
    if (kind === "directory") all.set(`/w/${below}`, undefined);
    else if (mayShow(`/w/${below}`)) all.set(`/w/${below}`, new TextDecoder().decode(read()));
  }
  return all;
}

it("leaves in the container what the calls left in the page, but for what the agent may not read", async () => {
  const root = await mkdtemp(join(tmpdir(), "aegis-mirror-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const disk = nodeDisk(root);
      await disk.rm("w", { recursive: true, force: true });
      const files = new MemoryFiles({ clock: () => 0n });
      const mirror = new Mirror({ files, disk, hasher, mayShow });
      const notes: unknown[] = [];
      const looker = new Looker({
        files,
        disk,
        mirror,
        mediator: { note: (entry) => notes.push(entry), body: () => ({ bytes: 0, sha256: "" }) },
        mayChange: () => true,
        failed: (cause) => {
          throw cause;
        },
      });
      files.mount("/w", {});
      for (const [count, each] of steps.entries()) {
        if (each.op === "flush") await mirror.flush();
        else act(files, each, count);
      }
      await mirror.flush();
      const found = await onDisk(disk);
      found.delete("/w");
      expect(new Map([...found].sort())).toEqual(new Map([...inMemory(files)].sort()));
      // And all of it is explained.
      await looker.all();
      expect(notes).toEqual([]);
      mirror.close();
    }),
    { numRuns: RUNS },
  );
});
