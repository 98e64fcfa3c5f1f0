/** `wget` beside `curl`, by the same mediated fetch: into a file of the folder, into one that is named, or to standard output. */
import { joinBytes } from "../../audit/bytes";
import { bytesOfText } from "./bytes";
import {
  type ProgramCall,
  type ProgramFiles,
  type ProgramResult,
  placeOf,
  type ShellProgram,
} from "./programs";

export interface Fetched {
  readonly status: number;
  readonly statusText: string;
  readonly body: Uint8Array;
}
export type FetchUrl = (url: string) => Promise<Fetched>;

/** As the program of that name ends. */
const CODES = { usage: 2, file: 3, network: 4, server: 8 } as const;
const USAGE = "usage: wget [-q] [-O FILE] URL...";
const DEFAULT_NAME = "index.html";
const MOST_NUMBERED = 1000;
const FIRST_ERROR_STATUS = 400;

interface Asked {
  readonly urls: readonly string[];
  readonly isQuiet: boolean;
  /** All that is fetched goes there, one after the other; `-` is standard output. */
  readonly into?: string | undefined;
}

class Failure extends Error {
  readonly code: number;
  constructor(what: keyof typeof CODES, message: string) {
    super(message);
    this.code = CODES[what];
  }
}

export function wgetProgram(fetch: FetchUrl): ShellProgram {
  return {
    name: "wget",
    async run(call) {
      try {
        return await download(read(call.argv.slice(1)), call, fetch);
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown;
        return { code: thrown.code, stderr: bytesOfText(`wget: ${thrown.message}\n`) };
      }
    },
  };
}

function read(words: readonly string[]): Asked {
  const urls: string[] = [];
  let isQuiet = false;
  let into: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "-q" || word === "--quiet") isQuiet = true;
    else if (/^-q?O/.test(word)) {
      isQuiet ||= word.startsWith("-q");
      into = word.slice(word.indexOf("O") + 1) || words[++at];
      if (into === undefined) throw new Failure("usage", `${word} needs a file; ${USAGE}`);
    } else if (word.startsWith("-")) throw new Failure("usage", `${word} is not offered here; ${USAGE}`);
    else urls.push(word);
  }
  if (urls.length === 0) throw new Failure("usage", `a URL is missing; ${USAGE}`);
  return { urls, isQuiet, into };
}

async function download(
  { urls, isQuiet, into }: Asked,
  { cwd, files }: ProgramCall,
  fetch: FetchUrl,
): Promise<ProgramResult> {
  const said: string[] = [];
  const bodies: Uint8Array[] = [];
  let code = 0;
  for (const url of urls) {
    try {
      const body = await bodyOf(url, fetch);
      if (into === undefined) said.push(`${url}: saved as ${await keep(url, body, cwd, files)}`);
      else bodies.push(body);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      // The next one may be there; the first fault is what the exit code tells.
      code ||= thrown.code;
      said.push(thrown.message);
    }
  }
  const all = joinBytes(bodies);
  if (into !== undefined && into !== "-") await save(placeOf(cwd, into), all, files);
  const stderr = bytesOfText(isQuiet ? "" : said.map((line) => `wget: ${line}\n`).join(""));
  return { code, stderr, ...(into === "-" && { stdout: all }) };
}

async function bodyOf(url: string, fetch: FetchUrl): Promise<Uint8Array> {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  const { status, statusText, body } = await fetch(whole).catch((thrown: Error) => {
    throw new Failure("network", `${url}: ${thrown.message}`);
  });
  if (status < FIRST_ERROR_STATUS) return body;
  throw new Failure("server", `${url}: the server answered ${`${status} ${statusText}`.trimEnd()}`);
}

/** Under the last name of its path; what is there already stays as it is. */
async function keep(url: string, body: Uint8Array, cwd: string, files: ProgramFiles): Promise<string> {
  const [, path = ""] = /^(?:[a-z][a-z0-9+.-]*:\/*)?[^/?#]*([^?#]*)/i.exec(url) ?? [];
  const name = path.slice(path.lastIndexOf("/") + 1) || DEFAULT_NAME;
  for (let number = 0; number < MOST_NUMBERED; number++) {
    const free = number === 0 ? name : `${name}.${number}`;
    const place = placeOf(cwd, free);
    if (await files.exists(place)) continue;
    await save(place, body, files);
    return free;
  }
  throw new Failure("file", `${name}: there are too many of that name`);
}

async function save(path: string, bytes: Uint8Array, files: ProgramFiles): Promise<void> {
  await files.write(path, bytes).catch((thrown: Error) => {
    throw new Failure("file", thrown.message);
  });
}
