import { expect, it } from "vitest";
import { CONTAINER_FAULTS, ContainerFault, type FaultCode } from "./fault";
import { NOT_COVERED } from "./not-covered";

it("has a sentence for each thing that is not covered, and each once", () => {
  const ids = NOT_COVERED.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, sentence } of NOT_COVERED) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(sentence).toMatch(/^[A-Z].{30,}\.$/);
  }
});

it("offers the other driver exactly where nothing of the agent can have run", () => {
  const codes = Object.keys(CONTAINER_FAULTS) as FaultCode[];
  for (const code of codes) {
    expect(CONTAINER_FAULTS[code]).toMatch(/^[A-Z].*\.$/);
    expect(CONTAINER_FAULTS[code].includes("default sandbox")).toBe(new ContainerFault(code).canFallBack);
  }
});
