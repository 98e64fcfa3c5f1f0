/** Whether two sections say the same, word for word, wherever they stand: then nothing needs to be compared. */
export function sameRules(old: unknown, after: unknown): boolean {
  return written(old) === written(after);
}

/** Places are lists of numbers, and null without a text; no rule is one. */
function written(section: unknown): string {
  return (
    JSON.stringify(section, (key, value: unknown) => {
      if (key === "at") return undefined;
      const isListed = Array.isArray(value) && value.length === 2 && typeof value[0] === "string";
      return isListed && isPlace(value[1]) ? [value[0]] : value;
    }) ?? ""
  );
}

function isPlace(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 6 && value.every(Number.isFinite));
}
