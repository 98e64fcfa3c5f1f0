import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { formatVkey } from "@/lib/audit/note";
import { testWitness } from "@/lib/audit/note/testing/keys";
import { logState } from "../audit/witnesses";
import { startAnonymousSession } from "../auth/sessions";
import { tempInstance } from "../testing/temp-instance";
import { createWorkspace } from "../workspaces/workspaces";
import { handleLogSettings, readTyped, TYPED_COOKIE } from "./log-form";

const vkey = formatVkey(testWitness("witness.example", 1).vkey);
const url = "https://witness.example/w";

async function withWorkspace() {
  const { database, sessionKey } = await tempInstance();
  const person = async () => {
    const { actor, token } = await database.write((tx) => startAnonymousSession(tx, sessionKey, new Date()));
    return { actor, cookie: `aegis-session=${token}` };
  };
  const owner = await person();
  const { id } = await database.write((tx) =>
    createWorkspace(tx, owner.actor.id, { name: "logs", example: null }, new Date()),
  );
  const submit = (
    fields: Record<string, string>,
    headers: Record<string, string> = {},
    workspace = id,
  ): Promise<Response> =>
    handleLogSettings(
      new NextRequest(`http://localhost:3000/settings/${id}/log/change`, {
        method: "POST",
        body: new URLSearchParams(fields).toString(),
        headers: {
          "sec-fetch-site": "same-origin",
          "content-type": "application/x-www-form-urlencoded",
          cookie: owner.cookie,
          ...headers,
        },
      }),
      workspace,
    );
  return { id, person, submit, state: () => logState(database.read, id) };
}
const placeOf = (answer: Response) => [answer.status, answer.headers.get("location")];

describe("the forms of a log's settings", () => {
  test("change it and lead back to the page", async () => {
    const { id, submit, state } = await withWorkspace();
    const page = `/settings/${id}/log`;
    expect(placeOf(await submit({ do: "show", known: "yes" }))).toEqual([303, `${page}?done=show#public`]);
    expect(placeOf(await submit({ do: "add", vkey: ` ${vkey}\r\n`, url: `${url}/ ` }))).toEqual([
      303,
      `${page}?done=add#witnesses`,
    ]);
    await submit({ do: "quorum", quorum: "1" });
    expect(await state()).toMatchObject({ isPublic: true, quorum: 1, witnesses: [{ vkey, url }] });
    await submit({ do: "remove", vkey });
    await submit({ do: "hide" });
    expect(await state()).toMatchObject({ isPublic: false, quorum: 0, witnesses: [] });
  });

  test.each([
    ["a log opened without a word", { do: "show" }, "unsaid", "public"],
    ["no key", { do: "add", vkey: "x", url }, "vkey-none", "witnesses"],
    [
      "an address of a private network",
      { do: "add", vkey, url: "https://10.0.0.1" },
      "url-place",
      "witnesses",
    ],
    ["a quorum of nobody", { do: "quorum", quorum: "1" }, "quorum", "witnesses"],
    ["a witness that is gone", { do: "remove", vkey }, "gone", "witnesses"],
  ])("say what is wrong with %s, and change nothing", async (_, fields, fault, part) => {
    const { id, submit, state } = await withWorkspace();
    const before = await state();
    const answer = await submit(fields as unknown as Record<string, string>);
    expect(placeOf(answer)).toEqual([303, `/settings/${id}/log?fault=${fault}#${part}`]);
    expect(await state()).toEqual(before);
  });

  test("keep what was typed, for this page alone and not for its scripts", async () => {
    const { id, submit } = await withWorkspace();
    const answer = await submit({ do: "add", vkey: "half a key", url });
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toContain(`Path=/settings/${id}/log`);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=strict/i);
    const value = new RegExp(`${TYPED_COOKIE}=([^;]*)`).exec(cookie)?.[1];
    expect(readTyped(decodeURIComponent(value ?? ""))).toEqual({ vkey: "half a key", url });
    expect(readTyped(undefined)).toEqual({ vkey: "", url: "" });
  });
});

describe("refused, with nothing changed", () => {
  test.each([
    ["another site's form", { do: "show", known: "yes" }, { "sec-fetch-site": "cross-site" }, 403],
    ["a neighbour's form", { do: "show", known: "yes" }, { "sec-fetch-site": "same-site" }, 403],
    ["somebody without a session", { do: "show", known: "yes" }, { cookie: "" }, 401],
    ["a form of another page", { do: "constructor" }, {}, 400],
    ["a quorum that is none", { do: "quorum", quorum: "1e1" }, {}, 400],
    ["more than a form", { do: "add", vkey: "x".repeat(9_000) }, {}, 413],
  ])("is %s", async (_, fields, headers, status) => {
    const { submit, state } = await withWorkspace();
    const sent = await submit(fields as unknown as Record<string, string>, headers);
    expect([sent.status, (await state()).isPublic]).toEqual([status, false]);
  });

  test("is a stranger, as for a workspace that is not there; and an id that is none leads nowhere else", async () => {
    const { person, submit, state } = await withWorkspace();
    const { cookie } = await person();
    for (const answer of [
      await submit({ do: "show", known: "yes" }, { cookie }),
      await submit({ do: "show", known: "yes" }, {}, "ws_none"),
      await submit({ do: "show" }, {}, "/evil.example/"),
    ]) {
      expect(answer.headers.get("location") ?? "/settings/%2Fevil.example%2F/log").toMatch(
        /^\/settings\/%2F/,
      );
      if (answer.status !== 303) expect(answer.status).toBe(404);
    }
    expect((await state()).isPublic).toBe(false);
  });
});
