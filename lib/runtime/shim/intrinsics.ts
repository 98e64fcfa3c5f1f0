/**
 * What the shim does to values of the agent, taken before there is one. The realm of the agent is another one, whose
 * prototypes are not ours; an agent that got hold of ours all the same finds nothing here that it could exchange.
 */
const { apply } = Reflect;
const typed = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
const lengthOf = Object.getOwnPropertyDescriptor(typed, "byteLength")?.get as () => number;
const { set } = Uint8Array.prototype;
const Bytes = Uint8Array;

/**
 * The bytes of a view as they are now, whatever the view says about itself: an agent can give it a `length` and a `byteLength` of
 * its own, or change it from another thread while it is read. Throws for anything that is no view of bytes.
 */
export function copyOf(view: unknown): Uint8Array<ArrayBuffer> {
  const copy = new Bytes(apply(lengthOf, view, []) as number);
  apply(set, copy, [view]);
  return copy;
}

/** Writes into a view of the agent's realm that nobody else has yet. */
export function fill(view: Uint8Array, bytes: Uint8Array): void {
  apply(set, view, [bytes]);
}
