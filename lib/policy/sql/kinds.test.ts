import { expect, test } from "vitest";
import { SQL_STATEMENTS } from "../../spec/schema/sql";
import { SQL_GRANT_WORDS, SQL_KINDS } from "./kinds";

test("every word that a spec accepts grants something here", () => {
  expect(SQL_STATEMENTS.filter((word) => !SQL_GRANT_WORDS.includes(word))).toEqual([]);
});

test("code, the server and the guards are granted by no word", () => {
  const ungranted = Object.entries(SQL_KINDS).filter(([, words]) => words.length === 0);
  expect(ungranted.map(([kind]) => kind)).toEqual(["code", "server", "guard"]);
});
