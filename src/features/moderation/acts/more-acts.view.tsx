import type { JSX } from "preact";
import { presets } from "../../stories/story.ts";
import type { Decidable } from "./decidable.ts";
import type { DecideFormProps } from "./decide-form.view.tsx";
import { ActButton, FieldComplaint } from "./decide-parts.view.tsx";
import { slowChoices } from "./discussion-acts.ts";
import { emptyOrder } from "./order-form.ts";

type One = NonNullable<Decidable["one"]>;

/** What is done less often: marks, covered words, notes, and what goes for the whole discussion. */
export function MoreActs(props: DecideFormProps & { one: One }): JSX.Element {
  const { world, typed = emptyOrder, complaints = [] } = props;
  const { locale } = world;
  const isOpen = complaints.some(({ field }) => field === "hidden" || field === "target");
  return (
    <details class="more-acts decide__more" open={isOpen}>
      <summary>{locale.message("acts.more")}</summary>
      <div class="decide__rest">
        <Marks {...props} />
        <fieldset>
          <legend>{locale.message("acts.redact")}</legend>
          <p class="field">
            <label for="f-hidden">{locale.message("acts.hidden")}</label>
            <textarea id="f-hidden" name="hidden" rows={2} dir="auto" aria-describedby="f-hidden-n">
              {typed.hidden}
            </textarea>
            <span class="note" id="f-hidden-n">
              {locale.message("acts.hidden.about")}
            </span>
          </p>
          <FieldComplaint locale={locale} complaints={complaints} field="hidden" />
          <ActButton locale={locale} act="redact" dataKey="c" />
        </fieldset>
        <fieldset>
          <legend>{locale.message("acts.writer")}</legend>
          <p class="note">{locale.message("acts.writer.about")}</p>
          <div class="act-row act-row--two">
            <ActButton locale={locale} act="note" dataKey="n" />
            <ActButton locale={locale} act="warn" dataKey="w" />
          </div>
        </fieldset>
        <fieldset>
          <legend>{locale.message("acts.place")}</legend>
          <p class="field">
            <label for="f-target">{locale.message("acts.target")}</label>
            <input id="f-target" name="target" value={typed.target} dir="auto" autocomplete="off" />
          </p>
          <FieldComplaint locale={locale} complaints={complaints} field="target" />
          <div class="act-row act-row--two">
            <ActButton locale={locale} act="move" />
            <ActButton locale={locale} act="merge" />
          </div>
        </fieldset>
        {props.known.mayChangeDiscussion && <Discussion {...props} />}
      </div>
    </details>
  );
}

function Marks({ world: { locale }, known, one: { comment } }: DecideFormProps & { one: One }): JSX.Element {
  const { pinnedAt, foldedAt, lockedAt } = comment;
  return (
    <fieldset>
      <legend>{locale.message("acts.marks")}</legend>
      <div class="act-row">
        {known.mayPick && <ActButton locale={locale} act={pinnedAt === null ? "pin" : "unpin"} dataKey="i" />}
        <ActButton locale={locale} act={foldedAt === null ? "fold" : "unfold"} dataKey="f" />
        <ActButton locale={locale} act={lockedAt === null ? "lock" : "unlock"} dataKey="l" />
      </div>
    </fieldset>
  );
}

function Discussion({ world: { locale }, one: { discussion } }: DecideFormProps & { one: One }): JSX.Element {
  const isClosed = discussion.mode === "closed";
  return (
    <fieldset>
      <legend>{locale.message("acts.discussion")}</legend>
      <div class="act-row">
        <button class="btn" type="submit" name="act" value={isClosed ? "openDiscussion" : "closeDiscussion"}>
          {locale.message(isClosed ? "acts.openDiscussion" : "acts.closeDiscussion")}
        </button>
      </div>
      <p class="field">
        <label for="f-slow">{locale.message("acts.slow")}</label>
        <select id="f-slow" name="slow">
          {slowChoices.map((each) => (
            <option key={each} value={each} selected={each === discussion.slowSeconds}>
              {locale.message("acts.slow.n", { n: each })}
            </option>
          ))}
        </select>
      </p>
      <button class="btn" type="submit" name="act" value="slowMode">
        {locale.message("acts.slow.do")}
      </button>
      <p class="field">
        <label for="f-preset">{locale.message("acts.preset")}</label>
        <select id="f-preset" name="preset">
          {["" as const, ...presets].map((each) => (
            <option key={each} value={each} selected={each === discussion.preset}>
              {locale.message(`acts.preset.${each || "none"}`)}
            </option>
          ))}
        </select>
      </p>
      <button class="btn" type="submit" name="act" value="preset">
        {locale.message("acts.preset.do")}
      </button>
    </fieldset>
  );
}
