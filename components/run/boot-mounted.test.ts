import { expect, test } from "vitest";
import type { Box } from "@/lib/runtime/driver";
import { bootMounted } from "./boot-mounted";

/** What happens, in its order; `fails` is the step that does. */
async function order(fails?: "boot" | "mount" | "teardown"): Promise<string[]> {
  const done: string[] = [];
  const step = async (name: string) => {
    done.push(name);
    if (name === fails || (fails === "teardown" && name === "mount")) throw new Error(`${name} failed`);
  };
  const box = { teardown: () => step("teardown") } as unknown as Box;
  await bootMounted(
    () => step("boot").then(() => box),
    () => step("mount"),
    { close: () => step("close") },
  ).then(
    (booted) => done.push(booted === box ? "ready" : "another"),
    (cause: Error) => done.push(cause.message),
  );
  return done;
}

test("what fails on the way to a box leaves neither a sandbox nor an open log", async () => {
  expect(await order()).toEqual(["boot", "mount", "ready"]);
  expect(await order("boot")).toEqual(["boot", "close", "boot failed"]);
  expect(await order("mount")).toEqual(["boot", "mount", "teardown", "close", "mount failed"]);
  expect(await order("teardown")).toEqual(["boot", "mount", "teardown", "close", "mount failed"]);
});
