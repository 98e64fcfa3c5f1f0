/** What both sides had last, and whether somebody asked for it, in this browser. */
import { openFilesDatabase, resultOf, SYNC } from "../files/database";

export interface Remembered {
  readonly isOn: boolean;
  readonly agreed: Readonly<Record<string, string | null>>;
}

export const NOTHING: Remembered = { isOn: false, agreed: {} };

export async function recall(workspaceId: string): Promise<Remembered> {
  const database = await openFilesDatabase();
  try {
    const value: unknown = await resultOf(database.transaction(SYNC).objectStore(SYNC).get(workspaceId));
    return isRemembered(value) ? value : NOTHING;
  } finally {
    database.close();
  }
}

export async function remember(workspaceId: string, remembered: Remembered): Promise<void> {
  const database = await openFilesDatabase();
  try {
    await resultOf(database.transaction(SYNC, "readwrite").objectStore(SYNC).put(remembered, workspaceId));
  } finally {
    database.close();
  }
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== "object" || value === null || !("isOn" in value) || !("agreed" in value)) return false;
  const { isOn, agreed } = value;
  return typeof isOn === "boolean" && typeof agreed === "object" && agreed !== null;
}
