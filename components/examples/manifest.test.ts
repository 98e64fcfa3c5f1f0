import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { load } from "@/lib/spec";
import { manifest, sourcePath } from "./manifest";

const folder = new URL("../../public/examples/", import.meta.url).pathname;
const { examples } = manifest.parse(JSON.parse(readFileSync(join(folder, "index.json"), "utf8")));

function filesBelow(path: string, prefix = ""): string[] {
  return readdirSync(join(path, prefix)).flatMap((name) => {
    const inside = join(prefix, name);
    return statSync(join(path, inside)).isDirectory() ? filesBelow(path, inside) : [inside];
  });
}

describe("the manifest of examples", () => {
  it("has a folder for every example and an example for every folder", () => {
    const folders = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
    expect(examples.map((entry) => entry.slug).sort()).toEqual(folders.sort());
  });

  it.each(["../x", "/etc/passwd", "a/../../b", "a\\b", "", "a b"])("refuses %j as a path", (path) => {
    const [first] = examples;
    expect(manifest.safeParse({ examples: [{ ...first, entry: path }] }).success).toBe(false);
  });
});

describe.each(examples)("$slug", (entry) => {
  it("lists exactly the files that its folder holds", () => {
    const listed = entry.files.map((file) => file.source ?? file.path);
    expect(listed.sort()).toEqual(filesBelow(join(folder, entry.slug)).sort());
    for (const file of entry.files) expect(existsSync(join(folder, sourcePath(entry, file)))).toBe(true);
  });

  it("has a policy that parses, is named like it, starts its entry and tests itself", () => {
    const { spec, diagnostics } = load(readFileSync(join(folder, entry.slug, "agent.toml"), "utf8"));
    expect(diagnostics).toEqual([]);
    expect(spec?.agent).toMatchObject({ name: entry.slug, entry: entry.entry });
    expect(entry.files.map((file) => file.path)).toContain(spec?.agent.entry);
    expect(spec?.test?.map((test) => test.expect)).toContain("deny");
  });
});

function typesOfAgents(root: string): string[] {
  const types = join(root, "public/types");
  return readdirSync(types).map((name) => join(types, name));
}

describe("the agents", () => {
  it("agree with the types that the editor gives them", () => {
    const root = new URL("../../", import.meta.url).pathname;
    const agents = examples.map((entry) => join(folder, entry.slug, entry.entry));
    const options = ["--noEmit", "--strict", "--target", "es2023", "--lib", "es2023"];
    const modules = ["--module", "esnext", "--moduleResolution", "bundler", "--allowImportingTsExtensions"];
    const types = ["--types", "", "--ignoreConfig", ...typesOfAgents(root)];
    const run = () =>
      execFileSync(join(root, "node_modules/.bin/tsc"), [...options, ...modules, ...types, ...agents], {
        encoding: "utf8",
      });
    expect(run()).toBe("");
  });
});
