/** A list of names written as one text: long lists stay readable, and a name more is a word more. */
export function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
