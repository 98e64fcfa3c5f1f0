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
