import { expect, it, vi } from "vitest";
import { groupsReducer, type Landing, landFile, oneGroup, showFile } from "../files/groups";
import { TabDrag } from "./tab-drag";

function dragOver(paths: readonly string[]) {
  let groups = paths.reduce((before, path) => showFile(before, path), oneGroup(paths[0] ?? null));
  const drag = new TabDrag(() => ({
    wouldLand: ({ path, from }, to) => landFile(groups, path, to, from) !== groups,
    land: ({ path, from }, to) => {
      groups = groupsReducer(groups, { type: "land", path, to, ...(from !== undefined && { from }) });
    },
  }));
  return { drag, order: () => groups.all.map(({ open }) => open.join(" ")) };
}

it("a tab lands where it was last held, and only where that changes something", () => {
  const { drag, order } = dragOver(["a", "b", "c"]);
  drag.begin({ path: "c", from: 0 });
  drag.over({ group: 0, at: 0 });
  drag.over({ group: 0, at: 2 }); // where it is
  expect(drag.landing.value).toBeNull();
  drag.over({ group: 0, at: 1 });
  drag.drop();
  expect(order()).toEqual(["a c b"]);
  expect([drag.dragged.value, drag.landing.value]).toEqual([null, null]);
});

it("nothing is done where it is let go elsewhere, taken back, or nothing was dragged", () => {
  const { drag, order } = dragOver(["a", "b"]);
  const sides: Landing = { side: "right" };
  drag.begin({ path: "b", from: 0 });
  drag.over(sides);
  drag.over(null);
  drag.drop();
  drag.begin({ path: "b", from: 0 });
  drag.over(sides);
  drag.end();
  drag.drop();
  drag.over(sides);
  drag.drop();
  expect(order()).toEqual(["a b"]);
});

it("whoever shows the place hears of another one, not of each event", () => {
  const { drag } = dragOver(["a", "b"]);
  const heard = vi.fn();
  drag.landing.subscribe(heard);
  drag.begin({ path: "b", from: 0 });
  for (let event = 0; event < 3; event++) drag.over({ group: 0, at: 0 });
  expect(heard).toHaveBeenCalledTimes(1);
});
