// Forms that are sent with what a passkey answers. Without passkeys, or without this script, nobody sees them.

type Does = "create" | "get";

/** The browser waits for the reader to choose a passkey in a field; another question ends that. */
let waiting: AbortController | null = null;

/** Asks the browser, and gives its answer as JSON. */
async function answer(form: HTMLFormElement, does: Does, offered: boolean): Promise<string> {
  const address = form.dataset["options"] ?? "";
  const response = await fetch(address, { method: "POST", body: new URLSearchParams() });
  if (!response.ok) throw new Error(`${response.status}`);
  const options = await response.json();
  waiting?.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  const credential =
    does === "create"
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
          signal,
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
          signal,
          ...(offered ? { mediation: "conditional" as const } : {}),
        });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey");
  return JSON.stringify(credential.toJSON());
}

function send(form: HTMLFormElement, response: string): void {
  const field = form.querySelector<HTMLInputElement>('input[name="response"]');
  if (field) field.value = response;
  form.submit();
}

function show(form: HTMLFormElement): void {
  const does: Does = form.dataset["passkey"] === "create" ? "create" : "get";
  const failed = form.querySelector<HTMLElement>("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (failed) failed.hidden = true;
    answer(form, does, false).then(
      (response) => send(form, response),
      () => {
        if (failed) failed.hidden = false;
      },
    );
  });
}

/** Lets the browser offer passkeys where the address is typed. Nothing is said when the reader wants none. */
async function offer(form: HTMLFormElement): Promise<void> {
  const isAble = await PublicKeyCredential.isConditionalMediationAvailable?.();
  const field = document.querySelector('input[autocomplete~="webauthn"]');
  if (!isAble || !field) return;
  await answer(form, "get", true).then(
    (response) => send(form, response),
    () => {},
  );
}

if ("PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential) {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    show(form);
    if (form.dataset["offered"] !== undefined) void offer(form);
  }
  for (const told of document.querySelectorAll<HTMLElement>("[data-passkey-unable]")) told.hidden = true;
}
