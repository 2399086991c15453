interface AgeWords {
  /** When the server wrote the page. */
  at: number;
  now: string;
  minutes: string[];
  hours: string[];
}

const aMinute = 60_000;

/** Keeps "6 minutes ago" true while the page stands open. */
export function keepAges(): void {
  const source = document.getElementById("age-words")?.textContent;
  if (!source) return;
  const words: AgeWords = JSON.parse(source);
  // A clock that is behind the server's would make everything "just now".
  const behind = Math.max(0, words.at - Date.now());
  const refresh = () => {
    for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-ages]")) {
      const minutes = Math.floor((Date.now() + behind - Date.parse(time.dateTime)) / aMinute);
      const said =
        minutes < 1
          ? words.now
          : minutes < 60
            ? words.minutes[minutes]
            : words.hours[Math.floor(minutes / 60)];
      if (said && time.textContent !== said) time.textContent = said;
    }
  };
  refresh();
  setInterval(refresh, aMinute);
}
