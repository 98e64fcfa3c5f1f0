import { PayloadRoom } from "../../../../mediator/payload-room";
import type { KeptBodies } from "../../../driver";
import { MESSAGE_LIMITS } from "../read-message";

/** What an agent in a page may have kept: none is longer than the longest that comes out of a cell at once. */
export function bodiesRoom({ store, mostBytes, onLost }: KeptBodies): PayloadRoom {
  return new PayloadRoom(store, { mostBytes, mostEachBytes: MESSAGE_LIMITS.keptBytes }, () => onLost(1));
}
