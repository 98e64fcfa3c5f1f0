/**
 * Why a setting of a log was not taken, closed and with a sentence for each: the server says them, and a page that is
 * written without a script finds the sentence by the name alone.
 */
export const SETTING_FAULTS = {
  "vkey-none": "The key of the witness is no vkey: NAME+ID+KEY, as its operator gives it, in one line.",
  "vkey-type":
    "That is not the key of a witness, which has the type 0x04: ask its operator for the vkey of its cosignatures.",
  "vkey-own": "That is a key of this server: a witness is somebody else, or it shows nothing.",
  "url-none": "The address of the witness is no URL.",
  "url-parts": "The address of a witness has no user, query or fragment.",
  "url-host": "The host of the witness is none.",
  "url-place":
    "The host of the witness is not a public one. Whoever runs the server can allow others, by WITNESS_REACH.",
  "url-scheme": "The address of a witness begins with https:.",
  known: "This witness is there already.",
  "too-many": "A workspace has at most 16 witnesses.",
  quorum: "The quorum cannot be larger than the number of witnesses.",
  gone: "This witness is not there any more.",
  unsaid: "Say first that you know what becomes public.",
} as const;
export type SettingFault = keyof typeof SETTING_FAULTS;

export function isSettingFault(name: unknown): name is SettingFault {
  return typeof name === "string" && Object.hasOwn(SETTING_FAULTS, name);
}
