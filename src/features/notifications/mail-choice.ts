import { assertNever } from "../../platform/lib/assert-never.ts";
import type { Topic } from "./mail.ts";

/** When one hears of what one follows. */
export const paces = ["atOnce", "digest", "off"] as const;
export type Pace = (typeof paces)[number];

export const rhythms = ["daily", "weekly"] as const;

/** Which mails a member wants. */
export interface MailChoice {
  replies: boolean;
  decisions: boolean;
  people: Pace;
  stories: Pace;
  digest: (typeof rhythms)[number];
  /** Hours of the day in the site's time zone; the same twice: mail may come at any time. */
  quietFrom: number;
  quietUntil: number;
}

/** Of who has chosen nothing. */
export const usualChoice: MailChoice = {
  replies: true,
  decisions: true,
  people: "atOnce",
  stories: "digest",
  digest: "daily",
  quietFrom: 22,
  quietUntil: 7,
};

export function wants(choice: MailChoice, topic: Topic): boolean {
  switch (topic) {
    case "replies":
    case "decisions":
      return choice[topic];
    case "people":
    case "stories":
      return choice[topic] === "atOnce";
    case "digest":
      return choice.people === "digest" || choice.stories === "digest";
    default:
      return assertNever(topic);
  }
}

/** The choice of somebody who has stopped one kind of mail; null: every kind that can be stopped. */
export function without(choice: MailChoice, topic: Topic | null): MailChoice {
  switch (topic) {
    case null:
      return { ...choice, replies: false, decisions: false, people: "off", stories: "off" };
    case "replies":
    case "decisions":
      return { ...choice, [topic]: false };
    case "people":
    case "stories":
      return { ...choice, [topic]: "off" };
    case "digest": {
      const stop = (pace: Pace) => (pace === "digest" ? "off" : pace);
      return { ...choice, people: stop(choice.people), stories: stop(choice.stories) };
    }
    default:
      return assertNever(topic);
  }
}
