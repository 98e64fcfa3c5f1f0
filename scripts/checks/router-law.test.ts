import { initTRPC } from "@trpc/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { appRouter } from "@/server/routers";
import { ROOT } from "../lib/root.mjs";
import { readFiles } from "./source-files";

interface Procedure {
  readonly _def: { readonly inputs: readonly unknown[] };
}

/** One sentence for every procedure that answers, or is asked, something that no schema describes. */
function procedureFaults(procedures: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(procedures).flatMap(([name, procedure]) => {
    const { inputs } = (procedure as Procedure)._def;
    // tRPC keeps it beside what its types tell.
    const output = (procedure as { _def: { output?: unknown } })._def.output;
    const faults = isSchema(output) ? [] : [`${name} has no output schema`];
    if (!inputs.every(isSchema)) faults.push(`${name} has an input that is checked by no schema`);
    return faults;
  });
}

function isSchema(parser: unknown): boolean {
  return parser instanceof z.ZodType && !(parser instanceof z.ZodAny) && !(parser instanceof z.ZodUnknown);
}

test("every procedure has schemas for what it is asked and what it answers", () => {
  const procedures = appRouter._def.procedures;
  expect(Object.keys(procedures).length).toBeGreaterThan(3);
  expect(procedureFaults(procedures)).toEqual([]);
});

test("no procedure reads an input past its schema", () => {
  const routers = [...readFiles(ROOT)].filter(([path]) => path.startsWith("server/routers/"));
  expect(routers.length).toBeGreaterThan(3);
  expect(routers.filter(([, source]) => source.includes("getRawInput")).map(([path]) => path)).toEqual([]);
});

test("a procedure without a schema is found", () => {
  const { procedure, router } = initTRPC.create();
  const text = z.string();
  const planted = router({
    good: procedure
      .input(text)
      .output(text)
      .query(({ input }) => input),
    takesNone: procedure.output(text).query(() => "x"),
    noOutput: procedure.input(text).query(({ input }) => input),
    anything: procedure.output(z.any()).query(() => "x"),
    deep: router({
      loose: procedure
        .input((value: unknown) => value)
        .output(text)
        .mutation(() => "x"),
    }),
  });
  expect(procedureFaults(planted._def.procedures)).toEqual([
    "noOutput has no output schema",
    "anything has no output schema",
    "deep.loose has an input that is checked by no schema",
  ]);
});
