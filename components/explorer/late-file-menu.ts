import { Late } from "../late/late";
import { latePart } from "../late/late-part";
import { NotArrivedMessage } from "../late/say-not-arrived";

export const LateFileMenu = latePart(new Late(async () => (await import("./file-menu")).FileMenu), {
  failed: NotArrivedMessage,
});
