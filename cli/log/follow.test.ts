import { appendFile, open, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { folderWith } from "../testing/run-aegis";
import { followFile } from "./follow";

async function follow(text: string) {
  const path = join(await folderWith({ "log.jsonl": text }), "log.jsonl");
  const file = await open(path);
  const controller = new AbortController();
  let isComplete = false;
  const pieces = followFile(file, { signal: controller.signal, isComplete: () => isComplete });
  onTestFinished(async () => {
    controller.abort();
    await file.close();
  });
  const next = async () => {
    const { value, done } = await pieces.next();
    return done ? undefined : Buffer.from(value).toString();
  };
  return { path, next, stop: () => controller.abort(), complete: () => (isComplete = true) };
}

test("lines that are there, and lines that come; half of one waits for its end", async () => {
  const { path, next, stop } = await follow("one\ntwo\nthr");
  expect(await next()).toBe("one\ntwo\n");
  const third = next();
  await appendFile(path, "ee\nfo");
  expect(await third).toBe("three\n");
  const fourth = next();
  await appendFile(path, "ur\n");
  expect(await fourth).toBe("four\n");
  const fifth = next();
  stop();
  expect(await fifth).toBeUndefined();
});

test("half a line that the next writer cuts off was never there", async () => {
  const { path, next } = await follow("one\n");
  expect(await next()).toBe("one\n");
  await appendFile(path, '{"torn":');
  const second = next();
  await truncate(path, "one\n".length);
  await appendFile(path, "two\n");
  expect(await second).toBe("two\n");
});

test("what is complete ends where the file ends, with half a line if there is one", async () => {
  const { next, complete } = await follow("one\ntwo");
  expect(await next()).toBe("one\n");
  complete();
  expect(await next()).toBe("two");
  expect(await next()).toBeUndefined();
});

test("a log that gets shorter than what was shown is followed no further", async () => {
  const { path, next } = await follow("one\ntwo\n");
  expect(await next()).toBe("one\ntwo\n");
  await truncate(path, 4);
  await expect(next()).rejects.toThrow("shortened");
});

test("a line without end is handed on before it fills the memory", async () => {
  const { next } = await follow("x".repeat(300_000));
  expect(await next()).toHaveLength(262_144);
});

test("however a file grows, its lines come once and in order", async () => {
  const pieces = fc.array(fc.stringMatching(/^[a-z\n]{0,9}$/), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(pieces, async (texts) => {
      const { path, next, complete } = await follow("");
      const all = `${texts.join("")}end\n`;
      let seen = "";
      const reading = (async () => {
        for (let piece = await next(); piece !== undefined; piece = await next()) {
          seen += piece;
          if (seen.endsWith("end\n")) complete();
        }
      })();
      for (const text of texts) await appendFile(path, text);
      await appendFile(path, "end\n");
      await reading;
      expect(seen).toBe(all);
      expect(seen).toBe(await readFile(path, "utf8"));
      await writeFile(path, "");
    }),
    { numRuns: 8 },
  );
});
