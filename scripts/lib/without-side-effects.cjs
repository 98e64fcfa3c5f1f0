/**
 * Monaco starts the worker of a language by a module that also imports each of its features, those that we leave out
 * too: they came with the first file of code, and into every editor that was made after it, half of them without what
 * they need. What our editors have is said in `components/monaco/features.ts`.
 * @param {string} source
 */
module.exports = (source) => source.replace(/^import ["'][^"']+["'];$/gm, "");
