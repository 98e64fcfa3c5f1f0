import { expect, test } from "vitest";
import { enforcement, load } from "@/lib/spec";
import { acceptedParts, MEDIATED, partRows } from "./driver-parts";

const specOf = (toml: string) => {
  const { spec } = load(`[agent]\nname = "tested"\n${toml}`);
  if (!spec) throw new Error("the text of this test is no spec");
  return spec;
};
const refusalOf = (toml: string, driver: "embedded" | "webcontainer") =>
  enforcement(specOf(toml), driver, acceptedParts(driver)).refusal;

test("the table says of every part what holds where, and calls nothing enforced in full Node", () => {
  const rows = partRows();
  expect(rows.find(({ part }) => part === "filesystem")).toEqual({
    part: "filesystem",
    label: "rules on files",
    embedded: "enforced",
    webcontainer: "mediated",
  });
  expect(rows.find(({ part }) => part === "checkpoints")).toMatchObject({ webcontainer: "not there" });
  expect(rows.map(({ part }) => part)).toEqual(expect.arrayContaining([...MEDIATED]));
  expect(rows.some(({ part }) => part === "guards")).toBe(false);
});

test("whoever chooses full Node does without enforcement, and still not without what is not there", () => {
  const plain = '[capabilities.filesystem]\nread = ["/workspace/**"]\n';
  expect(refusalOf(plain, "embedded")).toBeNull();
  expect(enforcement(specOf(plain), "webcontainer").refusal).toContain("does not enforce rules on files");
  expect(refusalOf(plain, "webcontainer")).toBeNull();
  const kept = `${plain}[checkpoint]\nbefore_high_risk = true\n`;
  expect(refusalOf(kept, "embedded")).toBeNull();
  expect(refusalOf(kept, "webcontainer")).toContain("snapshots and rollback");
});
