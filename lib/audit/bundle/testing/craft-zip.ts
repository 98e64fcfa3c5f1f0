/** Zip files as no honest packer writes them: headers that lie, each field by itself. For tests. */
import { joinBytes, utf8 } from "../../bytes";
import { crc32 } from "../zip/crc32";

export interface CraftedFile {
  readonly name: string;
  readonly content?: Uint8Array;
  /** What is said of it in both headers, and what only one of them says. */
  readonly both?: Partial<Said>;
  readonly local?: Partial<Said>;
  readonly central?: Partial<Said>;
  /** Bytes between this file and the next. */
  readonly gap?: Uint8Array;
}
export interface Said {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packedSize: number;
  size: number;
  extra: Uint8Array;
  at: number;
  comment: string;
}
export interface Crafted {
  readonly comment?: string;
  readonly count?: number;
  readonly between?: Uint8Array;
}

export function craftZip(
  files: readonly CraftedFile[],
  { comment = "", count, between }: Crafted = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const content = file.content ?? utf8("{}\n");
    const said: Said = {
      ...{ name: file.name, flags: 0, method: 0, crc: crc32(content), extra: new Uint8Array(0), comment: "" },
      ...{ packedSize: content.length, size: content.length, at },
      ...file.both,
    };
    const local = joinBytes([
      localHeader({ ...said, ...file.local }),
      content,
      file.gap ?? new Uint8Array(0),
    ]);
    directory.push(centralHeader({ ...said, ...file.central }));
    parts.push(local);
    at += local.length;
  }
  if (between) parts.push(between);
  const central = joinBytes(directory);
  const place = at + (between?.length ?? 0);
  const end = fields([0x06054b50, 4], [0, 4], [count ?? files.length, 2], [count ?? files.length, 2]);
  const tail = fields([central.length, 4], [place, 4], [comment.length, 2]);
  return joinBytes([...parts, central, end, tail, utf8(comment)]);
}

function localHeader(said: Said): Uint8Array {
  const name = utf8(said.name);
  return joinBytes([
    fields([0x04034b50, 4], [20, 2], [said.flags, 2], [said.method, 2], [0, 4]),
    fields([said.crc, 4], [said.packedSize, 4], [said.size, 4], [name.length, 2], [said.extra.length, 2]),
    name,
    said.extra,
  ]);
}

function centralHeader(said: Said): Uint8Array {
  const name = utf8(said.name);
  return joinBytes([
    fields([0x02014b50, 4], [20, 2], [20, 2], [said.flags, 2], [said.method, 2], [0, 4]),
    fields([said.crc, 4], [said.packedSize, 4], [said.size, 4], [name.length, 2], [said.extra.length, 2]),
    fields([said.comment.length, 2], [0, 2], [0, 2], [0, 4], [said.at, 4]),
    name,
    said.extra,
    utf8(said.comment),
  ]);
}

/** Numbers of so many bytes, the lowest first. */
function fields(...pairs: readonly (readonly [value: number, bytes: number])[]): Uint8Array {
  const bytes: number[] = [];
  for (const [value, length] of pairs)
    for (let i = 0; i < length; i++) bytes.push(Math.floor(value / 256 ** i) % 256);
  return Uint8Array.from(bytes);
}
