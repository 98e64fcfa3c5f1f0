/**
 * Where the directory of a zip file is, from the file's last bytes. Where those are too small for it, the end of zip64
 * stands before them; both must then say the same, as far as the smaller one can, and stand exactly where they belong:
 * readers differ in which of the two they look at.
 */
import type { RandomAccess } from "../archive";
import { BundleFault } from "../fault";
import { broken, exactly, unsupported, wholeAt } from "./access";
import * as zip from "./layout";

export interface DirectoryPlace {
  readonly count: number;
  readonly size: number;
  readonly at: number;
}

/** The end of the directory is the end of the file: with a comment there could be two ends, and two directories. */
export async function readEnd(source: RandomAccess): Promise<DirectoryPlace> {
  const ending = source.size - zip.END.bytes;
  if (ending < 0) throw new BundleFault("NOT_A_ZIP", "This is no zip file: it is too short.");
  const end = zip.viewOf(await exactly(source, ending, zip.END.bytes));
  if (end.getUint32(0, true) !== zip.END.signature) {
    throw new BundleFault(
      "NOT_A_ZIP",
      "This is no zip file, it was cut off, or something follows its directory.",
    );
  }
  const told = { count: end.getUint16(10, true), size: end.getUint32(12, true), at: end.getUint32(16, true) };
  if (end.getUint16(4, true) !== 0 || end.getUint16(6, true) !== 0 || end.getUint16(8, true) !== told.count)
    throw unsupported("it is spread over several disks");
  const isLarge = isElsewhere(told);
  const place = isLarge ? await readLargeEnd(source, ending, told) : told;
  const stop = isLarge ? ending - zip.LOCATOR.bytes - zip.LARGE_END.bytes : ending;
  if (end.getUint16(20, true) !== 0 || place.at + place.size !== stop)
    throw broken("its directory does not end where the file ends");
  return place;
}

function isElsewhere({ count, size, at }: DirectoryPlace): boolean {
  return count === zip.COUNT_ELSEWHERE || size === zip.ELSEWHERE || at === zip.ELSEWHERE;
}

async function readLargeEnd(source: RandomAccess, ending: number, told: DirectoryPlace) {
  const start = ending - zip.LOCATOR.bytes - zip.LARGE_END.bytes;
  const view = zip.viewOf(await exactly(source, start, zip.LARGE_END.bytes + zip.LOCATOR.bytes));
  const locator = zip.LARGE_END.bytes;
  const isWhole =
    view.getUint32(0, true) === zip.LARGE_END.signature &&
    wholeAt(view, 4) === zip.LARGE_END.follows &&
    view.getUint32(locator, true) === zip.LOCATOR.signature &&
    wholeAt(view, locator + 8) === start;
  if (!isWhole) throw broken("the larger end that it needs is not before its end");
  const count = wholeAt(view, 32);
  if (
    view.getUint32(16, true) !== 0 ||
    view.getUint32(20, true) !== 0 ||
    wholeAt(view, 24) !== count ||
    view.getUint32(locator + 4, true) !== 0 ||
    view.getUint32(locator + 16, true) !== 1
  )
    throw unsupported("it is spread over several disks");
  const place = { count, size: wholeAt(view, 40), at: wholeAt(view, 48) };
  if (place.count <= zip.MOST_FILES && place.size <= zip.MOST && place.at <= zip.MOST)
    throw broken("it has a larger end, which nothing in it needs");
  const isSame =
    agrees(told.count, place.count, zip.COUNT_ELSEWHERE) &&
    agrees(told.size, place.size, zip.ELSEWHERE) &&
    agrees(told.at, place.at, zip.ELSEWHERE);
  if (!isSame) throw broken("its two ends differ");
  return place;
}

/** Some packers mark all fields of the smaller end when one is too small. */
function agrees(told: number, value: number, elsewhere: number): boolean {
  return told === elsewhere || told === value;
}
