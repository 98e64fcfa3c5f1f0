import "server-only";
import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { StartFault } from "./start-fault";

const MODE_OWNER_ONLY = 0o600;

/**
 * A file for this user alone, made once: it is written whole under another name, flushed, and then linked to its name,
 * which fails when the name exists. A process killed in between leaves no half secret, and of two first starts exactly
 * one wins; what is there afterwards is given back.
 */
export async function makePrivateFile(path: string, text: string): Promise<string> {
  const draft = await writeDraft(path, text);
  try {
    await link(draft, path);
    await flushFolder(path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readPrivateFile(path);
  if (made === undefined) throw new StartFault(`${path} vanished while it was being made: start again.`);
  return made;
}

/** The same in the place of what is there: at every moment the file is the old one or the new one. */
export async function replacePrivateFile(path: string, text: string): Promise<void> {
  await rename(await writeDraft(path, text), path);
  await flushFolder(path);
}

/** Without the white space around it; undefined where there is no such file. */
export async function readPrivateFile(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new StartFault(`${path} cannot be read (${codeOf(error)}): give this user the right to read it.`);
  }
}

async function writeDraft(path: string, text: string): Promise<string> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  // The bundler must not follow this path: it would take the whole checkout along.
  const file = await open(/*turbopackIgnore: true*/ draft, "wx", MODE_OWNER_ONLY);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

/** A name is durable when its folder is: a key that is lost with the power could never sign again. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(/*turbopackIgnore: true*/ dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
