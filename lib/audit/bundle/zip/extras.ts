/**
 * Extra fields. Dates and owners are let through, and looked at by nobody. One can also carry another name, or another
 * size: only the sizes and places of zip64 are read, and only where their own fields say that they are elsewhere.
 */
import { broken, unsupported, wholeAt } from "./access";
import * as zip from "./layout";

/** The values of zip64, of which there must be `expected`. */
export function readExtras(extras: Uint8Array, expected: number): readonly number[] {
  const view = zip.viewOf(extras);
  let values: readonly number[] | undefined;
  for (let at = 0; at < extras.length; ) {
    const end = at + 4 <= extras.length ? at + 4 + view.getUint16(at + 2, true) : Number.POSITIVE_INFINITY;
    if (end > extras.length) throw broken("an extra field of a file is cut off");
    const id = view.getUint16(at, true);
    if (id === zip.LARGE_EXTRA.id && expected > 0 && values === undefined) values = valuesOf(view, at, end);
    else if (!zip.HARMLESS_EXTRAS.includes(id))
      throw unsupported("a file in it has an extra field that is neither date nor owner");
    at = end;
  }
  const found = values ?? [];
  if (found.length !== expected) throw broken("a file in it has a size or a place that is nowhere told");
  return found;
}

function valuesOf(view: DataView, at: number, end: number): readonly number[] {
  const { head, each } = zip.LARGE_EXTRA;
  const count = (end - at - head) / each;
  if (!Number.isInteger(count)) throw broken("the sizes of a large file are cut off");
  return Array.from({ length: count }, (_, i) => wholeAt(view, at + head + each * i));
}
