import { describe, expect, it } from "vitest";
import { word } from "./command";
import { dynamicCodeIn } from "./interpreters";

const isDynamic = (line: string) => {
  const words = line.split(" ").map((text) => (text === "$" ? { text: "", dynamic: true } : word(text)));
  return dynamicCodeIn(words) !== null;
};

describe("dynamicCodeIn", () => {
  it.each([
    "node -e 1",
    "node --eval 1",
    "node --eval=1",
    "node -p 1",
    "node -pe 1",
    "node",
    "node -",
    "node -i",
    "node $",
    "/usr/bin/node -e 1",
    "node20 -e 1",
    "node -r x -e 1",
    "node --import data:text/javascript,1 x.js",
    "node --import=https://x/y.js x.js",
    "node --no-warnings -e 1",
    "node --who-knows x.js -e 1",
    "tsx -e 1",
    "bun -e 1",
    "python -c 1",
    "python3.12 -Ic 1",
    "python3 -W ignore -c 1",
    "python3 -Wignore -c 1",
    "python3 -u",
    "perl -e 1",
    "perl -lane 1",
    "perl -I lib -E 1",
    "ruby -e 1",
    "ruby -Ilib -e 1",
    "php -r 1",
    "lua -e 1",
    "awk {print} x",
    "gawk -F : {print} x",
    "deno eval 1",
    "deno repl",
    "deno run https://x/y.ts",
    "osascript -e 1",
  ])("%s", (line) => expect(isDynamic(line)).toBe(true));

  it.each([
    "node x.js",
    "node x.js -e 1",
    "node -r ./a x.js",
    "node --no-warnings x.js -e 1",
    "node --max-old-space-size=1 x.js -p",
    "node --version",
    "node x.js $",
    "node -- x.js",
    "python3 x.py -c",
    "python3 -m http.server",
    "python3 -u x.py -c",
    "python3 -V",
    "perl x.pl -e",
    "ruby -Ilib x.rb",
    "awk -f x.awk y",
    "deno run x.ts",
    "bun run build",
    "git -e 1",
    "cat -",
  ])("not %s", (line) => expect(isDynamic(line)).toBe(false));
});
