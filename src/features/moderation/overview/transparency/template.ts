import type { Cell } from "./csv.ts";
import {
  actionsUnder,
  appealRows,
  automationRows,
  type Filled,
  noticeRow,
  orderRow,
} from "./template-rows.ts";

// The templates of Commission Implementing Regulation (EU) 2024/2835, annex I: one table for each part, with the headings
// that the published CSV files have. Parts 9 (people) and 10 (average monthly recipients) are for very large platforms
// only. Sub-categories ("KEYWORD_…") are left out: a newspaper's desk doesn't tell them apart. What isn't known is "N/A".

const all = "All";
const hosting = "Only for providers of hosting services, including online platforms";

/** Categories of the annex, in its order, with the names that it gives them. */
const categoryNames = [
  ["STATEMENT_CATEGORY_ANIMAL_WELFARE", "Animal welfare"],
  ["STATEMENT_CATEGORY_CONSUMER_INFORMATION", "Consumer information infringements"],
  ["STATEMENT_CATEGORY_CYBER_VIOLENCE", "Cyber violence"],
  ["STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN", "Cyber violence against women"],
  ["STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS", "Data protection and privacy violations"],
  ["STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", "Illegal or harmful speech"],
  ["STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS", "Intellectual property infringements"],
  [
    "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
    "Negative effects on civic discourse or elections",
  ],
  ["STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "Protection of minors"],
  ["STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY", "Risk for public security"],
  ["STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "Scams and/or fraud"],
  ["STATEMENT_CATEGORY_SELF_HARM", "Self-harm"],
  ["STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS", "Unsafe, non-compliant or prohibited products"],
  ["STATEMENT_CATEGORY_VIOLENCE", "Violence"],
  ["STATEMENT_CATEGORY_OTHER_VIOLATION_TC", "Other violation of provider’s terms and conditions"],
  ["STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER", "Type of illegal content not specified by the public authority"],
  [
    "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE",
    "Type of alleged illegal content not specified by the notifier",
  ],
] as const;
const codes = ["TOTAL", ...categoryNames.map(([code]) => code)];
const ordered = codes.filter((code) => !/OTHER_VIOLATION_TC|NOT_SPECIFIED_NOTICE/.test(code));
const noticed = codes.filter((code) => !/NOT_SPECIFIED_ORDER/.test(code));
const illegal = codes.filter((code) => !/OTHER_VIOLATION_TC|NOT_SPECIFIED/.test(code));
const ofTerms = codes.filter((code) => !/NOT_SPECIFIED/.test(code));

const withContext = (columns: readonly string[], word = "Contextual information on") => [
  ...columns,
  ...columns.map((column) => `${word} ${column}`),
];
const other = 'Description of the sub-category "Other"';

const orderColumns = withContext([
  "Number of orders to act against illegal content received",
  "Number of specific items of information included in the total number of orders to act against illegal content",
  "Median time to inform the authority of the receipt of the order to act against illegal content",
  "Median time to give effect to the order to act against illegal content",
  "Number of orders to provide information",
  "Median time to inform the authority of the receipt of the order to provide information",
  "Median time to give effect to the order to provide information",
]);
const flagged = "(Trusted Flagger notices)";
const noticeColumns = withContext([
  "Number of notices received",
  "Number of notices received from Trusted flaggers",
  "Number of specific items of information included in the total number of notices",
  `Number of specific items of information included in the total number of notices by Trusted Flaggers ${flagged}`,
  "Median time to take action",
  `Median time to take action ${flagged}`,
  "Number of actions taken on the basis of the law",
  `Number of actions taken on the basis of the law ${flagged}`,
  "Number of actions taken on the basis of the terms and conditions of the service",
  `Number of actions taken on the basis of the terms and conditions of the service ${flagged}`,
]);
const actionColumns = withContext(
  [
    "Number of measures taken at the provider's own initiative",
    "Number of measures taken after detection with solely automated means",
    ...["Removal", "Disable", "Demoted", "Age restricted", "Interaction restricted", "Labelled", "Other"].map(
      (each) => `Visibility restriction ${each}`,
    ),
    ...["Suspension", "Termination", "Other"].map((each) => `Monetary restriction ${each}`),
    ...["Suspension", "Termination"].map((each) => `Provision of the service ${each}`),
    ...["Suspension", "Termination"].map((each) => `Account restriction ${each}`),
  ],
  "Contextual Information on",
);
const indicators = ["Section", "Indicator", "Scope", "Value", "Contextual Information"];

/** A part of the report: the name of its file, and its rows with the heading first. */
export interface Part {
  file: string;
  rows: readonly (readonly Cell[])[];
}

/** The parts of a report, in the order of the annex. */
export function reportParts(filled: Filled): Part[] {
  const { service, period } = filled;
  const base = (applicability: string) => [applicability, service, period];
  const head = (...more: string[]) => ["Applicability", "Service", "Reporting period", ...more];
  const indicator = ({ to = all, cells }: { to?: string; cells: readonly Cell[] }) => [...base(to), ...cells];
  return [
    { file: "1_report_identification", rows: identification(filled) },
    {
      file: "2_categories_names",
      rows: [
        [
          "Category label",
          "Category description",
          "Category of illegal content / incompatible with the terms and conditions",
          "Contextual information",
        ],
        ["TOTAL", "All the entries", "TOTAL", ""],
        ...categoryNames.map(([code, name], index) => [`Category ${index + 1}`, name, code, ""]),
      ],
    },
    {
      file: "3_member_states_orders",
      rows: [
        head("Category of illegal content", other, "Scope", ...orderColumns),
        ...ordered.map((code) => [...base(all), code, "", "TOTAL", ...orderRow(code)]),
      ],
    },
    {
      file: "4_notices",
      rows: [
        head("Category of illegal content", other, ...noticeColumns),
        ...noticed.map((code) => [...base(hosting), code, "", ...noticeRow(filled, code)]),
      ],
    },
    {
      file: "5_own_initiative_illegal",
      rows: [
        head("Category of illegal content", other, ...actionColumns),
        ...illegal.map((code) => [...base(all), code, "", ...actionsUnder(filled, "illegal", code)]),
      ],
    },
    {
      file: "6_own_initiative_TC",
      rows: [
        head("Category of incompatibility with the provider's terms and conditions", other, ...actionColumns),
        ...ofTerms.map((code) => [...base(all), code, "", ...actionsUnder(filled, "terms", code)]),
      ],
    },
    { file: "7_appeals_and_recidivism", rows: [head(...indicators), ...appealRows(filled).map(indicator)] },
    { file: "8_automated_means", rows: [head(...indicators), ...automationRows(filled).map(indicator)] },
    {
      file: "11_qualitative",
      rows: [
        head("Indicator", "Value"),
        ...filled.qualitative.map(([name, text]) => [...base(all), name, text]),
      ],
    },
  ];
}

function identification({ provider, service, days, published }: Filled): Cell[][] {
  return [
    ["Applicability", "Service", "Indicator", "Value"],
    [all, service, "Name of the service provider", provider],
    [all, service, "Date of the publication of the report", published],
    [all, service, "Date of the publication of the latest previous report", "N/A"],
    [all, service, "Starting date of reporting period", days.first],
    [all, service, "Ending date of reporting period", days.last],
  ];
}
