import { expect, it } from "vitest";
import { folderShown } from "./names";

it("a name that is there once needs nothing beside it", () => {
  expect(folderShown("src/a.ts", ["src/a.ts", "src/b.ts", "lib/b.ts"])).toBe("");
});

it("of one name, as much of each folder is shown as tells them apart", () => {
  const open = ["a.ts", "one/a.ts", "two/a.ts", "two/deep/a.ts", "three/deep/a.ts"];
  expect(open.map((path) => folderShown(path, open))).toEqual(["", "one", "two", "two/deep", "three/deep"]);
  expect(folderShown("deep/a.ts", ["deep/a.ts", "two/deep/a.ts"])).toBe("deep");
  expect(folderShown("two/deep/a.ts", ["deep/a.ts", "two/deep/a.ts"])).toBe("two/deep");
});
