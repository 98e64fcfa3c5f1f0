/**
 * Segments as regular languages: a glob within one segment, and what segments of each kind of name can be at all.
 * The universes are what canonical requests are made of, so that every example found in them is a real request.
 */
import type { SegmentGlob } from "../match/segment-glob";
import {
  ANY_CHAR,
  type CharRange,
  type CharSet,
  charRange,
  charSet,
  complement,
  union,
  without,
} from "./char-set";
import { alt, chars, plus, type Regular, seq, star, text } from "./regular";

const ANY_CHARACTER = -1;
const STAR = -2;
const FIRST_CLASS = -3;

const SURROGATES: CharSet = [[0xd800, 0xdfff]];
const CONTROLS: CharSet = [
  [0, 0x1f],
  [0x7f, 0x9f],
];
/** What can stand in a well-formed text at all. */
export const TEXT_CHARACTER = without(ANY_CHAR, SURROGATES);

/** The glob as it matches within one segment; what a segment is, is for the universe to say. */
export function segmentRegular({ tokens, classes }: SegmentGlob): Regular {
  return seq(
    ...tokens.map((token) => {
      if (token === STAR) return star(chars(ANY_CHAR));
      if (token === ANY_CHARACTER) return chars(ANY_CHAR);
      if (token >= 0) return chars([[token, token]]);
      const found = classes[FIRST_CLASS - token];
      const ranges: CharRange[] = [];
      for (let i = 0; found && i < found.ranges.length; i += 2) {
        ranges.push([found.ranges[i] as number, found.ranges[i + 1] as number]);
      }
      const set = union(ranges);
      return chars(found?.negated ? complement(set) : set);
    }),
  );
}

/** Any text of these characters but the empty one, `.` and `..`. */
function named(set: CharSet): Regular {
  const dot = charSet(".");
  const other = without(set, dot);
  const rest = star(chars(set));
  return alt(
    seq(chars(other), rest),
    seq(chars(dot), chars(other), rest),
    seq(chars(dot), chars(dot), chars(set), rest),
  );
}

/** Segments of canonical paths of files. */
export const FILE_SEGMENT: Regular = named(without(TEXT_CHARACTER, union([...CONTROLS, ...charSet("/")])));

/** Parts of names of models, scopes, values of arguments: anything, nothing included, but the separator. */
export function namePart(separator: string): Regular {
  return star(chars(without(TEXT_CHARACTER, union([...CONTROLS, ...charSet(separator)]))));
}

/** The same without the empty part and without `.` and `..`. */
export function properPart(separator: string): Regular {
  return named(without(TEXT_CHARACTER, union([...CONTROLS, ...charSet(separator)])));
}

const UPPER_HEX = union([...charRange("0", "9"), ...charRange("A", "F")]);
const hex = chars(UPPER_HEX);
/** A byte of a sequence after the first: %80 to %BF, or a part of that. */
const tail = (digits = "89AB") => seq(text("%"), chars(charSet(digits)), hex);
const UTF8: Regular = alt(
  seq(text("%C"), chars(union([...charRange("2", "9"), ...charRange("A", "F")])), tail()),
  seq(text("%D"), hex, tail()),
  seq(text("%E0"), tail("AB"), tail()),
  seq(text("%E"), chars(without(UPPER_HEX, charSet("0D"))), tail(), tail()),
  seq(text("%ED"), tail("89"), tail()),
  seq(text("%F0"), tail("9AB"), tail(), tail()),
  seq(text("%F"), chars(charSet("123")), tail(), tail(), tail()),
  seq(text("%F4"), tail("8"), tail(), tail()),
);
/** The reserved characters of ASCII whose escapes change nothing about the structure of a path. */
const ESCAPED = alt(
  ...["20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "2A", "2B", "2C"].map((code) =>
    text(`%${code}`),
  ),
  ...["3A", "3C", "3D", "3E", "3F", "40", "5B", "5D", "5E", "60", "7B", "7C", "7D"].map((code) =>
    text(`%${code}`),
  ),
);
const URL_CHARACTER = union([
  ...charRange("a", "z"),
  ...charRange("A", "Z"),
  ...charRange("0", "9"),
  ...charSet("-._~!$&'()*+,=:@|[]^"),
]);
const dot = chars(charSet("."));
const urlUnit = alt(chars(URL_CHARACTER), ESCAPED, UTF8);
const urlOther = alt(chars(without(URL_CHARACTER, charSet("."))), ESCAPED, UTF8);

/**
 * Segments of the paths of addresses in the form that rules are matched against. Two texts too many are in it (a `%25`
 * in front of two digits, and one of `^` and `%5E`): an example with one of them is found out when it is tried.
 */
export const URL_SEGMENT: Regular = alt(
  seq(urlOther, star(urlUnit)),
  seq(dot, urlOther, star(urlUnit)),
  seq(dot, dot, urlUnit, star(urlUnit)),
);

/** Words of commands: anything but what no program can be handed. */
export const WORD_PART: Regular = star(
  chars(without(TEXT_CHARACTER, union([[0, 8], [11, 12], [14, 31], [0x7f, 0x7f], ...charSet("/")]))),
);

/**
 * Parts of names in SQL. Other characters can stand in them in quotes, but in no pattern, so that they are to every
 * pattern what a letter is that it does not name.
 */
export const SQL_PART: Regular = plus(
  chars(union([...charRange("a", "z"), ...charRange("A", "Z"), ...charRange("0", "9"), ...charSet("_$")])),
);
