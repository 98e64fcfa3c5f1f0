/** What is said where something could not be fetched. */
export const TITLE = "This part of the page could not be fetched";
export const ADVICE =
  "Is this browser online, and the server there? Try again. If the server has a newer version by now, load the page again: your files are kept in this browser.";
