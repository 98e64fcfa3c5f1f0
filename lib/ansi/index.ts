/** What programs write to a terminal, made harmless. */
export { ColouredText } from "./coloured";
export { Fence } from "./fence";
export { AnsiReader, type AnsiToken } from "./read";
export { type Colour, PLAIN, type Style, sameStyle, sgr } from "./style";
export { visible } from "./visible";
