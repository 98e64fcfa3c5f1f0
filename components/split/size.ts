/** How a divider moves: by a pointer's way, by a key, never past its limits. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

const STEP_PX = 16;

export function clamp(size: number, { min, max }: Limits): number {
  return Math.round(Math.min(Math.max(size, min), Math.max(min, max)));
}

/** The size after a key on the focused divider, or null for a key that means nothing to it. */
export function sizeAfterKey(key: string, size: number, limits: Limits): number | null {
  switch (key) {
    case "ArrowLeft":
      return clamp(size - STEP_PX, limits);
    case "ArrowRight":
      return clamp(size + STEP_PX, limits);
    case "Home":
      return limits.min;
    case "End":
      return clamp(limits.max, limits);
    default:
      return null;
  }
}
