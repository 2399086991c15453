import type { MessageId } from "../../../platform/html/locale.ts";

/**
 * The keys of the desk, in the order in which they are told. What carries `data-key` is pressed by its key, wherever it
 * stands: a verdict's button carries its own.
 */
export const deskKeys: readonly { key: string; label: MessageId }[] = [
  { key: "j", label: "queue.key.next" },
  { key: "k", label: "queue.key.back" },
  { key: "s", label: "queue.key.skip" },
  { key: "x", label: "queue.key.choose" },
  { key: "*", label: "queue.key.chooseAll" },
  { key: "v", label: "queue.key.chosen" },
  { key: "[", label: "queue.key.queueBefore" },
  { key: "]", label: "queue.key.queueAfter" },
  { key: "o", label: "queue.key.story" },
  { key: "m", label: "queue.key.mark" },
  { key: "u", label: "queue.key.undo" },
  { key: "?", label: "queue.key.help" },
];
