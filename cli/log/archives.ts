/** Bundles on disk: a zip that is read where it is needed, or a folder. */
import { constants } from "node:fs";
import { type FileHandle, lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Archive, type ArchivedFile, BundleFault, type RandomAccess } from "../../lib/audit/bundle";

/** More than any bundle has; a home directory by mistake is not read to the end. */
const MOST_FILES = 100_000;
const BODIES = "bodies";

export async function fileAccess(handle: FileHandle): Promise<RandomAccess> {
  const { size } = await handle.stat();
  return {
    size,
    async read(at, length) {
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
  };
}

/** The files of a folder and of its `bodies`. Names are those of the directory, and never followed out of it. */
export async function openFolder(folder: string): Promise<Archive> {
  const files: ArchivedFile[] = [];
  for (const name of await namesIn(folder)) {
    const { size, isLink, isFile } = await look(join(folder, name));
    if (isLink)
      throw new BundleFault("BAD_NAME", `${JSON.stringify(name)} is a link: a bundle has its files itself.`);
    // A folder of that name holds bodies; every other is told by its name, as in a zip.
    if (isFile) files.push({ name, size, packedSize: size });
    else if (!name.startsWith(`${BODIES}/`)) files.push({ name: `${name}/`, size: 0, packedSize: 0 });
    else throw new BundleFault("BAD_NAME", `${JSON.stringify(name)} is no file.`);
  }
  return { files, read: ({ name }) => contentOf(join(folder, ...name.split("/"))) };
}

async function look(path: string) {
  const stat = await lstat(path);
  return { size: stat.size, isLink: stat.isSymbolicLink(), isFile: stat.isFile() };
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  if (names.length > MOST_FILES)
    throw new BundleFault("BAD_NAME", "The folder has more files than any bundle.");
  const rest = names.filter((name) => name !== BODIES);
  const hasBodies = rest.length < names.length && (await lstat(join(folder, BODIES))).isDirectory();
  const bodies = hasBodies ? await readdir(join(folder, BODIES)) : names.filter((name) => name === BODIES);
  return [...rest, ...bodies.map((name) => (hasBodies ? `${BODIES}/${name}` : name))].sort();
}

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  // Not through a link, also when it was put there a moment ago; and a pipe would be waited for without end.
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    yield* handle.createReadStream({ highWaterMark: 262_144, autoClose: false });
  } finally {
    await handle.close();
  }
}
