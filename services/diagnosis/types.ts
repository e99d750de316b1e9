import type { Blind, Fact, FactValue, Source } from '../facts.ts';

export const bands = ['confirmed', 'likely', 'possible', 'unlikely', 'ruled-out'] as const;
export type Band = (typeof bands)[number];

export interface SignShown {
  readonly sign: string;
  readonly text: string;
  readonly facts: readonly string[];
  readonly from: readonly Source[];
}
export interface SignUnseen {
  readonly sign: string;
  readonly facts: readonly string[];
  readonly why: string;
}
export interface Change {
  readonly set: readonly { readonly fact: string; readonly value: FactValue; readonly from: Source }[];
  readonly band: Band;
}
export interface Verdict {
  readonly cause: string;
  readonly band: Band;
  /** log10 odds. */
  readonly weight: number;
  readonly byDesign: boolean;
  readonly for: readonly SignShown[];
  readonly against: readonly SignShown[];
  readonly unseen: readonly SignUnseen[];
  /** The first is the decisive one. */
  readonly wouldChange: readonly Change[];
}
export interface RemedyOffer {
  readonly id: string;
  readonly cause: string;
  readonly kind: 'advice' | 'action';
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly offered: boolean;
  /** Why it is, or is not, offered; a sentence. */
  readonly why: string;
}
export interface NextLook {
  readonly fact: string;
  readonly ask: string;
  readonly by: 'probe' | 'worker' | 'person';
  readonly wouldChange: readonly { readonly cause: string; readonly from: Band; readonly to: Band }[];
}
export interface Disagreement {
  readonly fact: string;
  readonly used: Fact;
  readonly other: Fact;
}
/** The `--json` contract: all verdicts at one moment. */
export interface Diagnosis {
  readonly format: 'popup-desk-diagnosis/1';
  readonly mailbox: string;
  readonly at: string;
  readonly popup: string | null;
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly {
    readonly id: string;
    readonly text: string;
    readonly facts: readonly string[];
  }[];
  readonly mendFirst: readonly string[];
  readonly remedies: readonly RemedyOffer[];
  readonly next: NextLook | null;
  readonly facts: readonly Fact[];
  readonly blind: readonly Blind[];
  readonly disagreements: readonly Disagreement[];
  readonly ms: number;
}
