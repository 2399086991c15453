// A claim holds for two minutes; it is renewed while the case is looked at.
const renewal = 60_000;

/** Tells the others of the desk that this case is being looked at, and says who else is. */
export function keepClaims(): void {
  claimShown();
  document.addEventListener("desk:case", claimShown);
  setInterval(() => {
    if (document.visibilityState === "visible") claimShown();
  }, renewal);
}

function claimShown(): void {
  const place = document.getElementById("claim");
  const url = place?.dataset["claim"];
  if (!place || !url) return;
  // Without a network nobody is told: the verdict itself says when somebody was first.
  claim(url)
    .then((content) => {
      if (content === null || !place.isConnected) return;
      const isTaken = content.querySelector("[data-claimed]") !== null;
      place.replaceChildren(content);
      // Somebody was quicker with what came up next: on to the one after it.
      if (isTaken && place.dataset["came"] === "next") {
        place.dataset["came"] = "";
        document.querySelector<HTMLElement>("[data-skip]")?.click();
      }
    })
    .catch(() => {});
}

/** What the server says of a claim; null: it says nothing. Readers' pages would pay for a part that they share with this. */
async function claim(url: string): Promise<DocumentFragment | null> {
  const headers = { "x-fragment": "1" };
  const response = await fetch(url, { method: "POST", headers, body: new URLSearchParams() });
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  return response.status === 200 ? template.content : null;
}
