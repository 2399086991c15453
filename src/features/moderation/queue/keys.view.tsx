import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { deskKeys } from "./keys.ts";

/** All keys: a dialog with the script, without it a part of the page that its address shows. */
export function KeysDialog({ world: { locale } }: { world: World }): JSX.Element {
  return (
    <dialog
      class="keysheet"
      id="keys"
      aria-labelledby="keys-h"
      data-not-saved={locale.message("queue.notSaved")}
      data-not-saved-back={locale.message("queue.notSaved.back")}
    >
      <h2 id="keys-h">{locale.message("queue.keys")}</h2>
      <dl>
        {deskKeys.map(({ key, label }) => (
          <div key={key} data-for={key}>
            <dt>
              {/* A bracket stands as it does on the key, also among words that run from the right. */}
              <kbd>
                <bdi dir="ltr">{key.toUpperCase()}</bdi>
              </kbd>
            </dt>
            <dd>{locale.message(label)}</dd>
          </div>
        ))}
      </dl>
      <p class="note">{locale.message("queue.keys.about")}</p>
      <p>
        <a class="btn" href="#case" data-close="">
          {locale.message("queue.keys.close")}
        </a>
      </p>
    </dialog>
  );
}
