/** One parser of foreign bytes. */
export interface Target {
  readonly id: string;
  readonly samples: readonly Buffer[];
  /** Reads the bytes; throws when it must not, or when what it gave is wrong. */
  readonly run: (bytes: Buffer) => void;
}

/** Something that a parser gave and must not. */
export class Wrong extends Error {}

/** A target whose parser may refuse by an error of these names. */
export const refusing =
  (names: readonly string[], read: (bytes: Buffer) => unknown) =>
  (bytes: Buffer): void => {
    try {
      read(bytes);
    } catch (error) {
      if (!names.includes((error as Error).constructor.name)) throw error;
    }
  };
