import { expect, it } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import { changedTexts } from "./changed-texts";

it("tells what is new, what changed and what is gone, as far as it is text", () => {
  const before = { "agent.ts": "a", "data/in.csv": "1,2", "old.txt": "x" };
  const after = {
    "agent.ts": "a",
    "data/in.csv": utf8("1,3"),
    out: { folder: true as const },
    "out/report.md": { content: "# Report", mode: 0o644 },
    "out/picture.png": new Uint8Array([0x89, 0x50, 0xff]),
    "out/link": { symlink: "report.md" },
    "out/huge.txt": "x".repeat(600 * 1024),
  };
  expect(changedTexts(before, after)).toEqual({
    "data/in.csv": "1,3",
    "out/report.md": "# Report",
    "old.txt": null,
  });
  expect(changedTexts(before, undefined)).toEqual({});
});
