import { expect, it } from "vitest";
import { Together } from "./together";

const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

function together(most?: number) {
  const sent: (readonly number[])[] = [];
  const items = new Together<number>({
    send: (some) => sent.push(some),
    bytesOf: (item) => item,
    ...(most !== undefined && { most }),
  });
  return { items, sent };
}

it("sends what comes up in one turn at its end, each once", async () => {
  const { items, sent } = together();
  for (const item of [1, 2, 3]) items.add(item);
  expect(sent).toEqual([]);
  await turn();
  items.add(4);
  await turn();
  expect(sent).toEqual([[1, 2, 3], [4]]);
});

it("sends at once what is many or large", async () => {
  const { items, sent } = together(2);
  for (const item of [1, 2, 3]) items.add(item);
  expect(sent).toEqual([[1, 2]]);
  items.add(4);
  items.add(300_000);
  await turn();
  expect(sent).toEqual([[1, 2], [3, 4], [300_000]]);
});

it("takes back what is not sent yet, and sends nothing where nothing is left", async () => {
  const { items, sent } = together();
  items.add(1);
  expect(items.remove((item) => item === 1)).toBe(true);
  await turn();
  expect([sent.length, items.remove((item) => item === 1)]).toEqual([0, false]);
});
