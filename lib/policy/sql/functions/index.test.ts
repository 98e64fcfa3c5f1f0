import { describe, expect, test } from "vitest";
import { answersRows, classOfFunction } from ".";
import { CATALOG_FUNCTIONS } from "./catalog";
import { EFFECT_FUNCTIONS } from "./effects";
import { OPERATOR_FUNCTIONS, TYPE_FUNCTIONS } from "./operators";
import { STATISTICS_FUNCTIONS } from "./statistics";
import { VALUE_FUNCTIONS } from "./values";

const harmless = [...VALUE_FUNCTIONS, ...OPERATOR_FUNCTIONS, ...TYPE_FUNCTIONS];

describe("the lists of functions", () => {
  test("no name stands in two classes", () => {
    const values = new Set(harmless);
    const catalog = new Set([...CATALOG_FUNCTIONS.keys(), ...STATISTICS_FUNCTIONS]);
    expect([...values].filter((name) => catalog.has(name) || EFFECT_FUNCTIONS.has(name))).toEqual([]);
    expect([...catalog].filter((name) => EFFECT_FUNCTIONS.has(name))).toEqual([]);
  });
  test("names are names", () => {
    const all = [
      ...harmless,
      ...CATALOG_FUNCTIONS.keys(),
      ...STATISTICS_FUNCTIONS,
      ...EFFECT_FUNCTIONS.keys(),
    ];
    expect(all.filter((name) => !/^(information_schema\.)?[a-z_][a-z0-9_]*$/.test(name))).toEqual([]);
    expect(all.length).toBeGreaterThan(2_000);
  });
  test("no harmless name belongs to a family with effects", () => {
    const family =
      /^(lo_|dblink|pg_read|pg_ls_|pg_file|pg_advisory|pg_try_|pg_logical|pg_replication|pg_create|pg_drop|pg_stat_reset|pg_sleep|pg_terminate|pg_cancel|pg_notify|binary_upgrade|.*_to_xml|set_config|nextval|setval|.*handler$|RI_)/;
    expect(harmless.filter((name) => family.test(name))).toEqual([]);
  });
  test.each([
    ["lower", "value"],
    ["gen_random_uuid", "value"],
    ["uuidv7", "value"],
    ["int4pl", "value"],
    ["pg_get_viewdef", "catalog"],
    ["pg_stat_get_activity", "catalog"],
    ["pg_read_file", "effect"],
    ["ts_stat", "effect"],
    ["query_to_xml", "effect"],
    ["dblink_exec", "unknown"],
    ["constructor", "unknown"],
    ["__proto__", "unknown"],
    ["LOWER", "unknown"],
    ["", "unknown"],
  ])("%s: %s", (name, expected) => {
    expect(classOfFunction(name).is).toBe(expected);
  });
  test("functions that answer rows are functions", () => {
    expect(answersRows("json_each")).toBe(true);
    expect(answersRows("unnest")).toBe(false);
  });
});
