/** Lines of the table in which the sandbox says something else than Node, and is known to. They are not counted. */
import type { Area } from "./cases";

export const GAPS: Partial<Readonly<Record<Area, readonly string[]>>> = {
  // The call of the host says what it was asked for; Node walks the path by itself and tells of its last step.
  fs: ['fs.realpathSync("none")'],
  // The package of the streams has an older sentence.
  streams: ["new Writable({ write() {} }).write(5)"],
  // The newest Node 20 adds a comparison to a message of one's own.
  util: ['say(() => assert.strictEqual("a", "b", "own message"))'],
};

/** The guest is a Node 20. What a later Node says otherwise, and since which version: in those before it the line is compared. */
export const LATER: Partial<Readonly<Record<Area, Readonly<Record<string, number>>>>> = {
  // The largest buffer that is allowed, in the sentence.
  buffer: { "Buffer.alloc(-1)": 22 },
  // Dates are made when they are asked for, and are no properties of the object itself.
  fs: { 'Object.keys(fs.statSync("a.txt"))': 22 },
  // Other names of the same formats.
  util: { 'util.styleText("nope", "x")': 24 },
};

/** The lines of an area in which this Node and a guest may differ, and those in which they must. */
export function gapsOf(
  area: Area,
  nodeMajor: number,
): { readonly known: ReadonlySet<string>; readonly must: readonly string[] } {
  const later = Object.entries(LATER[area] ?? {}).filter(([, since]) => nodeMajor >= since);
  const gaps = GAPS[area] ?? [];
  return { known: new Set([...gaps, ...later.map(([line]) => line)]), must: gaps };
}
