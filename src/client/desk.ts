import { keepClaims } from "./desk-claims.ts";
import { keepKeys } from "./desk-keys.ts";
import { keepRoom } from "./desk-room.ts";

// The desk's comments work by links and forms. This makes them quick: keys, and the next case without a new page.
keepKeys();
keepRoom();
keepClaims();
// What takes several requests goes on by itself.
document.querySelector<HTMLFormElement>("form[data-goes-on]")?.requestSubmit();
