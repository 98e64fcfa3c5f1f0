/**
 * The libraries of controls bring their few sentences in thirty-three languages, all of them in every page. Ours is in
 * one: each of the others becomes that one. A browser that asks for another language gets it in English, as all else.
 */
module.exports = () => 'export { default } from "./en-US.mjs";';
