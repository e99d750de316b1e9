import popup from '../../services/questions/popup.ts';

/** Each kind of popup by its literal wording, in the order in which a report's form offers them. */
export const popupWords: ReadonlyMap<string, string> = new Map(
  popup.choices.map(({ id, says }) => [id, says]),
);
