import { readFileSync } from 'node:fs';
import type { Lab } from '../../bot/lab-process.ts';
import type { Access } from '../session.ts';

/** What reached a lab so far, by its own log. */
export const accessOf = ({ accessLog }: Pick<Lab, 'accessLog'>): readonly Access[] =>
  readFileSync(accessLog, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    // The lab writes one object a line with these two keys.
    .map((line) => JSON.parse(line) as Access);
