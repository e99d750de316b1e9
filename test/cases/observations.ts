/** How many observations a real case has, and which of them its reader only inferred; their texts stay outside. */
export interface Observations {
  readonly observations: number;
  /** Numbers, from 1. */
  readonly inferred: readonly number[];
}

export const observationsOf: Readonly<Record<string, Observations>> = {
  C001: { observations: 13, inferred: [] },
  C002: { observations: 6, inferred: [] },
  C003: { observations: 3, inferred: [] },
  C004: { observations: 3, inferred: [] },
  C005: { observations: 5, inferred: [] },
  C006: { observations: 5, inferred: [] },
  C007: { observations: 3, inferred: [] },
  C008: { observations: 3, inferred: [3] },
  C010: { observations: 3, inferred: [1] },
  C012: { observations: 4, inferred: [] },
  C014: { observations: 4, inferred: [] },
  C015: { observations: 3, inferred: [1, 3] },
  C023: { observations: 3, inferred: [1] },
  C028: { observations: 3, inferred: [2] },
  C031: { observations: 3, inferred: [] },
  C037: { observations: 5, inferred: [] },
  C040: { observations: 5, inferred: [] },
  C044: { observations: 5, inferred: [] },
  C047: { observations: 3, inferred: [] },
  C052: { observations: 4, inferred: [] },
  C057: { observations: 4, inferred: [] },
  C060: { observations: 3, inferred: [1, 3] },
  C061: { observations: 3, inferred: [2, 3] },
  C063: { observations: 6, inferred: [] },
  C066: { observations: 4, inferred: [2] },
};

/** Parts of a real case that a fact may come from, besides its observations. */
export const fields: readonly string[] = ['exchange', 'outlook', 'windows', 'popup', 'scope', 'timeline'];
