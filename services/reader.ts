import type { FactValue } from './facts.ts';

/** A pasted text as every reader gets it: decoded, secrets already cut, lines without their ends. */
export interface Pasted {
  /** Lines that a reader before this one took are empty here. */
  readonly lines: readonly string[];
  /** The mailbox that the case is about. */
  readonly mailbox: string;
  /** The case's moment, ms since the epoch. */
  readonly now: number;
  /** Minutes east of UTC of times that carry no zone, where the person said it. */
  readonly zoneMinutes?: number;
  /** Names by which the mailbox's owner is known besides it: addresses, UPN, DOMAIN\name, SID, GUID. */
  readonly names?: readonly string[];
}
/** A fact as a reader found it; whoever pastes adds `from: pasted`, source and vantage. */
export interface ReadFact {
  readonly fact: string;
  readonly value: FactValue;
  /** ISO time, where the text says when it was observed. */
  readonly at?: string;
  /** The line it stands on, from 1. */
  readonly line: number;
  /** Whom it is about, where the text says so: the fact of another person than the mailbox's is left out and said. */
  readonly about?: string;
}
/** Lines from–to (from 1, both included) with what they were taken for, or why they were left out. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly says: string;
}
export interface ReadText {
  readonly facts: readonly ReadFact[];
  readonly understood: readonly Passage[];
  /** What lies inside this reader's own passages and brought nothing, each with the reason. */
  readonly ignored: readonly Passage[];
  /** Whom the text speaks of (addresses, account names), where it says so. */
  readonly about: readonly string[];
  /** Lines whose times carry no zone: nothing was dated by them until the zone is told. */
  readonly withoutZone: readonly number[];
}
/** Turns one kind of pasted text into facts. */
export interface Reader {
  readonly id: string;
  /** What a person calls the text: "Connection Status rows". */
  readonly title: string;
  /** Readers with a lower number go first, 50 without one; what one takes (understood or ignored) the later ones do not see. */
  readonly order?: number;
  /** What it found in the text, undefined when nothing there is of its kind. Never throws, linear in the text. */
  read(pasted: Pasted): ReadText | undefined;
}

/** A reader as a table; the file's name must be its id. */
export const reader = (table: Reader): Reader => table;
