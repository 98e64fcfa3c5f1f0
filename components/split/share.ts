/** Two halves of one frame: the left one's share of it is kept, so that both grow with the window. */
import { clamp, type Limits } from "./size";

const WHOLE = 1_000;
/** Of each half: a line number and some words of its line. */
const LEAST_PX = 128;

export function sizeOf(share: number, frame: number): number {
  return Math.round((share * frame) / WHOLE);
}

export function shareOf(size: number, frame: number): number {
  return frame > 0 ? Math.round((clamp(size, halfLimits(frame)) * WHOLE) / frame) : WHOLE / 2;
}

export function halfLimits(frame: number): Limits {
  const min = Math.min(LEAST_PX, Math.floor(frame / 2));
  return { min, max: frame - min };
}
