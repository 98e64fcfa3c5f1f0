import { expect, test } from "vitest";
import { isHarmlessSetting } from "./settings";

test("how plans are made and values written", () => {
  for (const name of ["enable_seqscan", "ENABLE_SEQSCAN", "TimeZone", "datestyle", "random_page_cost"]) {
    expect(isHarmlessSetting(name)).toBe(true);
  }
});

test("everything that the checks rest on", () => {
  const names = [
    ..."search_path role session_authorization standard_conforming_strings backslash_quote client_encoding".split(
      " ",
    ),
    ..."row_security transaction_read_only default_transaction_read_only session_replication_role".split(" "),
    ..."statement_timeout lock_timeout work_mem local_preload_libraries my.variable enable_ enable_x.y".split(
      " ",
    ),
    "",
    "constructor",
  ];
  expect(names.filter(isHarmlessSetting)).toEqual([]);
});
