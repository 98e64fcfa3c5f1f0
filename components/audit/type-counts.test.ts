import { describe, expect, it } from "vitest";
import { tableOf } from "./type-counts";

describe("tableOf", () => {
  it("puts what was refused first, and counts what is no decision together", () => {
    const table = tableOf({
      "session.open": { none: 1 },
      "fs.read": { allow: 40 },
      "fs.read.result": { none: 39 },
      "net.fetch": { allow: 1, deny: 2 },
      "exec.spawn": { approve: 3, sanitize: 1 },
    });
    expect(table.rows.map(({ type, all }) => [type, all])).toEqual([
      ["net.fetch", 3],
      ["fs.read", 40],
      ["exec.spawn", 4],
    ]);
    expect(table.rows[0]?.by).toEqual({ allow: 1, deny: 2, approve: 0, sanitize: 0 });
    expect(table.others).toBe(40);
  });
  it("is empty for an empty log", () => {
    expect(tableOf({})).toEqual({ rows: [], others: 0 });
  });
});
