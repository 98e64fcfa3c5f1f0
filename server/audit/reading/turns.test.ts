import { expect, test } from "vitest";
import { Turns } from "./turns";

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("work is done one after the other, and the same work once", async () => {
  const turns = new Turns<string>();
  const { open, opened } = gate();
  const begun: string[] = [];
  const take = (name: string) =>
    turns.take(name, async () => {
      begun.push(name);
      await opened;
      return name;
    });
  const asked = [take("a"), take("b"), take("a"), take("b")];
  await Promise.resolve();
  expect(begun).toEqual(["a"]);
  open();
  expect(await Promise.all(asked)).toEqual(["a", "b", "a", "b"]);
  expect(begun).toEqual(["a", "b"]);
  expect(await take("a")).toBe("a");
  expect(begun).toEqual(["a", "b", "a"]);
});

test("work that fails is nobody else's failure", async () => {
  const turns = new Turns<string>();
  const failing = turns.take("a", () => Promise.reject(new Error("broken")));
  const next = turns.take("b", async () => "b");
  await expect(failing).rejects.toThrow("broken");
  expect(await next).toBe("b");
});

test("a queue that somebody makes long is refused, and those in it are still served", async () => {
  const turns = new Turns<number>();
  const { open, opened } = gate();
  const waiting = Array.from({ length: 50 }, (_, n) => turns.take(String(n), () => opened.then(() => n)));
  await expect(turns.take("one more", async () => 0)).rejects.toMatchObject({ code: "LIMIT_REACHED" });
  open();
  expect(await Promise.all(waiting)).toHaveLength(50);
});
