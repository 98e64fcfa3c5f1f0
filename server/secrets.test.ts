import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deriveKey, loadRootSecret } from "./secrets";
import { StartFault } from "./start-fault";
import { envOf, tempFolder } from "./testing/temp-database";

describe("the root secret", () => {
  test("is made once, for this user alone, and kept", async () => {
    const folder = await tempFolder();
    const env = envOf({ DATA_DIR: folder });
    const first = await loadRootSecret(env);
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(await loadRootSecret(env)).toBe(first);
    expect((await stat(join(folder, "secret.key"))).mode & 0o777).toBe(0o600);
  });

  test("is one and the same for twenty first starts at once, and leaves no drafts", async () => {
    const folder = await tempFolder();
    const env = envOf({ DATA_DIR: folder });
    const secrets = await Promise.all(Array.from({ length: 20 }, () => loadRootSecret(env)));
    expect(new Set(secrets).size).toBe(1);
    expect(await readdir(folder)).toEqual(["secret.key"]);
  });

  test("comes from the environment when it is there, and then no file is made", async () => {
    const folder = await tempFolder();
    const secret = "q7Zr1xV0cN8mKp3sYt6uWb9eHd2fGj5aLl4oQiXzRvE=";
    expect(await loadRootSecret(envOf({ DATA_DIR: folder, AEGIS_SECRET: secret }))).toBe(secret);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(["", "short", "a".repeat(43)])(
    "a file that holds %j is refused, not replaced",
    async (content) => {
      const folder = await tempFolder();
      const path = join(folder, "secret.key");
      await writeFile(path, content);
      await chmod(path, 0o600);
      await expect(loadRootSecret(envOf({ DATA_DIR: folder }))).rejects.toBeInstanceOf(StartFault);
      expect(await readFile(path, "utf8")).toBe(content);
    },
  );
});

test("keys of different purposes and roots have nothing in common", () => {
  const keys = [deriveKey("root", "session"), deriveKey("root", "other"), deriveKey("toor", "session")];
  expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(3);
  expect(deriveKey("root", "session")).toEqual(keys[0]);
  expect(keys[0]).toHaveLength(32);
});
