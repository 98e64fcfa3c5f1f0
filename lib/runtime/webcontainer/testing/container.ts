/** A container without a browser: a folder and processes of this machine, under the parts that the driver puts there. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Instance, InstanceTree } from "../page/instance";
import { nodeDisk } from "./node-disk";
import { type NodeProcess, nodeProcess } from "./node-process";

const BUNDLE = fileURLToPath(new URL("../../.bundle/", import.meta.url));

export interface TestInstance extends Omit<Instance, "spawn"> {
  spawn: Instance["spawn"];
  readonly processes: NodeProcess[];
  /** The files, past everything. */
  readonly folder: string;
  close(): Promise<void>;
}

export async function testInstance(): Promise<TestInstance> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-container-"));
  const disk = nodeDisk(folder);
  const processes: NodeProcess[] = [];
  const kill = () => {
    for (const each of processes) each.kill();
  };
  const put = async (at: string, tree: InstanceTree): Promise<void> => {
    await disk.mkdir(at, { recursive: true });
    for (const [name, entry] of Object.entries(tree)) {
      if ("directory" in entry) await put(join(at, name), entry.directory);
      else await disk.writeFile(join(at, name), entry.file.contents);
    }
  };
  return {
    folder,
    processes,
    workdir: folder,
    disk,
    mount: (tree) => put(".", tree),
    spawn: async (command, args) => {
      const process = nodeProcess(folder, command, args);
      processes.push(process);
      return process;
    },
    onError: () => {},
    teardown: kill,
    remove: kill,
    close: async () => {
      kill();
      await Promise.all(processes.map(({ exit }) => exit));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function bundledParts(): Promise<{
  parts: { wrapper: string; inside: string; library: string; build: Uint8Array };
  builtins: Record<string, string>;
}> {
  const [wrapper = "", inside = "", library = "", builtins = "{}"] = await Promise.all(
    ["container-run.mjs", "inside.js", "guest.js", "builtins.json"].map((name) =>
      readFile(join(BUNDLE, name), "utf8"),
    ),
  );
  return {
    parts: { wrapper, inside, library, build: new Uint8Array(1) },
    builtins: JSON.parse(builtins) as Record<string, string>,
  };
}
