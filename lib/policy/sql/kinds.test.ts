import { expect, test } from "vitest";
import { SQL_KINDS } from "./kinds";

test("code, the server and the guards are granted by no word", () => {
  const ungranted = Object.entries(SQL_KINDS).filter(([, words]) => words.length === 0);
  expect(ungranted.map(([kind]) => kind)).toEqual(["code", "server", "guard"]);
});
