import { describe, expect, it } from "vitest";
import { load } from "./load";
import { specReference } from "./reference";

const reference = specReference();

describe("the reference", () => {
  it("lists every section by its header", () => {
    expect(reference.map(({ header }) => header)).toEqual([
      "",
      "[agent]",
      "[capabilities.filesystem]",
      "[capabilities.network]",
      "[capabilities.exec]",
      "[capabilities.tools.NAME]",
      "[capabilities.api.NAME]",
      "[capabilities.sql.NAME]",
      "[capabilities.models]",
      "[capabilities.secrets.NAME]",
      "[capabilities.agents]",
      "[guards]",
      "[approvals]",
      "[resources]",
      "[audit]",
      "[checkpoint]",
      "[compliance]",
      "[[test]]",
      "args.NAME = { ... }",
    ]);
  });

  it("knows types, defaults and what is needed", () => {
    const keys = reference.flatMap((section) =>
      section.keys.map((key) => [`${section.header} ${key.name}`, key] as const),
    );
    const byName = new Map(keys);
    expect(byName.get("[agent] name")).toMatchObject({ type: "text", required: true, default: null });
    expect(byName.get("[audit] export")).toMatchObject({
      type: "list of one of file, siem, stdout",
      default: "[]",
    });
    expect(byName.get("[resources] pids_limit")).toMatchObject({ type: "whole number", required: false });
    expect(byName.get("[approvals] timeout")).toMatchObject({ default: '"5m"' });
  });

  it("shows examples that load", () => {
    for (const { header, keys } of reference) {
      if (header.startsWith("args") || header === "[[test]]") continue;
      const named = header.replace("NAME", "X");
      const lines = keys.map((key) => key.example);
      const head = named === "[agent]" || named === "" ? "" : '[agent]\nname = "x"\n';
      const text =
        named === ""
          ? `${lines.join("\n")}\n[agent]\nname = "x"\n`
          : `${head}${named}\n${lines.join("\n")}\n`;
      const errors = load(text).diagnostics.filter(({ severity }) => severity === "error");
      expect(errors, text).toEqual([]);
    }
  });
});
