/** Writes what a command makes: to standard output, to a file or to a folder. Never over something that is there. */
import { mkdir, open, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { FileToWrite } from "../../lib/audit/bundle";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";

type Content = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

export async function writeOut(path: string | undefined, content: Content, io: ProcessIo): Promise<void> {
  if (path !== undefined) return writeFile(resolve(io.cwd, path), content, path);
  for await (const piece of content) {
    await io.out.write(piece);
    if (io.out.closed) return;
  }
}

export async function writeFolder(path: string, files: readonly FileToWrite[], io: ProcessIo): Promise<void> {
  const folder = resolve(io.cwd, path);
  await mkdir(folder).catch((thrown) => {
    throw unwritable(path, thrown);
  });
  try {
    for (const { name, content } of files) {
      const target = join(folder, ...name.split("/"));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content, join(path, name));
    }
  } catch (thrown) {
    // It was made a moment ago; half a bundle would look like one that somebody cut.
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

async function writeFile(target: string, content: Content, path: string): Promise<void> {
  const handle = await open(target, "wx").catch((thrown) => {
    throw unwritable(path, thrown);
  });
  try {
    for await (const piece of content)
      await handle.writeFile(piece).catch((thrown) => Promise.reject(unwritable(path, thrown)));
    await handle.close();
  } catch (thrown) {
    await handle.close().catch(() => undefined);
    await rm(target, { force: true });
    throw thrown;
  }
}

function unwritable(path: string, thrown: unknown): UsageError {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
  const why =
    code === "EEXIST"
      ? "it is there already; choose another name, or remove it first"
      : code === "ENOENT"
        ? "there is no such folder; make it first"
        : `the system says ${code}; check the path`;
  return new UsageError(`${printable(path)} cannot be written: ${why}.`);
}
