import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../bot/lab-process.ts';
import type { CaseFile } from '../services/case-file.ts';
import { loadCatalogue } from '../services/catalogue.ts';
import { diagnose } from '../services/diagnosis/diagnose.ts';
import type { Diagnosis } from '../services/diagnosis/types.ts';
import type { Fact } from '../services/facts.ts';
import { createLooker, type Looked, type Looker } from '../services/looking/looker.ts';

/** One line of the lab's own log of what reached it. */
export type Access = Readonly<Record<string, unknown>> & { readonly server: string; readonly kind: string };

/** A lab and a looker at it, as the command `diagnose` has them. */
export interface Session {
  readonly lab: Lab;
  readonly looker: Looker;
  readonly look: (
    address: string,
    told?: readonly Fact[],
  ) => Promise<Looked & { readonly caseFile: CaseFile }>;
  readonly diagnose: (
    address: string,
  ) => Promise<{ readonly caseFile: CaseFile; readonly diagnosis: Diagnosis }>;
  /** What reached the lab so far. */
  readonly reached: () => readonly Access[];
  readonly close: () => Promise<void>;
}

/** Starts the lab of a world and a looker with a data folder of its own. */
export async function openSession(world: string): Promise<Session> {
  const lab = await startLab(world);
  const data = mkdtempSync(join(tmpdir(), 'popup-desk-session-'));
  const { serviceAccount } = lab.secrets;
  const looker = await createLooker({
    configuration: { ...lab.configuration, data },
    secrets: serviceAccount === undefined ? {} : { serviceAccount },
    vantage: 'test',
    world: lab.world,
  });
  const catalogue = await loadCatalogue();
  const look: Session['look'] = async (address, told = lab.told.get(address.toLowerCase()) ?? []) => {
    const looked = await looker.look(address);
    const caseFile: CaseFile = {
      case: 'popup-desk/1',
      mailbox: looked.mailbox,
      at: new Date().toISOString(),
      facts: [...looked.facts, ...told],
      blind: looked.blind,
    };
    return { ...looked, caseFile };
  };
  return {
    lab,
    looker,
    look,
    diagnose: async (address) => {
      const { caseFile } = await look(address);
      return { caseFile, diagnosis: diagnose(caseFile, catalogue) };
    },
    reached: () =>
      readFileSync(lab.accessLog, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        // The lab writes one object a line with these two keys.
        .map((line) => JSON.parse(line) as Access),
    close: async () => {
      await looker.close();
      await lab.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
