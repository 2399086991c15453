import { z } from "zod";

// What the desk of a site can say of its rules. Every phase has a part of its own, with `on`; what is absent is as it is
// here. How long a text may be, and how many comments there may be
// in ten minutes, are settings of the site.

const on = (isOn: boolean) => z.boolean().default(isOn);

/** Days of the week from Monday, 1, to Sunday, 7 (ISO 8601); hours of the site's clock as "08:00". */
const hours = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const shift = z
  .object({ day: z.number().int().min(1).max(7), from: hours, to: hours })
  .refine(({ from, to }) => from < to, "a shift ends after it begins");

/** As addresses have it: in lower case, without a scheme or a path. */
const domain = z.string().regex(/^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);

const phases = z
  .object({
    discussionMode: z.object({ on: on(true) }).prefault({}),
    openingHours: z
      .object({
        on: on(false),
        /** What becomes of comments while nobody is on duty. */
        outside: z.enum(["hold", "close"]).default("hold"),
        shifts: z.array(shift).max(50).default([]),
      })
      .prefault({}),
    sanctions: z.object({ on: on(true) }).prefault({}),
    limits: z
      .object({
        on: on(true),
        /** Seconds between two comments of one writer under one story; 0: none. A discussion can have more of its own. */
        seconds: z.number().int().min(0).max(3600).default(0),
      })
      .prefault({}),
    preset: z
      .object({
        on: on(true),
        /** Days after which a discussion closes that gets a preset; 0: it doesn't. */
        days: z.number().int().min(0).max(90).default(7),
      })
      .prefault({}),
    guestPolicy: z.object({ on: on(true) }).prefault({}),
    proofOfWork: z.object({ on: on(true) }).prefault({}),
    shape: z
      .object({
        on: on(true),
        /** Fewer letters than this wait; 0: none do. */
        fewest: z.number().int().min(0).max(200).default(0),
        /** Share of capitals among the letters, in per cent, from which on a text of 20 letters shouts; 0: none does. */
        capitals: z.number().int().min(0).max(100).default(70),
        /** So many exclamation or question marks in a row wait, and so many times the same letter; 0: none do. */
        marks: z.number().int().min(0).max(50).default(8),
        stretched: z.number().int().min(0).max(50).default(10),
      })
      .prefault({}),
    links: z
      .object({
        on: on(true),
        /** More links than this wait. */
        most: z.number().int().min(0).max(50).default(2),
        /** Whether a link to anything but the known domains waits. */
        onlyKnown: z.boolean().default(false),
        known: z.array(domain).max(500).default([]),
      })
      .prefault({}),
    words: z.object({ on: on(true) }).prefault({}),
    repeats: z
      .object({
        on: on(true),
        /** How alike two texts have to be: words that they have in common, in per cent of the longer one's. */
        alike: z.number().int().min(50).max(100).default(60),
        /** Texts with fewer words are no walls. */
        words: z.number().int().min(5).max(200).default(10),
        /** How often it may be said, in the days below, before the next one waits. */
        times: z.number().int().min(1).max(100).default(1),
        days: z.number().int().min(1).max(30).default(14),
        /** Whether what says the same as something that the desk has refused is refused too, instead of held. */
        refuseAgain: z.boolean().default(true),
      })
      .prefault({}),
    newcomers: z
      .object({
        on: on(true),
        /** A guest's and a member's first comments wait until so many were published. */
        guests: z.number().int().min(0).max(50).default(0),
        members: z.number().int().min(0).max(50).default(0),
        /** Who had at least three decided, and more than this share of them refused, in per cent, waits again. */
        distrust: z.number().int().min(1).max(100).default(50),
      })
      .prefault({}),
    learner: z
      .object({
        on: on(true),
        /** Comments with at least this score, in per cent, wait, or are refused. Null: none: it stays in the shadow. */
        hold: z.number().int().min(1).max(99).nullable().default(null),
        refuse: z.number().int().min(1).max(99).nullable().default(null),
        /** Of what it would hold the desk must have refused this share at least, in per cent, before it may. */
        precision: z.number().int().min(10).max(99).default(60),
      })
      .prefault({}),
    external: z.object({ on: on(true) }).prefault({}),
  })
  .prefault({});

/** By language (BCP 47). */
const perLanguage = z.record(z.string().min(2).max(35), z.string().min(1).max(600));

/** Why the desk refuses something: what the desk calls it, and what its writer is told. */
const reason = z.object({
  /** For ever: decisions are kept under it. */
  code: z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/),
  /** The house rule that is broken, from 1; null: none of them. */
  rule: z.number().int().min(1).max(30).nullable().default(null),
  /** Against the paper's own rules, or against the law: DSA, article 17(3)(d) and (e). */
  ground: z.enum(["terms", "illegal"]).default("terms"),
  names: perLanguage,
  texts: perLanguage,
});

export const ruleSettings = z.object({
  phases,
  /** For what the desk refuses comments; empty: the reasons that the product brings. */
  reasons: z.array(reason).max(30).default([]),
  /** How many of the desk's decisions, in per cent, go to a second moderator who doesn't know the first verdict. */
  quality: z.object({ share: z.number().min(0).max(100).default(5) }).prefault({}),
  /** Tells a writer once, before a comment is posted, that it will wait and why. */
  nudge: z.boolean().default(false),
  /** Whether that shows where in the text it is, of rules that are better not learnt by heart too. */
  nudgeShowsAll: z.boolean().default(false),
  /** Tells authors which of their words was on a list, or what their text was compared with. */
  tellsWords: z.boolean().default(false),
});

/** When somebody is on duty: a part of one day of the week. */
export type Shift = z.output<typeof shift>;

export type RuleSettings = z.output<typeof ruleSettings>;

/** A reason of the list in all its languages. */
export type RuleReason = RuleSettings["reasons"][number];
