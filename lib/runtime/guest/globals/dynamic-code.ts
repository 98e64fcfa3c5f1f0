/**
 * The doors by which text becomes code: `eval` and the constructors of functions. They are shut when this library is set up,
 * before any code of an agent, and opened at the start of a session whose policy says so.
 *
 * The machine has no other way from a text to code, and the true functions are reachable by these slots alone: whoever
 * writes `eval(text)` finds what stands in the global, whoever climbs from a function to its constructor finds what stands on
 * the prototype. Nothing else of this library hands them out; an attack looks through all that an agent can reach.
 */
import type { CodeSource } from "../../../policy";
import { unsupported } from "../core/errors";
import { ask } from "../core/host";
import { defineProperty } from "../core/intrinsics";

type Constructor = (new (...values: unknown[]) => object) & { readonly length: number };
const { getPrototypeOf } = Object;

const SAMPLES = [
  function plain() {},
  async function later() {},
  function* each() {},
  async function* all() {},
];
/** Slots, with what stood in them. */
const doors = SAMPLES.map((sample) => {
  const holder = getPrototypeOf(sample) as { constructor: Constructor };
  return { holder, original: holder.constructor };
});
const GIVEN_NAME = "__aegis_eval";
const globals = globalThis as unknown as Record<string, unknown>;
// Where this library was handed something of its own to compile with, the language's own comes beside it.
// biome-ignore lint/security/noGlobalEval: it is kept to be given back
const originalEval = globals[GIVEN_NAME] ?? globalThis.eval;
delete globals[GIVEN_NAME];

/** Says why not, in the host's sentence; the host has put it on record. */
function refuseText(how: CodeSource): never {
  ask("code.load", [how]);
  // Allowed, by a policy under which nobody comes here.
  throw unsupported("code that is made of text");
}

/** The same, where something else says why not. */
export function reportText(how: CodeSource): void {
  try {
    ask("code.load", [how]);
  } catch {
    // It is on record, which is all that was wanted.
  }
}

/** Can be called, made with `new` and extended, as what it stands for. */
function shut({ name, length, prototype }: Constructor): Constructor {
  const door = function door() {
    refuseText("function");
  } as unknown as Constructor;
  defineProperty(door, "name", { value: name, configurable: true });
  defineProperty(door, "length", { value: length, configurable: true });
  defineProperty(door, "prototype", { value: prototype, writable: false });
  return door;
}

/** What is no text is given back as it is, as in the language. */
function shutEval(text?: unknown): unknown {
  return typeof text === "string" ? refuseText("eval") : text;
}
defineProperty(shutEval, "name", { value: "eval", configurable: true });

function put(holder: object, name: string, value: unknown): void {
  defineProperty(holder, name, { value, configurable: true, enumerable: false, writable: true });
}

function hang(constructors: readonly Constructor[], evaluate: unknown): void {
  for (let at = 0; at < doors.length; at++) put(doors[at]?.holder as object, "constructor", constructors[at]);
  put(globalThis, "Function", constructors[0]);
  put(globalThis, "eval", evaluate);
}

export function shutDoors(): void {
  hang(
    doors.map(({ original }) => shut(original)),
    shutEval,
  );
}

export function openDoors(): void {
  hang(
    doors.map(({ original }) => original),
    originalEval,
  );
}
