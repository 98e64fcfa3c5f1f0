import { describe, expect, it } from "vitest";
import { laterAndLater, watchServer } from "./watch-server";

/** A server that answers as it is told, and a page whose clock goes only by pauses. */
function watched(answers: (number | "fails" | "hides")[], fetches = () => true) {
  const left = new AbortController();
  const did: string[] = [];
  let seen = 0;
  let now = 0;
  let isShown = true;
  let hidden = new AbortController();
  const end = watchServer({
    ask: async (since) => {
      did.push(`ask ${since}`);
      const answer = answers.shift();
      if (answer === "fails") throw new Error("no network");
      if (answer === "hides") {
        isShown = false;
        hidden.abort();
        throw new Error("aborted");
      }
      if (answer === undefined) {
        left.abort();
        return seen;
      }
      return answer;
    },
    seen: () => seen,
    news: async () => {
      did.push("news");
      if (fetches()) seen += 1;
    },
    around: {
      isShown: () => isShown,
      hidden: () => hidden.signal,
      now: () => now,
      random: () => 0,
      pause: async (ms) => {
        did.push(`pause ${ms}`);
        now += ms;
        isShown = true;
        hidden = new AbortController();
      },
    },
    signal: left.signal,
  });
  return { did, end };
}

describe("changes on the server", () => {
  it("are asked for again and again, and looked at when there are any", async () => {
    const { did, end } = watched([0, 1, 1]);
    await end;
    expect(did).toEqual([
      ...["ask 0", "pause 1000", "ask 0", "news", "pause 1000"],
      ...["ask 1", "pause 1000", "ask 1"],
    ]);
  });

  it("are asked for later and later where nobody answers, and as before when somebody does", async () => {
    const { did, end } = watched(["fails", "fails", "fails", 0]);
    await end;
    expect(did.filter((each) => each.startsWith("pause"))).toEqual([
      ...["pause 2000", "pause 4000", "pause 8000", "pause 1000"],
    ]);
  });

  it("that cannot be fetched are not asked for without a pause", async () => {
    const { did, end } = watched([1, 1], () => false);
    await end;
    expect(did).toEqual(["ask 0", "news", "pause 2000", "ask 0", "news", "pause 4000", "ask 0"]);
  });

  it("are not asked for while nobody looks, and looked at when somebody comes back", async () => {
    const { did, end } = watched(["hides", 1]);
    await end;
    expect(did).toEqual(["ask 0", "pause 300000", "news", "ask 1", "pause 1000", "ask 1"]);
  });
});

it("never waits much longer than a minute", () => {
  expect([laterAndLater(1, 0), laterAndLater(6, 1), laterAndLater(100, 0.5)]).toEqual([
    2_000, 90_000, 75_000,
  ]);
});
