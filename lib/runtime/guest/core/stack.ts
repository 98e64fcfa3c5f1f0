/**
 * Stack traces as authors know them: a first line that says what happened, then a line for each of their own frames with
 * their file. Frames of this library are left out.
 *
 * The machine knows files of modules by name, but everything that was evaluated as "<input>". So each script gets
 * lines of its own, far below those of the others, and a line says which file it is of.
 */
import { applyTo, endsWith, errorToString, hasOwn, repeat, slice, startsWith, uncurry } from "./intrinsics";

interface RawSite {
  getFileName(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  getFunctionName(): string | null;
  getFunction(): unknown;
  isNative(): boolean;
  isConstructor?(): boolean;
}
interface Script {
  readonly path: string;
  readonly first: number;
  readonly last: number;
  readonly indent: number;
}
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Its own files, and in an engine with more around it those of its surroundings. */
const LIBRARY = "node:";
const EVALUATED = "<input>";
const scripts: Script[] = [];
let nextLine = 1;
const split = uncurry(String.prototype.split as (this: string, by: string) => string[]);
const push = uncurry(Array.prototype.push);
// The machine compiles scripts in no other way; the text is what the host has read for this agent.
// biome-ignore lint/security/noGlobalEval: it runs what the agent could run itself
const evaluate = globalThis.eval;

/** Evaluates a script whose frames are told by the name of its file. `before` and `after` stand on its own lines. */
export function evaluateScript(path: string, before: string, text: string, after: string): unknown {
  const lines = split(text, "\n").length + 1;
  push(scripts as unknown[], { path, first: nextLine, last: nextLine + lines, indent: before.length });
  const source = repeat("\n", nextLine - 1) + before + text + after;
  nextLine += lines + 1;
  return evaluate(source);
}

function fileOf(site: RawSite): string | null {
  return site.getFileName() ?? null;
}

function placeOf(site: RawSite): Place | undefined {
  const file = fileOf(site);
  const line = site.getLineNumber() ?? 0;
  const column = site.getColumnNumber() ?? 0;
  if (file === null || startsWith(file, LIBRARY)) return undefined;
  if (file !== EVALUATED) return { file: startsWith(file, "/") ? `file://${file}` : file, line, column };
  for (let at = 0; at < scripts.length; at++) {
    const { first, last, path, indent } = scripts[at] as Script;
    if (line < first || line > last) continue;
    return { file: path, line: line - first + 1, column: line === first ? column - indent : column };
  }
  return { file: "<anonymous>", line, column };
}

class CallSite {
  readonly #site: RawSite;
  readonly #place: Place | undefined;
  constructor(site: RawSite, place: Place | undefined) {
    this.#site = site;
    this.#place = place;
  }
  getFileName(): string | undefined {
    return this.#place?.file;
  }
  getScriptNameOrSourceURL(): string | undefined {
    return this.#place?.file;
  }
  getLineNumber(): number | null {
    return this.#place?.line ?? null;
  }
  getColumnNumber(): number | null {
    return this.#place?.column ?? null;
  }
  getFunctionName(): string | null {
    const name = this.#site.getFunctionName();
    return name === "<eval>" || name === "" || name === "<anonymous>" ? null : name;
  }
  getMethodName(): string | null {
    return null;
  }
  getTypeName(): string | null {
    return null;
  }
  getThis(): undefined {}
  getFunction(): undefined {}
  getEvalOrigin(): undefined {}
  isNative(): boolean {
    return this.#site.isNative();
  }
  isToplevel(): boolean {
    return this.getFunctionName() === null;
  }
  isConstructor(): boolean {
    return this.#site.isConstructor?.() === true;
  }
  isEval(): boolean {
    return this.#site.getFileName() === EVALUATED && this.#place?.file === "<anonymous>";
  }
  isAsync(): boolean {
    return false;
  }
  isPromiseAll(): boolean {
    return false;
  }
  getPromiseIndex(): null {
    return null;
  }
  toString(): string {
    return shown(this.getFunctionName(), this.#place, this.isConstructor());
  }
}

function shown(name: string | null, place: Place | undefined, isNew: boolean): string {
  const where = place ? `${place.file}:${place.line}:${place.column}` : "<anonymous>";
  return name === null ? where : `${isNew ? "new " : ""}${name} (${where})`;
}

/** The author's frames; of native ones those that an author called, as `Array.map`. */
function framesOf(sites: readonly RawSite[]): CallSite[] {
  const frames: CallSite[] = [];
  let isAuthors = false;
  for (let at = sites.length - 1; at >= 0; at--) {
    const site = sites[at] as RawSite;
    const file = fileOf(site);
    if (file !== null) isAuthors = !startsWith(file, LIBRARY);
    if (isAuthors) push(frames as unknown[], new CallSite(site, placeOf(site)));
  }
  const inOrder: CallSite[] = [];
  for (let at = frames.length - 1; at >= 0; at--) push(inOrder as unknown[], frames[at] as CallSite);
  return inOrder;
}

const toStringOf = CallSite.prototype.toString;
type Prepare = (error: unknown, sites: readonly unknown[]) => unknown;
let own: unknown;
let wasAsked = false;

function headOf(error: unknown): string {
  try {
    return errorToString(error as Error);
  } catch {
    return "Error";
  }
}

function prepare(error: unknown, sites: readonly RawSite[]): unknown {
  wasAsked = true;
  const frames = framesOf(sites);
  if (typeof own === "function") return applyTo(own as Prepare, Error, [error, frames]);
  let text = headOf(error);
  for (let at = 0; at < frames.length; at++) text += `\n    at ${applyTo(toStringOf, frames[at], [])}`;
  return text;
}

/** The author's own `prepareStackTrace` is asked in the place of ours, with our frames. */
export function installStacks(): void {
  const errors = Error as unknown as { prepareStackTrace: unknown };
  errors.prepareStackTrace = prepare;
  // An engine that does not keep it, but reads the property each time, has to find ours there in the place of the author's.
  let isReadEachTime = false;
  Object.defineProperty(Error, "prepareStackTrace", {
    get: () => (isReadEachTime ? prepare : own),
    set: (value: unknown) => {
      own = value === prepare ? undefined : value;
    },
    configurable: false,
    enumerable: false,
  });
  void new Error("asked").stack;
  isReadEachTime = !wasAsked;
}

/** File and line of the first frame, as the lines above an uncaught error say it. */
export function firstPlace(stack: string): string | undefined {
  const lines = split(stack, "\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    if (!startsWith(line, "    at ")) continue;
    const from = endsWith(line, ")") ? line.lastIndexOf("(") + 1 : 7;
    return slice(line, from, endsWith(line, ")") ? -1 : undefined).replace(/:\d+$/, "");
  }
  return undefined;
}

export { hasOwn };
