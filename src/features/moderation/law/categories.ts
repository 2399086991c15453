// Categories of the transparency reports (Commission Implementing Regulation (EU) 2024/2835, annex) and of the DSA
// Transparency Database, under the names that its interface gives them:
// https://transparency.dsa.ec.europa.eu/page/api-documentation

export const categories = {
  harmfulSpeech: "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
  cyberViolence: "STATEMENT_CATEGORY_CYBER_VIOLENCE",
  cyberViolenceAgainstWomen: "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN",
  privacy: "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
  intellectualProperty: "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
  civicDiscourse: "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
  minors: "STATEMENT_CATEGORY_PROTECTION_OF_MINORS",
  publicSecurity: "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY",
  fraud: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
  selfHarm: "STATEMENT_CATEGORY_SELF_HARM",
  products: "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS",
  violence: "STATEMENT_CATEGORY_VIOLENCE",
  consumers: "STATEMENT_CATEGORY_CONSUMER_INFORMATION",
  animals: "STATEMENT_CATEGORY_ANIMAL_WELFARE",
  terms: "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
  unspecified: "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE",
} as const;
export type Category = keyof typeof categories;

export function readCategory(word: string): Category {
  return Object.hasOwn(categories, word) ? (word as Category) : "unspecified";
}

/** What a notice can be about, in the order in which the form asks. */
export const noticeCategories = [
  "harmfulSpeech",
  "violence",
  "cyberViolence",
  "cyberViolenceAgainstWomen",
  "privacy",
  "intellectualProperty",
  "minors",
  "fraud",
  "publicSecurity",
  "civicDiscourse",
  "selfHarm",
  "products",
  "unspecified",
] as const satisfies readonly Category[];
export type NoticeCategory = (typeof noticeCategories)[number];

// What reasons are called here, and where the Commission's list has them. Whatever isn't in it is against the rules of
// the house and no more.
const ofCodes: Readonly<Record<string, Category>> = {
  abuse: "cyberViolence",
  insult: "cyberViolence",
  threat: "violence",
  violence: "violence",
  hate: "harmfulSpeech",
  illegal: "unspecified",
  private: "privacy",
  privacy: "privacy",
  personal: "privacy",
  fraud: "fraud",
  scam: "fraud",
  copyright: "intellectualProperty",
  minors: "minors",
  selfHarm: "selfHarm",
};

/** The category of a decision's reason: `category` as whoever decided chose it, else by the reason's code. */
export function categoryOf(code: string, category: unknown): Category {
  if (typeof category === "string" && Object.hasOwn(categories, category)) return category as Category;
  return ofCodes[code] ?? "terms";
}
