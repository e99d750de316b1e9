import { z } from 'zod';
import { certificate, delays, faults, host, shortName, tls } from './shared-schema.ts';

/** What listens on port 80 and sends everybody elsewhere; without one the port is closed. */
export const redirect = z.strictObject({
  status: z.number().int().min(300).max(399).default(302),
  location: z.string().min(1),
});

/** A name through which clients reach several servers. */
export const commonNameSchema = (start: Date) =>
  z.strictObject({
    name: host,
    servers: z.array(shortName).optional(),
    ip: z.ipv4().optional(),
    ipv6: z.ipv6().optional(),
    balancing: z.enum(['per-connection', 'source-ip', 'per-request']).default('per-connection'),
    certificate: certificate(start).optional(),
    tls: tls.prefault({}),
    redirect: redirect.optional(),
    delays,
    faults,
  });

/** A web server that is no Exchange: mostly the one of the mail domain itself. */
export const webSiteSchema = (start: Date) =>
  z.strictObject({
    name: host,
    ip: z.ipv4().optional(),
    https: z.boolean().default(true),
    certificate: certificate(start).prefault({}),
    tls: tls.prefault({}),
    software: z.string().default('nginx'),
    status: z.number().int().min(200).max(599).default(404),
    location: z.string().optional(),
    schemes: z.array(z.string()).default([]),
    redirect: redirect.optional(),
    delays,
    faults,
  });
