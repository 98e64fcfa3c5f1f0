"use client";

import { type ComponentType, useEffect, useState } from "react";
import { Late } from "../late/late";
import { latePart } from "../late/late-part";
import { NotArrivedMessage } from "../late/say-not-arrived";
import { applyTheme } from "../theme/apply-theme";
import { parseTheme } from "../theme/theme";
import { BareMessage } from "./bare-message";
import { listenToKeys } from "./keyboard";
import { OPEN_EVENT, type Opens, open, TOAST_EVENT, type ToastMessage } from "./signals";

// Most visits need neither: they arrive with the first use, and the shell stays a few hundred bytes.
const palette = new Late(async () => (await import("../palette/palette")).Palette);
const Palette = latePart(palette, { failed: NotArrivedMessage });
const toasts = new Late(() => import("../feedback/toasts"));

const FORESEEN = ["keydown", "pointerover", "focusin"] as const;

function listenToControls(): () => void {
  const onClick = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-opens]") : null;
    if (target === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(target.dataset.opens as Opens);
  };
  const onChange = (event: Event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.name === "theme") applyTheme(parseTheme(input.value));
  };
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  return () => {
    document.removeEventListener("click", onClick);
    document.removeEventListener("change", onChange);
  };
}

/** Whoever presses the modifier or points at the button is about to ask for the palette. */
function foreseePalette(): () => void {
  const load = (event: Event) => {
    const asked =
      event instanceof KeyboardEvent
        ? event.key === "Control" || event.key === "Meta"
        : event.target instanceof Element && event.target.closest('[data-opens="palette"]') !== null;
    if (!asked) return;
    stop();
    void palette.fetch().catch(() => undefined); // a failure shows when it is opened
  };
  const stop = () => {
    for (const type of FORESEEN) document.removeEventListener(type, load);
  };
  for (const type of FORESEEN) document.addEventListener(type, load, { passive: true });
  return stop;
}

/** What is modal by itself would lie above the palette and keep it from being reached. */
function closeNative(): void {
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close();
  for (const popover of document.querySelectorAll<HTMLElement>(":popover-open")) popover.hidePopover();
}

function showHelp(): void {
  const dialog = document.getElementById("help");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** The only script of the shell: everything else in it is HTML that the server wrote. */
export function ShellScript() {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const { Toasts, bare, leaveBare } = useToasts();

  useEffect(listenToKeys, []);
  useEffect(listenToControls, []);
  useEffect(foreseePalette, []);
  useEffect(() => {
    const onOpen = (event: Event) => {
      const what = (event as CustomEvent<Opens>).detail;
      if (what === "help") return showHelp();
      closeNative();
      setPaletteOpen((shown) => !shown);
    };
    document.addEventListener(OPEN_EVENT, onOpen);
    document.documentElement.dataset.ready = "";
    return () => document.removeEventListener(OPEN_EVENT, onOpen);
  }, []);

  return (
    <>
      {isPaletteOpen && <Palette onClose={() => setPaletteOpen(false)} />}
      {Toasts !== null && <Toasts />}
      {bare !== null && <BareMessage message={bare} onClose={leaveBare} />}
    </>
  );
}

/** What shows messages arrives with the first of them; where it cannot be had, the last one is shown all the same. */
function useToasts() {
  const [Toasts, setToasts] = useState<ComponentType | null>(null);
  const [bare, setBare] = useState<ToastMessage | null>(null);
  useEffect(() => {
    const onToast = (event: Event) => {
      const message = (event as CustomEvent<ToastMessage>).detail;
      toasts.fetch().then(
        (arrived) => {
          setToasts(() => arrived.Toasts);
          arrived.showToast(message);
        },
        () => setBare(message),
      );
    };
    document.addEventListener(TOAST_EVENT, onToast);
    return () => document.removeEventListener(TOAST_EVENT, onToast);
  }, []);
  return { Toasts, bare, leaveBare: () => setBare(null) };
}
