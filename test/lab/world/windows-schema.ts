import { z } from 'zod';
import { moment } from './times.ts';

const registry = z.record(z.string(), z.union([z.string(), z.number()])).default({});
const netlogon = z
  .strictObject({
    semaphoreTimeouts: z.number().int().min(0).default(0),
    semaphoreWaiters: z.number().int().min(0).default(0),
  })
  .prefault({});
/** A line as the log holds it, or an object of columns. */
const logLine = z.union([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))]);

/** What every Windows host has: its registry, Netlogon's counters, event logs and how far back they go. */
export const windowsHost = (start: Date) => ({
  registry,
  netlogon,
  logs: z.record(z.string(), z.array(logLine)).default({}),
  eventsSince: moment(start).prefault('-P8D'),
});

/** What only a domain controller has to state besides. */
export const windowsController = (start: Date) => ({
  ...windowsHost(start),
  logs: z
    .partialRecord(z.enum(['security', 'system', 'application', 'directory-service']), z.array(logLine))
    .default({}),
  bootedAt: moment(start).prefault('-P20D'),
  clockSkewSeconds: z.number().default(0),
});

/** The files that an update brings: the version there, and the least one that has the change. */
const files = z
  .array(
    z.strictObject({
      name: z.string().min(1),
      version: z.string().regex(/^\d+(\.\d+){3}$/, 'write four numbers: 6.1.7601.19160'),
      least: z.string().regex(/^\d+(\.\d+){3}$/, 'write four numbers: 6.1.7601.19160'),
    }),
  )
  .default([]);
export const hotfix = (start: Date) =>
  z.strictObject({
    id: z.string().regex(/^KB\d+$/i, 'write KB and a number'),
    listed: z.boolean().default(true),
    installedOn: moment(start).optional(),
    fileVersionOk: z.boolean().optional(),
    files,
    supersededBy: z.string().optional(),
  });

/** What an Exchange server has to state besides; `iis` is the schema of one of its directories. */
export const windowsExchange = <T extends z.ZodType>(start: Date, iis: T) => ({
  ...windowsHost(start),
  hotfixes: z.array(hotfix(start)).default([]),
  components: z.record(z.string(), z.enum(['active', 'inactive', 'draining'])).default({}),
  clusterNodePaused: z.boolean().default(false),
  rpcEncryptionRequired: z.boolean().optional(),
  iisHistory: z.array(z.strictObject({ at: moment(start), iis: z.array(iis).default([]) })).default([]),
  bindings: z.partialRecord(z.enum(['443', '444']), z.enum(['web', 'own', 'lost', 'none'])).default({}),
  ports: z
    .record(
      z.string().regex(/^\d{1,5}$/, 'write a port'),
      z.strictObject({ v4: z.boolean().default(true), v6: z.boolean().default(true) }),
    )
    .default({}),
});

/** What a mailbox database has to state besides. */
export const windowsDatabase = (start: Date) => ({
  mounted: z.boolean().default(true),
  activatedAt: moment(start).optional(),
});
