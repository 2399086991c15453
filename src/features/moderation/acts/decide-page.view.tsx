import type { JSX } from "preact";
import { DeskPage } from "../../people/staff/desk.view.tsx";
import { DecideForm, type DecideFormProps } from "./decide-form.view.tsx";

export interface DecidePageProps extends DecideFormProps {
  /** What has happened, a line each. */
  told?: readonly string[];
  /** Who sends it has to prove first who they are. */
  needsProof?: true;
}

/** The form by itself: when it comes back with what is missing, or what has happened in the meantime. */
export function DecidePage({ told = [], needsProof, ...form }: DecidePageProps): JSX.Element {
  const { world, ids, cluster, to } = form;
  const { locale } = world;
  return (
    <DeskPage world={world} title={locale.message("acts.decide")} path="/desk/comments">
      {told.length > 0 && (
        <div class="desktold" role="alert">
          {told.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {needsProof && (
        <p class="desktold" role="alert">
          {locale.message("acts.proof")}{" "}
          <a class="link" href={world.href("/prove?to=/desk")} target="_blank" rel="noopener">
            {locale.message("acts.proof.do")}
          </a>
        </p>
      )}
      {ids.length > 0 || cluster !== undefined ? <DecideForm {...form} /> : null}
      <p>
        <a class="act" href={world.href(to)}>
          {locale.message("acts.onwards")}
        </a>
      </p>
    </DeskPage>
  );
}
