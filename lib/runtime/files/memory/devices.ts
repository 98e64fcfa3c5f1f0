/** The few devices that programs expect: what they read and swallow has no state, or is handed in. */
export interface Device {
  /** Fills from the beginning; answers how many bytes, 0 at the end. */
  read(buffer: Uint8Array): number;
  /** Answers how many bytes were taken. */
  write(bytes: Uint8Array): number;
  /** Never comes to an end: reading it whole is refused instead of filling the memory. */
  readonly isEndless?: boolean;
  /** Major and minor number as stat shows them; none when left out. */
  readonly rdev?: number;
}

const takeAll = (bytes: Uint8Array): number => bytes.length;

/** `random` fills the bytes; platforms limit how many at once. */
export function standardDevices(random: (bytes: Uint8Array) => void): Record<string, Device> {
  const AT_ONCE = 65_536;
  const readRandom = (buffer: Uint8Array): number => {
    for (let at = 0; at < buffer.length; at += AT_ONCE) random(buffer.subarray(at, at + AT_ONCE));
    return buffer.length;
  };
  const zero = (buffer: Uint8Array): number => buffer.fill(0).length;
  return {
    null: { read: () => 0, write: takeAll, rdev: 0x103 },
    zero: { read: zero, write: takeAll, isEndless: true, rdev: 0x105 },
    random: { read: readRandom, write: takeAll, isEndless: true, rdev: 0x108 },
    urandom: { read: readRandom, write: takeAll, isEndless: true, rdev: 0x109 },
  };
}
