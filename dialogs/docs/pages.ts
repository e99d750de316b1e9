import type { Catalogue } from '../../services/catalogue.ts';
import type { Reader } from '../../services/reader.ts';
import { causePage } from './cause-page.ts';
import { indexPage, questionsPage, readersPage, vocabularyPage } from './lists.ts';
import { caseSchema, diagnosisSchema } from './schemas.ts';

const asJson = (schema: object): string => `${JSON.stringify(schema, null, 1)}\n`;

/** Every page that is made from the catalogue, by its place below docs/. */
export function docPages(catalogue: Catalogue, readers: readonly Reader[]): ReadonlyMap<string, string> {
  const remedies = new Map(catalogue.remedies.map((remedy) => [remedy.id, remedy]));
  return new Map([
    ['causes/README.md', indexPage(catalogue.causes, catalogue.findings)],
    ...catalogue.causes.map((cause): [string, string] => [
      `causes/${cause.id}.md`,
      causePage(cause, remedies),
    ]),
    ['vocabulary.md', vocabularyPage()],
    ['readers.md', readersPage(readers)],
    ['questions.md', questionsPage(catalogue.questions)],
    ['case.schema.json', asJson(caseSchema())],
    ['diagnosis.schema.json', asJson(diagnosisSchema())],
  ]);
}
