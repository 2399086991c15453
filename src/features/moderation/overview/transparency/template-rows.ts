import type { Cell } from "./csv.ts";
import type { Appeals, Restriction, Transparency } from "./read-transparency.ts";

/** What the templates are filled with. */
export interface Filled {
  numbers: Transparency;
  provider: string;
  service: string;
  /** "2026-01-01/2026-06-30" */
  period: string;
  days: { first: string; last: string };
  /** The day on which it was made. */
  published: string;
  /** The Commission's category of a notice, by our name for it. */
  noticeCategories: Readonly<Record<string, string>>;
  /** Texts of part 11, by its indicators. */
  qualitative: readonly (readonly [string, string])[];
  /** How a number is told: small ones of a month are not. */
  told(n: number): Cell;
}

const unknown = "N/A";
const hours = (span: number | null): Cell => (span === null ? unknown : Math.round(span / 36_000) / 100);
const inHours = "In hours";
const byHand =
  "Orders reach the paper by letter and are not kept by this program: the paper adds them by hand";
const noFlaggers = "Notices are not told apart by whether a trusted flagger sent them";

const inCategory = (code: string) => (each: { category: string }) =>
  code === "TOTAL" || each.category === code;
const count = (restrictions: readonly Restriction[]) => restrictions.reduce((sum, { n }) => sum + n, 0);

export function orderRow(code: string): Cell[] {
  const context = Array.from({ length: 7 }, (_, index) => (code === "TOTAL" && index === 0 ? byHand : ""));
  return [...context.map(() => unknown), ...context];
}

export function noticeRow({ numbers, noticeCategories, told }: Filled, code: string): Cell[] {
  const { notices, restrictions } = numbers;
  const received =
    code === "TOTAL"
      ? notices.received
      : Object.entries(notices.byCategory)
          .filter(([name]) => noticeCategories[name] === code)
          .reduce((sum, [, n]) => sum + n, 0);
  const acted = restrictions.filter((each) => each.source === "notice").filter(inCategory(code));
  const isTotal = code === "TOTAL";
  const values = [
    told(received),
    unknown,
    told(received),
    unknown,
    isTotal ? hours(notices.median) : unknown,
    unknown,
    told(count(acted.filter(({ ground }) => ground === "illegal"))),
    unknown,
    told(count(acted.filter(({ ground }) => ground !== "illegal"))),
    unknown,
  ];
  const context = ["", noFlaggers, "A notice is about one comment", "", inHours, "", "", "", "", ""];
  return [...values, ...context.map((text) => (isTotal ? text : ""))];
}

/** Measures that weren't taken upon a notice, on one ground: of the law, or of the paper's own rules. */
export function actionsUnder({ numbers, told }: Filled, ground: "illegal" | "terms", code: string): Cell[] {
  const own = numbers.restrictions
    .filter((each) => each.source !== "notice" && each.ground === ground)
    .filter(inCategory(code));
  const by = (...measures: string[]) => told(count(own.filter(({ measure }) => measures.includes(measure))));
  const none = 0;
  const values = [
    told(count(own)),
    told(count(own.filter(({ detected }) => detected === 1))),
    by("remove", "spam"),
    by("hold"),
    by("fold"),
    none,
    none,
    none,
    by("redact", "warn"),
    none,
    none,
    none,
    none,
    none,
    by("suspend"),
    by("ban"),
  ];
  const context = [
    "Reports by readers are counted here: they are not notices of illegal content",
    "",
    "",
    "",
    "Folded away",
    "",
    "",
    "",
    "Words covered or a warning given",
  ];
  return [...values, ...values.map((_, index) => (code === "TOTAL" ? (context[index] ?? "") : ""))];
}

const platforms = "Only for providers of online platforms";
interface Row {
  to?: string;
  cells: Cell[];
}

export function appealRows({ numbers: { appeals }, told }: Filled): Row[] {
  const section = "Internal complaints mechanism";
  const about = (indicator: string, found: Appeals, isAll: boolean): Row[] =>
    [
      ["Total number", told(found.received), ""],
      ["Decisions upheld", told(found.upheld), ""],
      ["Decisions partially reversed", 0, "A decision is upheld or reversed"],
      ["Decisions reversed", told(found.granted), ""],
      ["Median time", hours(found.median), inHours],
      ...(isAll ? [["Decision omitted", told(found.open), "Not answered yet"]] : []),
    ].map(([scope = "", value = "", context = ""]) => ({
      to: platforms,
      cells: [section, indicator, scope, value, context],
    }));
  const nothing = { received: 0, upheld: 0, granted: 0, open: 0, median: null };
  const of = (what: string) => `Complaint regarding a decision ${what}`;
  const refused = "not to take action on a notice submitted";
  return [
    ...about("Number of complaints submitted to the internal-complaints mechanism", appeals, true),
    ...about(
      of("to remove or disable access to or restrict visibility of information"),
      appeals.about.content,
      false,
    ),
    ...about(of("to suspend or terminate the provision of the service"), nothing, false),
    ...about(of("to suspend or terminate an account"), appeals.about.account, false),
    ...about(of("to restrict the ability to monetise information"), nothing, false),
    ...about(of(`${refused} in accordance with Article 16`), appeals.about.notice, false),
    {
      to: platforms,
      cells: [
        "Out-of-court dispute settlement bodies",
        "Number of disputes submitted to out-of-court dispute settlement bodies",
        "Total number",
        unknown,
        "Disputes are not kept by this program: the paper adds them by hand",
      ],
    },
    ...["illegal content", "unfounded notices", "unfounded complaints"].map((what) => ({
      to: platforms,
      cells: [
        "Suspensions imposed on repeated offenders",
        `Number of suspensions enacted for the provision of manifestly ${what}`,
        "Total number",
        unknown,
        "Suspensions are told by ground in parts 5 and 6",
      ],
    })),
  ];
}

export function automationRows({ numbers: { restrictions, notices }, told }: Filled): Row[] {
  const section = "Use of automated means for content moderation";
  const own = restrictions.filter(({ source }) => source !== "notice");
  const accuracy = ["Accuracy", "Precision", "Recall"];
  const rows = (scope: string, among: readonly Restriction[]): Row[] => {
    const solely = among.filter(({ automated }) => automated === "fully");
    return [
      {
        cells: [
          section,
          "Number of measures solely taken by automated means",
          scope,
          told(count(solely)),
          "",
        ],
      },
      {
        cells: [
          section,
          "Number of measures not taken by automated means",
          scope,
          told(count(among) - count(solely)),
          "",
        ],
      },
      ...accuracy.map((each) => ({
        cells: [section, `Accuracy of the automated means - ${each}`, scope, unknown, ""],
      })),
    ];
  };
  const hosting = "Only for providers of hosting services, including online platforms";
  return [
    ...rows("Total number", restrictions),
    ...rows("Own-initiative", own),
    {
      to: hosting,
      cells: [section, "Number of notices solely processed by automated means", "NAM Total", 0, ""],
    },
    {
      to: hosting,
      cells: [
        section,
        "Number of notices not processed by automated means",
        "NAM Total",
        told(notices.received),
        "Each is answered by somebody of the desk",
      ],
    },
  ];
}
