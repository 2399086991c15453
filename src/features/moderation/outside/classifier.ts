import type { ClassifierId, SiteId } from "../../../platform/lib/ids.ts";

/**
 * How a service is asked. openai: POST /v1/moderations, https://platform.openai.com/docs/api-reference/moderations.
 * akismet: comment-check, https://akismet.com/developers/detailed-docs/comment-check/. hook: a signed request of our own,
 * see docs/guides/classifiers.md.
 */
export const classifierKinds = ["openai", "akismet", "hook"] as const;
export type ClassifierKind = (typeof classifierKinds)[number];

/** What the desk says of a service. */
export interface ClassifierDraft {
  name: string;
  kind: ClassifierKind;
  /** Where it is asked. */
  url: string;
  /** Which of its models; for Akismet: the address of the paper that the key is for. Empty: the service's own choice. */
  model: string;
  isOn: boolean;
  /** Per cent: what scores as much waits. */
  holdFrom: number;
  /** Whether a comment waits when the service doesn't answer. */
  holdsOnFailure: boolean;
}

export interface Classifier extends ClassifierDraft {
  id: ClassifierId;
  siteId: SiteId;
  secretSealed: string;
  version: number;
  changedAt: number;
}

/** What a service is told of a comment: its words, and nothing of who wrote them. */
export interface Asked {
  text: string;
  /** BCP 47: the story's. */
  language: string;
  /** Of the site. */
  site: string;
}

/** What a service says. */
export interface Opinion {
  /** 0 to 1: how sure it is that the comment should wait. */
  score: number;
  /** What it calls what it saw; empty: nothing in particular. */
  label: string;
  /** Of its model, as it says itself. */
  version: string;
}

/** Why there is no opinion. */
export type Silence = "unreachable" | "too-slow" | "refused" | "not-public" | "nonsense" | "resting";
