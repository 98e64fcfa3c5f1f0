import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AegisError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { ROLES } from "../db/schema";
import { callerOf, contextOf, join, newAuthor } from "../testing/people";
import { tempDatabase } from "../testing/temp-database";
import { asAegisError } from "./errors";
import { createCallerFactory, publicProcedure, roleProcedure, router } from "./procedures";

const code = (expected: string) =>
  expect.objectContaining({ cause: expect.objectContaining({ code: expected }) });

describe("the ladder", () => {
  test("public: nobody may ask", async () => {
    const database = await tempDatabase();
    expect(await callerOf(database, null).session.current()).toEqual({ actor: null });
  });

  test("session: nobody is refused, anybody is let in", async () => {
    const database = await tempDatabase();
    await expect(callerOf(database, null).workspace.list()).rejects.toEqual(code("NO_SESSION"));
    const author = await newAuthor(database);
    expect(await callerOf(database, author).workspace.list()).toEqual({ items: [] });
  });

  test("member: somebody else's workspace is not told apart from one that does not exist", async () => {
    const database = await tempDatabase();
    const [ada, bob] = [await newAuthor(database), await newAuthor(database)];
    const { id } = await callerOf(database, ada).workspace.create({ name: "Ada's" });
    const refusals = await Promise.all(
      [id, newId("workspace"), "", "ws_' OR 1=1 --"].map((workspaceId) =>
        callerOf(database, bob)
          .workspace.get({ workspaceId })
          .then(
            () => "let in",
            (error: Error) => error.message,
          ),
      ),
    );
    expect(new Set(refusals)).toEqual(new Set(["There is no workspace here that you may see."]));
    expect(await callerOf(database, ada).workspace.get({ workspaceId: id })).toMatchObject({ name: "Ada's" });
  });

  test.each(ROLES)("role: %s is let in exactly where the role reaches", async (role) => {
    const database = await tempDatabase();
    const [owner, member] = [await newAuthor(database), await newAuthor(database)];
    const { id } = await callerOf(database, owner).workspace.create({ name: "shared" });
    await join(database, id, member, role);
    const probes = router(
      Object.fromEntries(
        ROLES.map((least) => [
          least,
          roleProcedure(least)
            .output(z.string())
            .query(() => "in"),
        ]),
      ),
    );
    const context = contextOf(database, member);
    const caller = createCallerFactory(probes)(context) as Record<
      string,
      (input: { workspaceId: string }) => Promise<string>
    >;
    const letIn = await Promise.all(
      ROLES.map((least) =>
        caller[least]?.({ workspaceId: id }).then(
          () => true,
          (error: { cause: AegisError }) => error.cause.code !== "NO_PERMISSION",
        ),
      ),
    );
    expect(letIn).toEqual(ROLES.map((least) => ROLES.indexOf(role) >= ROLES.indexOf(least)));
  });
});

describe("what fails", () => {
  const failing = (thrown: unknown) =>
    router({
      boom: publicProcedure.output(z.string()).query((): string => {
        throw thrown;
      }),
      liar: publicProcedure.output(z.string().length(3)).query(() => "SECRET ROW"),
    });

  test("unexpectedly is INTERNAL, with the cause kept for the log", async () => {
    const database = await tempDatabase();
    const caller = createCallerFactory(failing(new TypeError("db row 17")))(contextOf(database, null));
    const error = await caller.boom().catch((thrown) => asAegisError(thrown));
    expect(error).toMatchObject({ code: "INTERNAL", cause: { message: "db row 17" } });
    const lie = await caller.liar().catch((thrown) => asAegisError(thrown));
    expect(lie).toMatchObject({ code: "INTERNAL" });
  });

  test("on purpose keeps its code and its status", async () => {
    const database = await tempDatabase();
    const caller = createCallerFactory(failing(new AegisError("CONFLICT")))(contextOf(database, null));
    await expect(caller.boom()).rejects.toMatchObject({ code: "CONFLICT", cause: { code: "CONFLICT" } });
  });
});
